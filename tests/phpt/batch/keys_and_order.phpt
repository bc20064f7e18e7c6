--TEST--
palettes(): the source's own keys, of any type; ordered results; every source exactly once
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\{Parallelism, Source};

$object = new stdClass();
$sources = static function () use ($object): Generator {
    yield 'string' => image('tiny.jpg');
    yield 7 => image('small.jpg');
    yield 1.5 => '/no/such/file';
    yield $object => Source::path(image('palette.png'));
    yield ['list'] => Source::bytes((string) file_get_contents(image('tiny.jpg')), 'a label');
    yield 'string' => Source::bytes('');
};
foreach ([Parallelism::sequential(), Parallelism::workers(3)] as $parallelism) {
    $batch = PhotoLibrary\palettes($sources(), null, $parallelism, ordered: true);
    foreach ($batch as $key => $result) {
        printf("%s => %s %s\n", is_object($key) ? ($key === $object ? 'the object' : 'another object') : json_encode($key), $result::class, basename($result->source));
    }
    $s = $batch->statistics();
    printf("%d = %d + %d + %d %s\n", $s->pulled, $s->succeeded, $s->failed, $s->inFlight, json_encode($s->failures));
}
$unordered = [];
foreach (PhotoLibrary\palettes(array_combine(range(100, 139), images(40, 'tiny.jpg')), null, Parallelism::workers(4)) as $key => $result) {
    $unordered[$key] = ($unordered[$key] ?? 0) + 1;
}
ksort($unordered);
var_dump(array_keys($unordered) === range(100, 139), array_unique($unordered) === [100 => 1]);
foreach (PhotoLibrary\palettes([]) as $never) {
    echo "never\n";
}
?>
--EXPECT--
"string" => PhotoLibrary\Palette tiny.jpg
7 => PhotoLibrary\Palette small.jpg
1.5 => PhotoLibrary\Failure file
the object => PhotoLibrary\Palette palette.png
["list"] => PhotoLibrary\Palette a label
"string" => PhotoLibrary\Failure 
6 = 4 + 2 + 0 {"not_found":1,"corrupt":1}
"string" => PhotoLibrary\Palette tiny.jpg
7 => PhotoLibrary\Palette small.jpg
1.5 => PhotoLibrary\Failure file
the object => PhotoLibrary\Palette palette.png
["list"] => PhotoLibrary\Palette a label
"string" => PhotoLibrary\Failure 
6 = 4 + 2 + 0 {"not_found":1,"corrupt":1}
bool(true)
bool(true)
