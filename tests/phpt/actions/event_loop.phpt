--TEST--
ActionBatch::stream() wakes stream_select() whenever there is something to take, and at the end
--FILE--
<?php
require __DIR__ . '/common.inc';

$before = descriptors();
$queue = queue(3, action('deep', 'exit 1', maxAttempts: 3), ...array_map(static fn (int $i): PhotoLibrary\Action => action("$i"), range(1, 20)));
$batch = $queue->run();
$stream = $batch->stream();
$taken = $timeouts = 0;
$added = false;
while (true) {
    $read = [$stream];
    $write = $except = null;
    if (stream_select($read, $write, $except, 20) !== 1) {
        ++$timeouts;
    }
    if (!$batch->isReady()) {
        continue;
    }
    if (!$batch->valid()) {
        break;
    }
    $taken += $batch->current() instanceof PhotoLibrary\ActionResult ? 1 : 0;
    if ($taken === 20 && !$added) {
        $added = true;
        $queue->add(action('added'));
    }
    $batch->next();
}
var_dump($taken, $timeouts);
unset($batch);
fclose($stream);
var_dump(descriptors() - $before);
?>
--EXPECT--
int(22)
int(0)
int(0)
