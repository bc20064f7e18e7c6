<?php

/** The saboteur of one round: saboteur.php SEED PACE ACT... until STDIN ends. */

declare(strict_types=1);

namespace PhotoLibrary\Tests\Chaos;

use PhotoLibrary\Tests\Support\Family;

require __DIR__ . '/autoload.php';
require __DIR__ . '/../support/Family.php';

/** @var non-empty-list<string> $argv */
(new Saboteur(new Family((string) getenv('PHOTOLIBRARY_CHAOS_MODULE')), (int) $argv[1], \array_slice($argv, 3), (int) $argv[2]))->run();
