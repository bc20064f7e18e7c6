--TEST--
Processes: bytes, the cheapest copy and bad sources give what every mode gives; what confines the decoders is told
--SKIPIF--
<?php require __DIR__ . '/../needs_processes.inc'; ?>
--FILE--
<?php
require __DIR__ . '/common.inc';
alone();

use PhotoLibrary\{PaletteOptions, Parallelism, Source};

$sources = static fn (): array => [
    'bytes' => Source::bytes(file_get_contents(image('grid.heic')), 'some bytes'),
    'large bytes' => Source::bytes(file_get_contents(image('small.jpg')) . str_repeat("\0", 2_000_000), ''),
    'no bytes' => Source::bytes('', 'nothing'),
    'many bytes' => Source::bytes(str_repeat("\0", 5_000_000), 'zeros'),
    'cheapest' => Source::cheapest(image('baseline.jpg'), [image('small.jpg'), '/there/is/none'], 200),
    'the truth is missing' => Source::cheapest('/there/is/none', [image('small.jpg')]),
    'the copy is corrupt' => Source::cheapest(image('baseline.jpg'), [image('truncated.jpg')], 100),
    'missing' => '/there/is/none',
    'folder' => __DIR__,
    'device' => '/dev/zero',
    'NUL' => "nul\0byte",
    'text' => image('text.jpg'),
];
$options = new PaletteOptions(maxBytes: 4_000_000);
$runs = [];
foreach ([Parallelism::sequential(), processes(2), processes(2, 2)] as $parallelism) {
    $batch = PhotoLibrary\palettes($sources(), $options, $parallelism, true);
    $runs[] = json_encode(iterator_to_array($batch), JSON_PRETTY_PRINT | JSON_INVALID_UTF8_SUBSTITUTE);
    $sandbox = $batch->statistics()->sandbox;
}
foreach ($runs as $run) {
    echo $run === $runs[0] ? 'same' : "different: $run", "\n";
}
echo implode(' ', array_intersect($sandbox, ['no_new_privs', 'memory_limit'])), "\n";
?>
--EXPECT--
same
same
same
no_new_privs memory_limit
exit 0, nothing left
