<?php

declare(strict_types=1);

foreach (PhotoLibrary\palettes(['cover' => 'photo.jpg']) as $key => $result) {
    echo intdiv($key, 2), $result->source; // PHPStan: argument.type, Psalm: InvalidArgument
}
