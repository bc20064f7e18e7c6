<?php

declare(strict_types=1);

echo PhotoLibrary\palettes([12, 34])->statistics()->pulled; // PHPStan: argument.type, Psalm: InvalidArgument
