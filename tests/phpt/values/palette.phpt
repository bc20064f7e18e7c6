--TEST--
Palette: counts its swatches, goes through them, and shows them; Color is a string
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\{Color, Palette, Swatch};

$array = [
    'swatches' => [['color' => '#1e90ff', 'share' => 0.75], ['color' => '#fff', 'share' => 0.25]],
    'average' => '#808080', 'width' => 30, 'height' => 20, 'hasTransparency' => false, 'isMonochrome' => false, 'gamut' => 'srgb',
    'colorSpace' => 'srgb', 'source' => 'a.jpg', 'algorithm' => '1', 'decode' => ['decoder' => 'zlib', 'method' => 'full', 'scale' => 1.0, 'bytesRead' => 9],
    'remote' => null,
];
$palette = Palette::fromArray($array);
var_dump(count($palette), $palette instanceof Countable, $palette instanceof IteratorAggregate);
foreach ($palette as $position => $swatch) {
    foreach ($palette as $inner) {
        echo "$position: $swatch->color beside $inner->color\n";
    }
}
var_dump(iterator_to_array($palette) === $palette->swatches, $palette->getIterator()::class);
var_dump(array_keys($palette->toArray()) === array_keys($array));
echo implode(',', array_map('strval', [new Color(255, 0, 10), Color::fromHex('ABC')])), "\n";
var_dump(new Color(1, 2, 3) instanceof Stringable, json_encode(new Color(1, 2, 3)));
function text(string $text): string
{
    return $text;
}
var_dump(text($palette->average()));
echo thrown(static fn () => $palette->swatches[] = new Swatch(new Color(0, 0, 0), 0.0)), "\n";
echo thrown(static fn () => new Swatch(new Color(0, 0, 0), 1.5)), "\n";
echo thrown(static fn () => new Swatch('#fff', 1)), "\n";
echo thrown(static fn () => new Color(1, 2)), "\n";
echo thrown(static fn () => new Color(1, 256, -1)), "\n";
echo thrown(static fn () => (new Color(1, 2, 3))->__construct(1, 2, 3)), "\n";
echo thrown(static fn () => Palette::fromArray(['swatches' => [['color' => 7, 'share' => 1]]] + $array)), "\n";
?>
--EXPECTF--
int(2)
bool(true)
bool(true)
0: #1e90ff beside #1e90ff
0: #1e90ff beside #ffffff
1: #ffffff beside #1e90ff
1: #ffffff beside #ffffff
bool(true)
string(13) "ArrayIterator"
bool(true)
#ff000a,#aabbcc
bool(true)
string(9) ""#010203""
string(7) "#808080"
Error: Cannot %r(indirectly )?%rmodify readonly property PhotoLibrary\Palette::$swatches
ValueError: PhotoLibrary\Swatch::__construct(): Argument #2 ($share) must be between 0 and 1
TypeError: PhotoLibrary\Swatch::__construct(): Argument #1 ($color) must be of type PhotoLibrary\Color, string given
ArgumentCountError: PhotoLibrary\Color::__construct() expects exactly 3 arguments, 2 given
ValueError: PhotoLibrary\Color::__construct(): Argument #2 ($green) must be between 0 and 255
Error: Cannot modify readonly object of class PhotoLibrary\Color
ValueError: PhotoLibrary\Swatch: "color" must be a string
