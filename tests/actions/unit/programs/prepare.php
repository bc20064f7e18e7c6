<?php

declare(strict_types=1);

use PhotoLibrary\Actions\Support\Environment;

require dirname(__DIR__, 4) . '/.cache/tools/vendor/autoload.php';

/** Says that a step is done, and waits. */
function done(string $what): void
{
    fwrite(STDOUT, "{$what}\n");
    fgets(STDIN);
}

/** A word of the command line; the first after the project's folder is 2. */
function word(int $number): string
{
    $word = ((array) $_SERVER['argv'])[$number] ?? '';

    return is_string($word) ? $word : '';
}

return new Environment('production', word(1));
