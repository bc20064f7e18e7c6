<?php

/** What bin/chaos --actions runs: see there. */

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions\Chaos;

require \dirname(__DIR__, 3) . '/.cache/tools/vendor/autoload.php';

/** @param array<mixed> $options */
function main(array $options): int
{
    $number = static fn(string $name, int $default): int => is_numeric($options[$name] ?? null) ? (int) $options[$name] : $default;
    $seed = $number('seed', random_int(1, 1_000_000_000));
    $rounds = isset($options['round']) ? 1 : $number('times', 50);
    $first = $number('round', 1);
    $named = $options['fault'] ?? null;
    $faults = \is_string($named) ? [Fault::from($named)] : Fault::cases();
    $peers = isset($options['round']) ? 0 : $number('peers', $rounds);
    $conductor = new Conductor($seed);
    $wrong = 0;
    echo "seed {$seed}\n\n";
    echo "| fault | program | moments | actions | lost | begun twice | left half done | told of those |\n|---|---|---|---|---|---|---|---|\n";
    foreach ($faults as $fault) {
        $wrong += $conductor->conduct(new Ours(), $fault, $first, $rounds);
        foreach ($peers > 0 ? [new Parallel(), new AnsibleRunner()] : [] as $peer) {
            $conductor->conduct($peer, $fault, $first, $peers);
        }
    }
    printf("%d violations\n", $wrong);

    return $wrong === 0 ? 0 : 1;
}

exit(main(getopt('', ['actions', 'seed:', 'times:', 'round:', 'fault:', 'peers:']) ?: []));
