<?php

/** Runs chaos rounds in this process: rounds.php SEED ROUNDS MODE; one line of JSON for each, the last one may be a violation. */

declare(strict_types=1);

namespace PhotoLibrary\Tests\Chaos;

use PhotoLibrary\Mode;
use PhotoLibrary\Parallelism;
use PhotoLibrary\Tests\Support\Family;

use function PhotoLibrary\palettes;

require __DIR__ . '/autoload.php';
require __DIR__ . '/../support/Family.php';

/** @param array<string, mixed> $line */
function tell(array $line): void
{
    fwrite(STDOUT, json_encode($line, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE) . "\n");
}

/** @var array{string, string, string, string} $argv */
[, $seed, $rounds, $mode] = $argv;
$mode = Mode::from($mode);
$family = new Family((string) getenv('PHOTOLIBRARY_CHAOS_MODULE'));
$corpus = new Corpus((string) getenv('PHOTOLIBRARY_TEST_IMAGES'), (string) getenv('PHOTOLIBRARY_CHAOS_FOLDER'));
pcntl_async_signals(true);
pcntl_signal(SIGUSR1, static function (): void {});

// What the first batch of a process opens and keeps is no leak.
$parallelism = $mode === Mode::Processes ? Parallelism::processes(1) : Parallelism::sequential();
iterator_to_array(palettes([($corpus->good[0]->source)()], parallelism: $parallelism));
$descriptors = \count(Round::descriptors());

for ($number = 0; $number < (int) $rounds; ++$number) {
    $plan = new Plan((int) $seed + $number, $mode, $corpus);
    tell(['seed' => $plan->seed, 'plan' => (string) $plan]);
    try {
        tell((new Round($plan, $corpus, $family, $descriptors))->run());
    } catch (Violation $violation) {
        tell(['violation' => $violation->getMessage()]);
        exit(1);
    }
    gc_collect_cycles();
}
