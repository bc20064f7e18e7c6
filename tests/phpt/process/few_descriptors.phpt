--TEST--
Processes: with no more than 64 descriptors, and with none free in the middle of a batch
--SKIPIF--
<?php require __DIR__ . '/../needs_processes.inc'; ?>
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
        while ($key >= 10 && ($handle = @fopen('/dev/null', 'r')) !== false) {
            $held[] = $handle;
        }
        $reasons[$result instanceof Failure ? $result->reason->value : 'palette'] ??= true;
    }
} catch (EngineException $exception) {
    $reasons[str_contains($exception->getMessage(), 'ulimit -n') ? 'exception' : $exception->getMessage()] = true;
}
// No photo is to blame for what PHP lacks. If nothing was left at all, the batch ends, and says so.
echo implode(' ', array_diff(array_keys($reasons), ['palette', 'cancelled', 'exception'])), "\n";
echo isset($reasons['palette']), isset($reasons['cancelled']) === isset($reasons['exception']) ? ' told' : ' not told', "\n";
$held = [];
echo count(iterator_to_array(PhotoLibrary\palettes(images(10, 'small.jpg'), null, processes(2)), false)), ' ', decoders_left(), "\n";
?>
--EXPECT--
100

1 told
10 0
exit 0, nothing left
