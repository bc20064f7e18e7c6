<?php

foreach (PhotoLibrary\palettes(new GlobIterator('photos/*')) as $result) {
    echo $result instanceof PhotoLibrary\Palette
        ? "$result->source: {$result->dominant()->color}\n"
        : "not done: $result->message\n";
}
