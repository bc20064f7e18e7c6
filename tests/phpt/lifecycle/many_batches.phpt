--TEST--
Hundreds of batches in one process leak neither threads nor descriptors
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\Parallelism;

$before = descriptors();
$results = 0;
for ($i = 0; $i < 300; ++$i) {
    foreach (PhotoLibrary\palettes(images(2, 'one_pixel.jpg'), null, Parallelism::workers(2)) as $result) {
        ++$results;
        if ($i % 3 === 0) {
            break;
        }
    }
}
var_dump($results, threads(), descriptors() - $before);
?>
--EXPECT--
int(500)
int(1)
int(0)
