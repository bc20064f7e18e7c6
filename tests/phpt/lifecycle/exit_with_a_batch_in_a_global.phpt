--TEST--
The script ends while a batch in a global variable and another in a cycle are still at work
--FILE--
<?php
require __DIR__ . '/../common.inc';
$batch = PhotoLibrary\palettes(images(200), null, PhotoLibrary\Parallelism::workers(4));
$batch->valid();
$holder = new stdClass();
$holder->self = $holder;
$holder->batch = PhotoLibrary\palettes((static function () use ($holder): Generator { yield from images(200); })(), null, PhotoLibrary\Parallelism::workers(4));
$holder->batch->valid();
unset($holder);
echo "end\n";
?>
--EXPECT--
end
