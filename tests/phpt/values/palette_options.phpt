--TEST--
PaletteOptions: defaults, ranges, with(), hash(), $http
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\HttpOptions;
use PhotoLibrary\PaletteOptions;
use PhotoLibrary\PaletteStyle;

echo json_encode(new PaletteOptions()), "\n";
$eight = (new PaletteOptions())->with(colors: 8, style: PaletteStyle::Representative);
echo json_encode($eight), "\n";
var_dump((new PaletteOptions())->with() == new PaletteOptions());
var_dump((new PaletteOptions())->hash() === (new PaletteOptions(timeout: 1.5, maxPixels: 9))->hash());
var_dump((new PaletteOptions())->hash() === $eight->hash(), strlen($eight->hash()));
$remote = new PaletteOptions(http: new HttpOptions(8, proxy: 'http://a'));
var_dump((new PaletteOptions())->http, $remote->http == new HttpOptions(8, proxy: 'http://a'), $remote->hash() === (new PaletteOptions())->hash());
var_dump($remote->with(colors: 5) == $remote, $remote->with(http: null) == new PaletteOptions(), (new PaletteOptions())->with(http: $remote->http) == $remote);
var_dump(PaletteOptions::fromArray($remote->toArray()) == $remote, unserialize(serialize($remote)) == $remote);
var_dump(PaletteOptions::fromArray(array_diff_key($remote->toArray(), ['http' => 0])) == new PaletteOptions());
echo thrown(static fn () => new PaletteOptions(0)), "\n";
echo thrown(static fn () => new PaletteOptions(33)), "\n";
echo thrown(static fn () => new PaletteOptions(timeout: 0.0)), "\n";
echo thrown(static fn () => new PaletteOptions(timeout: NAN)), "\n";
echo thrown(static fn () => new PaletteOptions(maxPixels: 0)), "\n";
echo thrown(static fn () => new PaletteOptions(maxMemory: 1000)), "\n";
echo thrown(static fn () => (new PaletteOptions())->with(colours: 8)), "\n";
echo thrown(static fn () => (new PaletteOptions())->with(8)), "\n";
echo thrown(static fn () => (new PaletteOptions())->with(colors: 'eight')), "\n";
echo thrown(static fn () => PaletteOptions::fromArray(['maxPixels' => 0])), "\n";
echo thrown(static fn () => PaletteOptions::fromArray(['maxMemory' => '2M'])), "\n";
echo thrown(static fn () => PaletteOptions::fromArray(['timeout' => 'soon'])), "\n";
echo thrown(static fn () => PaletteOptions::fromArray(['style' => 'loud'])), "\n";
echo thrown(static fn () => PaletteOptions::fromArray(['http' => 8])), "\n";
echo thrown(static fn () => PaletteOptions::fromArray(['http' => new PaletteOptions()])), "\n";
echo thrown(static fn () => PaletteOptions::fromArray(['http' => ['retries' => 99]])), "\n";
echo thrown(static fn () => new PaletteOptions(http: [])), "\n";
echo thrown(static fn () => new PaletteOptions('many')), "\n";
echo thrown(static fn () => new PaletteOptions(style: 'accent')), "\n";
echo thrown(static fn () => new PaletteOptions(timeout: 'soon')), "\n";
echo thrown(static fn () => new PaletteOptions(5, PaletteStyle::Accent, 1.0, 1, 1, 1 << 20, null, 8)), "\n";
echo thrown(static fn () => new PaletteOptions(colors: 99, maxMemory: [])), "\n";
var_dump((new PaletteOptions('7', timeout: 2))->toArray() === array_replace((new PaletteOptions())->toArray(), ['colors' => 7, 'timeout' => 2.0]));
?>
--EXPECT--
{"colors":5,"style":"accent","timeout":30,"maxPixels":250000000,"maxBytes":268435456,"maxMemory":268435456,"http":null}
{"colors":8,"style":"representative","timeout":30,"maxPixels":250000000,"maxBytes":268435456,"maxMemory":268435456,"http":null}
bool(true)
bool(true)
bool(false)
int(16)
NULL
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
ValueError: PhotoLibrary\PaletteOptions::__construct(): Argument #1 ($colors) must be between 1 and 32
ValueError: PhotoLibrary\PaletteOptions::__construct(): Argument #1 ($colors) must be between 1 and 32
ValueError: PhotoLibrary\PaletteOptions::__construct(): Argument #3 ($timeout) must be between 0.001 and 86400
ValueError: PhotoLibrary\PaletteOptions::__construct(): Argument #3 ($timeout) must be between 0.001 and 86400
ValueError: PhotoLibrary\PaletteOptions::__construct(): Argument #4 ($maxPixels) must be at least 1
ValueError: PhotoLibrary\PaletteOptions::__construct(): Argument #6 ($maxMemory) must be at least 1048576
ValueError: PhotoLibrary\PaletteOptions has no "colours"
ValueError: PhotoLibrary\PaletteOptions::with(): Argument #1 must be passed by name, as in with(colors: 8)
ValueError: PhotoLibrary\PaletteOptions: "colors" must be an integer between 1 and 32
ValueError: PhotoLibrary\PaletteOptions: "maxPixels" must be an integer of at least 1
ValueError: PhotoLibrary\PaletteOptions: "maxMemory" must be an integer of at least 1048576
ValueError: PhotoLibrary\PaletteOptions: "timeout" must be a number between 0.001 and 86400
ValueError: PhotoLibrary\PaletteOptions: "style" must be a value of PhotoLibrary\PaletteStyle
ValueError: PhotoLibrary\PaletteOptions: "http" must be a PhotoLibrary\HttpOptions, its array or null
ValueError: PhotoLibrary\PaletteOptions: "http" must be a PhotoLibrary\HttpOptions, its array or null
ValueError: PhotoLibrary\HttpOptions: "retries" must be an integer between 0 and 20
TypeError: PhotoLibrary\PaletteOptions::__construct(): Argument #7 ($http) must be of type ?PhotoLibrary\HttpOptions, array given
TypeError: PhotoLibrary\PaletteOptions::__construct(): Argument #1 ($colors) must be of type int, string given
TypeError: PhotoLibrary\PaletteOptions::__construct(): Argument #2 ($style) must be of type PhotoLibrary\PaletteStyle, string given
TypeError: PhotoLibrary\PaletteOptions::__construct(): Argument #3 ($timeout) must be of type float, string given
ArgumentCountError: PhotoLibrary\PaletteOptions::__construct() expects at most 7 arguments, 8 given
TypeError: PhotoLibrary\PaletteOptions::__construct(): Argument #6 ($maxMemory) must be of type int, array given
bool(true)
