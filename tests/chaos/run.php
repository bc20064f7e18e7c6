<?php

/** What bin/chaos runs: see there. */

declare(strict_types=1);

namespace PhotoLibrary\Tests\Chaos;

require __DIR__ . '/autoload.php';
require __DIR__ . '/../support/Family.php';

/** @param array<mixed> $options */
function main(array $options, string $folder): int
{
    $text = static fn(string $name, string $default): string => \is_string($options[$name] ?? null) ? $options[$name] : $default;
    mkdir("{$folder}/ini", 0o755, true);
    copy($text('module', ''), "{$folder}/photolibrary.so");
    file_put_contents("{$folder}/ini/photolibrary.ini", "extension=\"{$folder}/photolibrary.so\"\n");
    $seed = (int) $text('seed', (string) random_int(1, 1_000_000_000));
    if (isset($options['hostile'])) {
        return hostile($text, $folder, $seed);
    }

    return (new Conductor($folder, $text('mode', 'processes')))->conduct($seed, (int) $text('rounds', '1000'));
}

/** @param callable(string, string): string $text */
function hostile(callable $text, string $folder, int $seed): int
{
    $hostile = new Hostile($folder, $text('engine-host', ''));
    $files = $hostile->mutations((string) getenv('PHOTOLIBRARY_TEST_IMAGES'), (int) $text('mutations', '3000'), $seed);
    foreach (array_diff(explode(',', $text('packages', implode(',', Hostile::PACKAGES))), ['none']) as $package) {
        $files = [...$files, ...Hostile::filesOf($package)];
    }
    $wrong = $hostile->compare($files);
    foreach ($wrong as $what) {
        echo "VIOLATION: {$what}\n  again: bin/chaos --hostile --seed={$seed} --mutations={$text('mutations', '3000')}\n";
    }
    printf("%d violations\n", \count($wrong));

    return $wrong === [] ? 0 : 1;
}

$folder = sys_get_temp_dir() . '/photolibrary-chaos-' . getmypid();
try {
    $status = main(getopt('', ['rounds:', 'seed:', 'mode:', 'module:', 'engine-host:', 'hostile', 'mutations:', 'packages:']) ?: [], $folder);
} finally {
    exec('rm -rf ' . escapeshellarg($folder));
}
exit($status);
