--TEST--
Source::url(): what is refused; plain strings are paths always
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\{Parallelism, Source};

var_dump(Source::url('https://example.org/a.jpg', ['Accept' => 'image/*', 'X' => ['1', '2']]) instanceof Source);
foreach (['', 'photo.jpg', 'ftp://a/b', 'http://', 'http://user@:80/', "http://a/\n", "http://a\0"] as $url) {
    echo thrown(static fn () => Source::url($url)), "\n";
}
foreach ([['a b' => 'c'], ['X' => "a\r\nY: z"], ['X' => ["\0"]], ['X' => 1.5], ['Authorization' => ['Bearer', null]]] as $headers) {
    echo thrown(static fn () => Source::url('http://a', $headers)), "\n";
}
echo thrown(static fn () => serialize(Source::url('http://a'))), "\n";
echo thrown(static fn () => clone Source::url('http://a')), "\n";
try {
    Source::url('http://a', ['Authorization' => "secret\n"]);
} catch (ValueError $error) {
    var_dump($error->getTrace()[0]['args'][1] instanceof SensitiveParameterValue, str_contains($error->getMessage(), 'secret'));
}
[$failure] = iterator_to_array(PhotoLibrary\palettes(['http://user:secret@localhost/a.jpg'], null, Parallelism::sequential()));
echo $failure->reason->value, ' ', $failure->source, "\n";
echo $failure->message, "\n";
echo thrown(static fn () => PhotoLibrary\palette('https://localhost/a.jpg')), "\n";
echo thrown(static fn () => PhotoLibrary\palette('httpd/a.jpg')), "\n";
?>
--EXPECT--
bool(true)
ValueError: PhotoLibrary\Source::url(): Argument #1 ($url) must be a URL that begins with http:// or https://
ValueError: PhotoLibrary\Source::url(): Argument #1 ($url) must be a URL that begins with http:// or https://
ValueError: PhotoLibrary\Source::url(): Argument #1 ($url) must be a URL that begins with http:// or https://
ValueError: PhotoLibrary\Source::url(): Argument #1 ($url) must be a URL that names a host
ValueError: PhotoLibrary\Source::url(): Argument #1 ($url) must be a URL that names a host
ValueError: PhotoLibrary\Source::url(): Argument #1 ($url) must be a URL without spaces or control characters
ValueError: PhotoLibrary\Source::url(): Argument #1 ($url) must be a URL without spaces or control characters
ValueError: PhotoLibrary\Source::url(): Argument #2 ($headers) must be an array whose keys are names of headers, which "a b" is not
ValueError: PhotoLibrary\Source::url(): Argument #2 ($headers) must be an array of headers without line breaks or null bytes, unlike header "X"
ValueError: PhotoLibrary\Source::url(): Argument #2 ($headers) must be an array of headers without line breaks or null bytes, unlike header "X"
TypeError: PhotoLibrary\Source::url(): Argument #2 ($headers) must be an array of strings and lists of strings, which header "X" is not
TypeError: PhotoLibrary\Source::url(): Argument #2 ($headers) must be an array of strings and lists of strings, which header "Authorization" is not
Exception: Serialization of 'PhotoLibrary\Source' is not allowed
Error: Trying to clone an uncloneable object of class PhotoLibrary\Source
bool(true)
bool(false)
not_found http://user:secret@localhost/a.jpg
http://user:secret@localhost/a.jpg: there is no such file (a string is a local path; use Source::url())
PhotoLibrary\PaletteException: https://localhost/a.jpg: there is no such file (a string is a local path; use Source::url())
PhotoLibrary\PaletteException: httpd/a.jpg: there is no such file
