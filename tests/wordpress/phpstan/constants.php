<?php

/** Constants that WordPress defines while it loads, for PHPStan. */

declare(strict_types=1);

define('ABSPATH', dirname(__DIR__, 3) . '/.cache/wordpress/wordpress/');
define('ARRAY_A', 'ARRAY_A');
