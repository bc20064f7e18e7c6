--TEST--
Processes: where this process may write no large files, nor keep bytes in memory as a file
--SKIPIF--
<?php require __DIR__ . '/../needs_processes.inc'; ?>
--FILE--
<?php
require __DIR__ . '/common.inc';
alone(['once'], [], 'ulimit -f 16;');

use PhotoLibrary\Source;

$sources = [image('small.jpg'), Source::bytes((string) file_get_contents(image('small.jpg')), 'large'),
    Source::bytes((string) file_get_contents(image('tiny.webp')), 'little')];
foreach (PhotoLibrary\palettes($sources, null, processes(2), true) as $result) {
    echo $result::class, ' ', $result->message ?? '', "\n";
}
?>
--EXPECT--
PhotoLibrary\Palette 
PhotoLibrary\Failure large: its bytes cannot be handed to a decoding process: this process may write no file of 30167 bytes, which includes files in memory (ulimit -f)
PhotoLibrary\Palette 
exit 0, nothing left
