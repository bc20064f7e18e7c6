--TEST--
palettes(): sources are pulled only while the window has room, one at a time in Sequential
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\Parallelism;

foreach ([[Parallelism::sequential(), 1], [Parallelism::workers(2), 32], [Parallelism::workers(20), 40]] as [$parallelism, $window]) {
    $pulled = 0;
    $sources = (static function () use (&$pulled): Generator {
        foreach (images(150, 'tiny.jpg') as $image) {
            ++$pulled;
            yield $image;
        }
    })();
    $taken = 0;
    $most = 0;
    $batch = PhotoLibrary\palettes($sources, null, $parallelism);
    var_dump($pulled);
    foreach ($batch as $result) {
        $most = max($most, $pulled - $taken);
        ++$taken;
    }
    var_dump($taken, $most === $window);
}
?>
--EXPECT--
int(0)
int(150)
bool(true)
int(0)
int(150)
bool(true)
int(0)
int(150)
bool(true)
