--TEST--
exit() and a TypeError in the sources of a batch that has work under way
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\Parallelism;

$batch = PhotoLibrary\palettes((static function (): Generator {
    yield from images(3);
    yield 'odd' => 42;
})(), null, Parallelism::workers(2));
while (!$batch->isReady()) {
    usleep(1000);
}
$delivered = 0;
echo thrown(static function () use ($batch, &$delivered): void {
    for (; $batch->valid(); $batch->next()) {
        ++$delivered;
    }
}), "\n";
var_dump($delivered, $batch->valid(), $batch->isReady());

foreach (PhotoLibrary\palettes((static function (): Generator {
    yield from images(3);
    exit("good bye\n");
})(), null, Parallelism::workers(2)) as $result) {
    echo "never\n";
}
echo "never\n";
?>
--EXPECT--
TypeError: PhotoLibrary\palettes(): Argument #1 ($sources) must contain only strings, SplFileInfo and PhotoLibrary\Source objects, int given for key "odd"
int(3)
bool(false)
bool(true)
good bye
