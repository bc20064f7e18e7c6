<?php

use PhotoLibrary\{HttpOptions, PaletteOptions, Source};

$sources = [
    'a file' => 'photo.jpg',
    'remote' => Source::url('https://example.org/photo.jpg'),
    'upload' => Source::bytes((string) file_get_contents('photo.jpg'), 'photo.jpg of a visitor'),
];
$options = new PaletteOptions(colors: 8, http: new HttpOptions(allow: ['images.internal', '10.20.0.0/16']));
foreach (PhotoLibrary\palettes($sources, $options) as $key => $result) {
    echo $key, ': ', $result instanceof PhotoLibrary\Palette ? count($result->swatches) . ' colours' : $result->message, "\n";
}
