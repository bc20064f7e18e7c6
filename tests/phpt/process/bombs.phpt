--TEST--
Files that would take all memory are refused where they are decoded, and PHP does not grow
--SKIPIF--
<?php
require __DIR__ . '/../needs_processes.inc';
if (getenv('PHOTOLIBRARY_TEST_IMAGES') === false) die('skip its files are not in the package: bin/test makes them');
?>
--FILE--
<?php

use PhotoLibrary\{Failure, PaletteOptions, Parallelism, Source};

/** One of those that tests/support/make_images makes. */
function image(string $name): string
{
    return getenv('PHOTOLIBRARY_TEST_IMAGES') . "/$name";
}

/** An image that claims another size than it has: width and height are written over at an offset. */
function claiming(string $name, int $offset, string $size): Source
{
    return Source::bytes(substr_replace((string) file_get_contents(image($name)), $size, $offset, strlen($size)), "claiming $name");
}

function resident(string $field): int
{
    preg_match("/$field:\s+(\d+)/", (string) file_get_contents('/proc/self/status'), $match);

    return (int) $match[1];
}

$progressive = (string) file_get_contents(image('progressive.jpg'));
$frame = strpos($progressive, "\xFF\xC2") + 5;
$sources = [
    image('huge_header.png'),
    image('huge_header.gif'),
    image('huge_header.tif'),
    claiming('progressive.jpg', $frame, pack('nn', 10000, 10000)),
    image('bomb.webp'),
    image('bomb.gif'),
    image('bomb.tif'),
];
$options = new PaletteOptions(maxMemory: 16 << 20);
iterator_to_array(PhotoLibrary\palettes($sources, $options, Parallelism::processes(2)));
[$before, $peak] = [resident('VmRSS'), resident('VmHWM')];
foreach (PhotoLibrary\palettes($sources, $options, Parallelism::processes(2), ordered: true) as $result) {
    echo basename($result->source), ': ', $result instanceof Failure ? $result->reason->value : 'decoded row by row', "\n";
}
var_dump(resident('VmRSS') - $before < 4096, resident('VmHWM') - $peak < 4096);
?>
--EXPECT--
huge_header.png: too_large
huge_header.gif: too_large
huge_header.tif: too_large
claiming progressive.jpg: corrupt
bomb.webp: memory
bomb.gif: memory
bomb.tif: decoded row by row
bool(true)
bool(true)
