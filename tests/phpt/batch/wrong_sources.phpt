--TEST--
palettes(): a source of another type ends the iteration with a TypeError that names its key
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\Parallelism;

foreach ([Parallelism::sequential(), Parallelism::workers(2)] as $parallelism) {
    foreach ([['a' => 42], [3 => null], [new stdClass()]] as $sources) {
        $batch = PhotoLibrary\palettes($sources, null, $parallelism);
        echo thrown(static fn () => iterator_to_array($batch)), "\n";
        var_dump($batch->valid());
    }
    $generator = (static function (): Generator { yield 1.5 => false; })();
    echo thrown(static fn () => iterator_to_array(PhotoLibrary\palettes($generator, null, $parallelism))), "\n";
}
echo thrown(static fn () => PhotoLibrary\palettes('photo.jpg')), "\n";
echo thrown(static fn () => PhotoLibrary\palette(42)), "\n";
var_dump(threads());
?>
--EXPECT--
TypeError: PhotoLibrary\palettes(): Argument #1 ($sources) must contain only strings, SplFileInfo and PhotoLibrary\Source objects, int given for key "a"
bool(false)
TypeError: PhotoLibrary\palettes(): Argument #1 ($sources) must contain only strings, SplFileInfo and PhotoLibrary\Source objects, null given for key 3
bool(false)
TypeError: PhotoLibrary\palettes(): Argument #1 ($sources) must contain only strings, SplFileInfo and PhotoLibrary\Source objects, stdClass given for key 0
bool(false)
TypeError: PhotoLibrary\palettes(): Argument #1 ($sources) must contain only strings, SplFileInfo and PhotoLibrary\Source objects, bool given for a key of type float
TypeError: PhotoLibrary\palettes(): Argument #1 ($sources) must contain only strings, SplFileInfo and PhotoLibrary\Source objects, int given for key "a"
bool(false)
TypeError: PhotoLibrary\palettes(): Argument #1 ($sources) must contain only strings, SplFileInfo and PhotoLibrary\Source objects, null given for key 3
bool(false)
TypeError: PhotoLibrary\palettes(): Argument #1 ($sources) must contain only strings, SplFileInfo and PhotoLibrary\Source objects, stdClass given for key 0
bool(false)
TypeError: PhotoLibrary\palettes(): Argument #1 ($sources) must contain only strings, SplFileInfo and PhotoLibrary\Source objects, bool given for a key of type float
TypeError: PhotoLibrary\palettes(): Argument #1 ($sources) must be of type Traversable|array, string given
TypeError: PhotoLibrary\palette(): Argument #1 ($source) must be of type PhotoLibrary\Source|SplFileInfo|string, int given
int(1)
