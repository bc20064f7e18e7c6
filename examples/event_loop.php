<?php

$batch = PhotoLibrary\palettes(new GlobIterator('photos/*'));
$stream = $batch->stream();
$done = false;
while (!$done) {
    $read = [$stream];                      // and what else your loop waits for
    $write = $except = null;
    stream_select($read, $write, $except, null);
    while ($batch->isReady()) {             // never blocks
        $done = !$batch->valid();
        if ($done) {
            break;
        }
        echo $batch->current()->source, "\n";
        $batch->next();
    }
}
