<?php

declare(strict_types=1);

echo (new PhotoLibrary\PaletteOptions(colours: 8))->hash(); // PHPStan: argument.unknown, Psalm: InvalidNamedArgument
