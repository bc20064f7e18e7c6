--TEST--
Processes: open_basedir holds as in every other mode, and does not keep them from starting
--SKIPIF--
<?php require __DIR__ . '/../needs_processes.inc'; ?>
--FILE--
<?php
require __DIR__ . '/common.inc';
alone(['once'], ['open_basedir=' . dirname(__DIR__, 2)]);

use PhotoLibrary\{Palette, Parallelism, Source};

$sources = [image('small.jpg'), '/etc/passwd', '/usr/share/nothing.jpg', Source::cheapest('/etc/passwd', [image('small.jpg')]),
    Source::cheapest(image('baseline.jpg'), ['/etc/passwd', image('small.jpg')], 200), image('small.jpg') . '/../../../etc/passwd'];
$results = [];
foreach ([Parallelism::sequential(), processes()] as $parallelism) {
    $results[] = array_map(
        static fn ($result): string => $result instanceof Palette ? "palette of $result->source" : "{$result->reason->value} $result->source",
        iterator_to_array(PhotoLibrary\palettes($sources, null, $parallelism, true), false),
    );
}
echo $results[0] === $results[1] ? 'same' : 'different: ' . print_r($results, true), "\n";
echo implode(' ', array_map(static fn (string $result): string => strtok($result, ' '), $results[0])), "\n";
?>
--EXPECT--
same
palette unreadable unreadable unreadable palette unreadable
exit 0, nothing left
