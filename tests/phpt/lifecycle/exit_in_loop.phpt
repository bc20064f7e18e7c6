--TEST--
exit in the loop body while threads are decoding
--FILE--
<?php
require __DIR__ . '/../common.inc';
register_shutdown_function(static function (): void { echo "shutdown\n"; });
foreach (PhotoLibrary\palettes(images(200), null, PhotoLibrary\Parallelism::workers(4)) as $result) {
    echo $result::class, "\n";
    exit(0);
}
?>
--EXPECT--
PhotoLibrary\Palette
shutdown
