<?php

declare(strict_types=1);

echo PhotoLibrary\palette('photo.jpg')->roles()['muted']->color; // PHPStan: property.nonObject, Psalm: PossiblyNullPropertyFetch
