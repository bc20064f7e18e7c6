<?php

$photos = new FilesystemIterator('photos');              // or a Symfony Finder
foreach (PhotoLibrary\palettes($photos) as $path => $result) {
    echo $result instanceof PhotoLibrary\Palette ? "$path: {$result->dominant()->color}\n" : "not done: $result->message\n";
}
