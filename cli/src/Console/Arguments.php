<?php

declare(strict_types=1);

namespace PhotoLibrary\Console;

use Symfony\Component\Console\Input\ArgvInput;

/**
 * The command line, with `actions deploy` joined to `actions:deploy`.
 */
final class Arguments extends ArgvInput
{
    /** @param list<string> $argv with the program's name */
    public function __construct(array $argv)
    {
        if (($argv[1] ?? '') === 'actions' && isset($argv[2]) && !str_starts_with($argv[2], '-')) {
            array_splice($argv, 1, 2, ["actions:{$argv[2]}"]);
        }
        parent::__construct($argv);
    }
}
