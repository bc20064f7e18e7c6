--TEST--
Values: arrays, JSON and serialize() there and back; hostile input refused
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\{Color, Failure, FormPart, HttpOptions, HttpRequest, HttpResponse, Palette, PaletteOptions, Parallelism, RemoteFile, Statistics, Swatch};

$batch = PhotoLibrary\palettes([image('baseline.jpg'), '/no/such/file'], null, Parallelism::sequential(), true);
[$palette, $failure] = iterator_to_array($batch);
$server = ['etag' => 'W/"1"', 'lastModified' => null, 'size' => 1234];
$values = [
    new Color(1, 2, 3), new Swatch(new Color(4, 5, 6), 0.25), $palette, $palette->decode, $failure, new PaletteOptions(7),
    Parallelism::workers(2), Parallelism::workers(256)->oversubscription(), $batch->statistics(),
    Palette::fromArray(['remote' => $server] + $palette->toArray()), RemoteFile::fromArray($server),
    new HttpOptions(8, allow: ['10.0.0.0/8'], proxy: 'http://a', answerTimeout: 2.5), new HttpRequest('http://a', 'PUT', ['X' => ['1', '2']], 'body', timeout: 1.5),
    HttpResponse::fromArray(['status' => 200, 'url' => 'http://a', 'version' => '2', 'body' => 'a', 'headers' => ['via' => ['b']], 'bytes' => 1, 'attempts' => 1, 'seconds' => 1.0]),
    new PaletteOptions(http: new HttpOptions(retries: 0)), FormPart::file('a', '/b', 'c', 'd/e'),
    new HttpRequest('http://a', 'POST', parts: [FormPart::text('a', 'b'), FormPart::file('c', '/d')]),
];
foreach ($values as $value) {
    $class = $value::class;
    $same = $class::fromArray($value->toArray()) == $value && unserialize(serialize($value)) == $value && clone $value == $value;
    $json = json_decode(json_encode($value, JSON_THROW_ON_ERROR | JSON_PRESERVE_ZERO_FRACTION), true);
    $same = $same && ($value instanceof Color ? $json === $value->toHex() : $class::fromArray($json) == $value);
    echo $class, ' ', $same ? 'same' : 'different', "\n";
    echo '  ', thrown(static fn () => $class::fromArray($value->toArray() + ['surplus' => 1])), "\n";
    echo '  ', thrown(static fn () => (new ReflectionClass($class))->newInstanceWithoutConstructor()), "\n";
    echo '  ', thrown(static fn () => unserialize(sprintf('O:%d:"%s":0:{}', strlen($class), $class))), "\n";
}
$array = $palette->toArray();
var_dump($palette->remote, $array['remote'], Palette::fromArray(array_diff_key($array, ['remote' => 0])) == $palette);
var_dump(Palette::fromArray(['remote' => $server] + $array)->remote->toArray() === $server);
var_dump($array['gamut'], $palette->gamut, Palette::fromArray(array_diff_key($array, ['gamut' => 0])) == $palette);
var_dump(Palette::fromArray(['gamut' => 'display_p3'] + $array)->gamut, json_decode(json_encode(Palette::fromArray(['gamut' => 'wider'] + $array)))->gamut);
foreach ([['gamut' => 'p3'], ['remote' => 1], ['remote' => []], ['remote' => ['size' => -1] + $server], ['remote' => ['etag' => 1] + $server], ['swatches' => []], ['swatches' => [1]], ['width' => 0], ['average' => 'red'], ['decode' => []], ['swatches' => [['color' => '#fff', 'share' => 1.5]]]] as $wrong) {
    echo thrown(static fn () => Palette::fromArray($wrong + $array)), "\n";
}
$statistics = $batch->statistics()->toArray();
foreach ([['failures' => ['zz' => 1]], ['failures' => ['corrupt' => -1]], ['failures' => [1]], ['sandbox' => ['a' => 'b']], ['sandbox' => [1]]] as $wrong) {
    echo thrown(static fn () => Statistics::fromArray($wrong + $statistics)), "\n";
}
echo json_encode(Statistics::fromArray(['failures' => []] + $statistics)->jsonSerialize()['failures']), "\n";
echo thrown(static fn () => (new PaletteOptions())->with(colours: 8)), "\n";
echo thrown(static fn () => PaletteOptions::fromArray([7 => 8])), "\n";
echo thrown(static fn () => unserialize('O:18:"PhotoLibrary\Color":3:{s:3:"red";i:900;s:5:"green";i:0;s:4:"blue";i:0;}')), "\n";
echo thrown(static fn () => serialize($batch)), "\n";
echo thrown(static fn () => serialize(PhotoLibrary\Source::path('x'))), "\n";
echo thrown(static fn () => clone $batch), "\n";
echo thrown(static fn () => new Palette()), "\n";
?>
--EXPECT--
PhotoLibrary\Color same
  ValueError: PhotoLibrary\Color has no "surplus"
  ReflectionException: Class PhotoLibrary\Color is an internal class marked as final that cannot be instantiated without invoking its constructor
  ValueError: PhotoLibrary\Color: "red" must be present
PhotoLibrary\Swatch same
  ValueError: PhotoLibrary\Swatch has no "surplus"
  ReflectionException: Class PhotoLibrary\Swatch is an internal class marked as final that cannot be instantiated without invoking its constructor
  ValueError: PhotoLibrary\Swatch: "color" must be present
PhotoLibrary\Palette same
  ValueError: PhotoLibrary\Palette has no "surplus"
  ReflectionException: Class PhotoLibrary\Palette is an internal class marked as final that cannot be instantiated without invoking its constructor
  ValueError: PhotoLibrary\Palette: "swatches" must be present
PhotoLibrary\Decode same
  ValueError: PhotoLibrary\Decode has no "surplus"
  ReflectionException: Class PhotoLibrary\Decode is an internal class marked as final that cannot be instantiated without invoking its constructor
  ValueError: PhotoLibrary\Decode: "decoder" must be present
PhotoLibrary\Failure same
  ValueError: PhotoLibrary\Failure has no "surplus"
  ReflectionException: Class PhotoLibrary\Failure is an internal class marked as final that cannot be instantiated without invoking its constructor
  ValueError: PhotoLibrary\Failure: "reason" must be present
PhotoLibrary\PaletteOptions same
  ValueError: PhotoLibrary\PaletteOptions has no "surplus"
  ReflectionException: Class PhotoLibrary\PaletteOptions is an internal class marked as final that cannot be instantiated without invoking its constructor
  nothing thrown
PhotoLibrary\Parallelism same
  ValueError: PhotoLibrary\Parallelism has no "surplus"
  ReflectionException: Class PhotoLibrary\Parallelism is an internal class marked as final that cannot be instantiated without invoking its constructor
  ValueError: PhotoLibrary\Parallelism: "mode" must be present
PhotoLibrary\Oversubscription same
  ValueError: PhotoLibrary\Oversubscription has no "surplus"
  ReflectionException: Class PhotoLibrary\Oversubscription is an internal class marked as final that cannot be instantiated without invoking its constructor
  ValueError: PhotoLibrary\Oversubscription: "total" must be present
PhotoLibrary\Statistics same
  ValueError: PhotoLibrary\Statistics has no "surplus"
  ReflectionException: Class PhotoLibrary\Statistics is an internal class marked as final that cannot be instantiated without invoking its constructor
  ValueError: PhotoLibrary\Statistics: "pulled" must be present
PhotoLibrary\Palette same
  ValueError: PhotoLibrary\Palette has no "surplus"
  ReflectionException: Class PhotoLibrary\Palette is an internal class marked as final that cannot be instantiated without invoking its constructor
  ValueError: PhotoLibrary\Palette: "swatches" must be present
PhotoLibrary\RemoteFile same
  ValueError: PhotoLibrary\RemoteFile has no "surplus"
  ReflectionException: Class PhotoLibrary\RemoteFile is an internal class marked as final that cannot be instantiated without invoking its constructor
  ValueError: PhotoLibrary\RemoteFile: "etag" must be present
PhotoLibrary\HttpOptions same
  ValueError: PhotoLibrary\HttpOptions has no "surplus"
  ReflectionException: Class PhotoLibrary\HttpOptions is an internal class marked as final that cannot be instantiated without invoking its constructor
  nothing thrown
PhotoLibrary\HttpRequest same
  ValueError: PhotoLibrary\HttpRequest has no "surplus"
  ReflectionException: Class PhotoLibrary\HttpRequest is an internal class marked as final that cannot be instantiated without invoking its constructor
  ValueError: PhotoLibrary\HttpRequest: "url" must be present
PhotoLibrary\HttpResponse same
  ValueError: PhotoLibrary\HttpResponse has no "surplus"
  ReflectionException: Class PhotoLibrary\HttpResponse is an internal class marked as final that cannot be instantiated without invoking its constructor
  ValueError: PhotoLibrary\HttpResponse: "status" must be present
PhotoLibrary\PaletteOptions same
  ValueError: PhotoLibrary\PaletteOptions has no "surplus"
  ReflectionException: Class PhotoLibrary\PaletteOptions is an internal class marked as final that cannot be instantiated without invoking its constructor
  nothing thrown
PhotoLibrary\FormPart same
  ValueError: PhotoLibrary\FormPart has no "surplus"
  ReflectionException: Class PhotoLibrary\FormPart is an internal class marked as final that cannot be instantiated without invoking its constructor
  ValueError: PhotoLibrary\FormPart: "name" must be present
PhotoLibrary\HttpRequest same
  ValueError: PhotoLibrary\HttpRequest has no "surplus"
  ReflectionException: Class PhotoLibrary\HttpRequest is an internal class marked as final that cannot be instantiated without invoking its constructor
  ValueError: PhotoLibrary\HttpRequest: "url" must be present
NULL
NULL
bool(true)
bool(true)
string(4) "srgb"
enum(PhotoLibrary\Gamut::Srgb)
bool(true)
enum(PhotoLibrary\Gamut::DisplayP3)
string(5) "wider"
ValueError: PhotoLibrary\Palette: "gamut" must be a value of PhotoLibrary\Gamut
ValueError: PhotoLibrary\Palette: "remote" must be an array or null
ValueError: PhotoLibrary\RemoteFile: "etag" must be present
ValueError: PhotoLibrary\RemoteFile: "size" must be an integer of at least 0 or null
ValueError: PhotoLibrary\RemoteFile: "etag" must be a string or null
ValueError: PhotoLibrary\Palette: "swatches" must be a list of 1 to 32 swatches
ValueError: PhotoLibrary\Palette: "swatches" must be a list of arrays
ValueError: PhotoLibrary\Palette: "width" must be an integer between 1 and 4294967295
ValueError: PhotoLibrary\Palette: "average" must be a colour like "#1e90ff"
ValueError: PhotoLibrary\Decode: "decoder" must be present
ValueError: PhotoLibrary\Swatch: "share" must be a number between 0 and 1
ValueError: PhotoLibrary\Statistics: "failures" must be an array of FailureReason value => count of at least 1
ValueError: PhotoLibrary\Statistics: "failures" must be an array of FailureReason value => count of at least 1
ValueError: PhotoLibrary\Statistics: "failures" must be an array of FailureReason value => count of at least 1
ValueError: PhotoLibrary\Statistics: "sandbox" must be a list of strings
ValueError: PhotoLibrary\Statistics: "sandbox" must be a list of strings
{}
ValueError: PhotoLibrary\PaletteOptions has no "colours"
ValueError: PhotoLibrary\PaletteOptions has no "7"
ValueError: PhotoLibrary\Color: "red" must be an integer between 0 and 255
Exception: Serialization of 'PhotoLibrary\Batch' is not allowed
Exception: Serialization of 'PhotoLibrary\Source' is not allowed
Error: Trying to clone an uncloneable object of class PhotoLibrary\Batch
Error: Call to private PhotoLibrary\Palette::__construct() from global scope
