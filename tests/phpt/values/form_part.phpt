--TEST--
FormPart: texts, bytes and files, what is refused, arrays there and back
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\FormPart;

foreach ([
    FormPart::text('deviceId', ''), FormPart::bytes('a"b', "\xff\0", "c\r\n.bin"), FormPart::bytes('a', 'b', 'c', 'image/jpeg'),
    FormPart::file('f', '/photos/a b.jpg'), FormPart::file('f', 'photo.jpg', 'other.jpg', 'image/jpeg'),
] as $part) {
    echo json_encode($part, JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE), "\n";
    var_dump(FormPart::fromArray($part->toArray()) == $part, unserialize(serialize($part)) == $part, clone $part == $part);
}
foreach ([
    static fn () => FormPart::text('', 'a'), static fn () => FormPart::text("a\0", 'a'),
    static fn () => FormPart::bytes('', 'a', 'b'), static fn () => FormPart::bytes('a', 'a', ''),
    static fn () => FormPart::bytes('a', 'a', "\0"), static fn () => FormPart::bytes('a', 'a', 'b', "text/plain\r\nX: y"),
    static fn () => FormPart::bytes('a', 'a', 'b', ''), static fn () => FormPart::file('a', ''),
    static fn () => FormPart::file('a', "b\0c"), static fn () => FormPart::file('a', 'b', ''),
    static fn () => FormPart::file('a', 'b', 'c', 'jpeg'),
    static fn () => FormPart::fromArray([]), static fn () => FormPart::fromArray(['name' => 'a']),
    static fn () => FormPart::fromArray(['name' => 'a', 'content' => 'b', 'file' => 'c']),
    static fn () => FormPart::fromArray(['name' => '', 'content' => 'b']), static fn () => FormPart::fromArray(['name' => 'a', 'content' => 1]),
    static fn () => FormPart::fromArray(['name' => 'a', 'content' => 'b', 'contentType' => "a/b\n"]),
    static fn () => FormPart::fromArray(['name' => 'a', 'content' => 'b', 'value' => 'c']),
    static fn () => new FormPart(),
] as $wrong) {
    echo thrown($wrong), "\n";
}
?>
--EXPECT--
{"name":"deviceId","content":"","file":null,"filename":null,"contentType":null}
bool(true)
bool(true)
bool(true)
{"name":"a\"b","content":"\ufffd\u0000","file":null,"filename":"c\r\n.bin","contentType":"application/octet-stream"}
bool(true)
bool(true)
bool(true)
{"name":"a","content":"b","file":null,"filename":"c","contentType":"image/jpeg"}
bool(true)
bool(true)
bool(true)
{"name":"f","content":null,"file":"/photos/a b.jpg","filename":"a b.jpg","contentType":"application/octet-stream"}
bool(true)
bool(true)
bool(true)
{"name":"f","content":null,"file":"photo.jpg","filename":"other.jpg","contentType":"image/jpeg"}
bool(true)
bool(true)
bool(true)
ValueError: PhotoLibrary\FormPart::text(): Argument #1 ($name) must be a non-empty string
ValueError: PhotoLibrary\FormPart::text(): Argument #1 ($name) must be a string without null bytes
ValueError: PhotoLibrary\FormPart::bytes(): Argument #1 ($name) must be a non-empty string
ValueError: PhotoLibrary\FormPart::bytes(): Argument #3 ($filename) must be a non-empty string
ValueError: PhotoLibrary\FormPart::bytes(): Argument #3 ($filename) must be a string without null bytes
ValueError: PhotoLibrary\FormPart::bytes(): Argument #4 ($contentType) must be a content type like "image/jpeg"
ValueError: PhotoLibrary\FormPart::bytes(): Argument #4 ($contentType) must be a content type like "image/jpeg"
ValueError: PhotoLibrary\FormPart::file(): Argument #2 ($path) must be a non-empty string
ValueError: PhotoLibrary\FormPart::file(): Argument #2 ($path) must be a string without null bytes
ValueError: PhotoLibrary\FormPart::file(): Argument #3 ($filename) must be a non-empty string
ValueError: PhotoLibrary\FormPart::file(): Argument #4 ($contentType) must be a content type like "image/jpeg"
ValueError: PhotoLibrary\FormPart: "name" must be present
ValueError: PhotoLibrary\FormPart: "file" must be present when there is no content
ValueError: PhotoLibrary\FormPart: "file" must be null when there is content
ValueError: PhotoLibrary\FormPart: "name" must be a non-empty string
ValueError: PhotoLibrary\FormPart: "content" must be a string or null
ValueError: PhotoLibrary\FormPart: "contentType" must be a content type like "image/jpeg"
ValueError: PhotoLibrary\FormPart has no "value"
Error: Call to private PhotoLibrary\FormPart::__construct() from global scope
