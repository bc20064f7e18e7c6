--TEST--
Batch: local files do not load libcurl, whatever else might come
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\Parallelism;

$has_libcurl = static fn (): bool => str_contains((string) file_get_contents('/proc/self/maps'), 'libcurl');
var_dump($has_libcurl());
foreach ([Parallelism::sequential(), Parallelism::workers(2), Parallelism::processes(2)] as $parallelism) {
    $batch = PhotoLibrary\palettes(images(10, 'tiny.jpg'), null, $parallelism);
    var_dump(count(iterator_to_array($batch)), $has_libcurl());
}
?>
--EXPECT--
bool(false)
int(10)
bool(false)
int(10)
bool(false)
int(10)
bool(false)
