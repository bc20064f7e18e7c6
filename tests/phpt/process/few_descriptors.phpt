--TEST--
Processes: with no more than 64 descriptors, and with none free in the middle of a batch
--FILE--
<?php
require __DIR__ . '/common.inc';
alone(['once'], [], 'ulimit -n 64;');

use PhotoLibrary\{EngineException, Failure};

echo count(array_filter(iterator_to_array(PhotoLibrary\palettes(images(100, 'small.jpg'), null, processes(4, 2)), false), static fn ($result) => $result instanceof PhotoLibrary\Palette)), "\n";

$held = [];
$reasons = [];
try {
    foreach (PhotoLibrary\palettes(images(100, 'small.jpg'), null, processes(2)) as $key => $result) {
        while ($key === 10 && ($handle = @fopen('/dev/null', 'r')) !== false) {
            $held[] = $handle;
        }
        $reasons[$result instanceof Failure ? $result->reason->value : 'palette'] ??= true;
    }
} catch (EngineException) {
    $reasons['exception'] = true;
}
// What could not be opened is said to be unreadable; nothing hangs, nothing is worse than that.
echo isset($reasons['palette']), ' ', implode(' ', array_diff(array_keys($reasons), ['palette', 'unreadable', 'internal', 'exception'])), "\n";
$held = [];
echo count(iterator_to_array(PhotoLibrary\palettes(images(10, 'small.jpg'), null, processes(2)), false)), ' ', decoders_left(), "\n";
?>
--EXPECT--
100
1 
10 0
exit 0, nothing left
