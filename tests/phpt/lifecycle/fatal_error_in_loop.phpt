--TEST--
A fatal error in the loop body while threads are decoding: reported, and nothing hangs
--FILE--
<?php
require __DIR__ . '/../common.inc';
foreach (PhotoLibrary\palettes(images(200), null, PhotoLibrary\Parallelism::workers(4)) as $result) {
    trigger_error('the end', E_USER_ERROR);
}
?>
--EXPECTF--
%AFatal error: the end in %s on line %d
