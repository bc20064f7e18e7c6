<?php

add_filter('photolibrary_http_options', fn (array $options) => ['allow' => ['cdn.internal', '10.0.0.0/8']] + $options);
