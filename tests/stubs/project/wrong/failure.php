<?php

declare(strict_types=1);

foreach (PhotoLibrary\palettes(['photo.jpg']) as $result) {
    $result->dominant(); // PHPStan: method.notFound, Psalm: PossiblyUndefinedMethod
}
