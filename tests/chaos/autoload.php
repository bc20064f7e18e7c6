<?php

/** The classes beside this file. */

declare(strict_types=1);

spl_autoload_register(static function (string $class): void {
    $file = __DIR__ . '/' . basename(strtr($class, '\\', '/')) . '.php';
    if (str_starts_with($class, 'PhotoLibrary\Tests\Chaos\\') && is_file($file)) {
        require $file;
    }
});
