--TEST--
Batch::stream() wakes stream_select() whenever there is something to take, and at the end
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\Parallelism;

foreach ([Parallelism::sequential(), Parallelism::workers(2)] as $parallelism) {
    $before = descriptors();
    $batch = PhotoLibrary\palettes(images(40, 'small.jpg'), null, $parallelism);
    $stream = $batch->stream();
    $taken = 0;
    $timeouts = 0;
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
        // Takes one and leaves the others: the stream must stay readable for them.
        ++$taken;
        $batch->next();
    }
    var_dump($taken, $timeouts);
    unset($batch);
    fclose($stream);
    var_dump(descriptors() - $before);
}
?>
--EXPECT--
int(40)
int(0)
int(0)
int(40)
int(0)
int(0)
