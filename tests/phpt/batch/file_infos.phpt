--TEST--
An SplFileInfo stands wherever a path does; its path is read when the source is taken
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\{Failure, FormPart, HttpRequest, Palette, Parallelism, Source};

use function PhotoLibrary\{palette, palettes};

final class Elsewhere extends SplFileInfo
{
    public ?Closure $path = null;

    #[ReturnTypeWillChange]
    public function getPathname()
    {
        return ($this->path)();
    }
}

$image = image('tiny.jpg');
$folder = sys_get_temp_dir() . '/photolibrary-' . getmypid();
mkdir($folder);
foreach (['a', 'b', 'c'] as $name) {
    copy($image, "$folder/$name.jpg");
}

$expected = palette($image)->swatches;
var_dump(palette(new SplFileInfo($image))->swatches == $expected, palette(new SplFileObject($image))->source === $image);
var_dump(palette(Source::path(new SplFileInfo($image)))->source === $image);
var_dump(palette(Source::cheapest(new SplFileInfo($image), [new SplFileInfo("$folder/a.jpg")], 1))->swatches == $expected);

foreach ([Parallelism::sequential(), Parallelism::workers(2)] as $mode) {
    $found = [];
    foreach (palettes(new FilesystemIterator($folder), null, $mode) as $key => $result) {
        $found[$key] = $result instanceof Palette && $result->source === $key;
    }
    ksort($found);
    var_dump($found === ["$folder/a.jpg" => true, "$folder/b.jpg" => true, "$folder/c.jpg" => true]);

    // Yields itself, again and again.
    $files = new CallbackFilterIterator(new DirectoryIterator($folder), static fn (SplFileInfo $file): bool => $file->isFile());
    $sources = array_map(static fn (Palette|Failure $result): string => basename((string) $result->source), iterator_to_array(palettes($files, null, $mode), false));
    sort($sources);
    echo implode(' ', $sources), "\n";
}

$file = new Elsewhere('nowhere');
$file->path = static fn (): string => $image;
var_dump(palette($file)->source === $image);
$file->path = static fn (): int => 7;
echo thrown(static fn () => palette($file)), "\n";
echo thrown(static fn () => Source::path($file)), "\n";
echo thrown(static fn () => Source::cheapest($image, [$file])), "\n";
$file->path = static fn () => throw new LogicException('no path today');
echo thrown(static fn () => palette($file)), "\n";
echo thrown(static fn () => Source::cheapest($file, [])), "\n";
$results = [];
echo thrown(static function () use ($image, $file, &$results): void {
    foreach (palettes(['one' => $image, 'two' => $file, 'three' => $image], null, Parallelism::sequential()) as $key => $result) {
        $results[$key] = $result::class;
    }
}), ' after ', json_encode($results), "\n";

$batch = palettes([$image, $file], null, Parallelism::sequential());
$file->path = static function () use ($batch, $image): string {
    $batch->stop();

    return $image;
};
foreach ($batch as $result) {
    echo $result instanceof Failure ? $result->reason->value : 'palette', "\n";
}
var_dump($batch->statistics()->inFlight);

foreach (['', "a\0b", 'missing.jpg'] as $path) {
    $file->path = static fn (): string => $path;
    [$by_name, $by_object] = iterator_to_array(palettes([$path, $file], null, Parallelism::sequential(), true), false);
    var_dump($by_name == $by_object);
    echo $by_object->reason->value, "\n";
}
echo thrown(static fn () => Source::path(new stdClass())), "\n";
echo thrown(static fn () => Source::path([])), "\n";
echo thrown(static fn () => Source::cheapest(7.5, [])), "\n";
echo thrown(static fn () => Source::cheapest($image, [7])), "\n";
$body = new SplFileInfo("$folder/a.jpg");
$request = new HttpRequest('http://a', 'PUT', bodyFile: $body, sinkFile: new SplFileInfo("$folder/b.jpg"));
var_dump($request->bodyFile === "$folder/a.jpg", $request->sinkFile === "$folder/b.jpg", $body->getFilename());
var_dump(FormPart::file('photo', $body)->file === "$folder/a.jpg", FormPart::file('photo', $body)->filename);
echo thrown(static fn () => new HttpRequest('http://a', 'PUT', bodyFile: [])), "\n";
echo thrown(static fn () => new HttpRequest('http://a', sinkFile: static fn (): string => '')), "\n";
echo thrown(static fn () => FormPart::file('photo', new stdClass())), "\n";
array_map('unlink', glob("$folder/*"));
rmdir($folder);
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
a.jpg b.jpg c.jpg
bool(true)
a.jpg b.jpg c.jpg
bool(true)
TypeError: Elsewhere::getPathname() must return a string, int returned
TypeError: Elsewhere::getPathname() must return a string, int returned
TypeError: Elsewhere::getPathname() must return a string, int returned
LogicException: no path today
LogicException: no path today
LogicException: no path today after {"one":"PhotoLibrary\\Palette"}
palette
cancelled
int(0)
bool(true)
not_found
bool(true)
not_found
bool(true)
not_found
TypeError: PhotoLibrary\Source::path(): Argument #1 ($path) must be of type SplFileInfo|string, stdClass given
TypeError: PhotoLibrary\Source::path(): Argument #1 ($path) must be of type SplFileInfo|string, array given
nothing thrown
TypeError: PhotoLibrary\Source::cheapest(): Argument #2 ($candidates) must contain only strings and SplFileInfo objects, int given
bool(true)
bool(true)
string(5) "a.jpg"
bool(true)
string(5) "a.jpg"
TypeError: PhotoLibrary\HttpRequest::__construct(): Argument #5 ($bodyFile) must be of type SplFileInfo|string|null, array given
TypeError: PhotoLibrary\HttpRequest::__construct(): Argument #6 ($sinkFile) must be of type SplFileInfo|string|null, Closure given
TypeError: PhotoLibrary\FormPart::file(): Argument #2 ($path) must be of type SplFileInfo|string, stdClass given
