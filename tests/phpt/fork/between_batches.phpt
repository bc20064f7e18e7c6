--TEST--
pcntl_fork() before, between and after batches: parent and child both work in every mode, libvips included
--EXTENSIONS--
pcntl
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\{Palette, Parallelism};

function run(): string
{
    $hashes = [];
    foreach ([Parallelism::sequential(), Parallelism::workers(2), Parallelism::detect()] as $parallelism) {
        $swatches = [];
        foreach (PhotoLibrary\palettes(array_map(image(...), ['small.jpg', 'palette.png', 'tiny.tif', 'tiny.webp', 'p3.jpg']), null, $parallelism, true) as $result) {
            $swatches[] = $result instanceof Palette ? $result->swatches : $result->message;
        }
        $hashes[] = md5(json_encode($swatches));
    }

    return count(array_unique($hashes)) === 1 ? $hashes[0] : 'different: ' . json_encode($hashes);
}

function in_child(string $expected): string
{
    $pid = pcntl_fork();
    if ($pid === 0) {
        exit(run() === $expected ? 0 : 1);
    }

    return await_child($pid);
}

$pid = pcntl_fork();
if ($pid === 0) {
    run();
    exit(threads() === 1 ? 0 : 1);
}
echo await_child($pid), "\n";
$expected = run();
for ($i = 0; $i < 5; ++$i) {
    echo in_child($expected), ' ', run() === $expected ? 'same' : 'different', "\n";
}
?>
--EXPECT--
exit 0
exit 0 same
exit 0 same
exit 0 same
exit 0 same
exit 0 same
