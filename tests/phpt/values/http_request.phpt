--TEST--
HttpRequest: defaults, what is refused, with()
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\{FormPart, HttpRequest};

$plain = new HttpRequest('https://example.org/a?b=c#d');
echo json_encode($plain, JSON_UNESCAPED_SLASHES), "\n";
$post = new HttpRequest('HTTP://user:pass@[::1]:8080', 'post', ['Accept' => 'a/b', 'X-Many' => ['1', '2'], '7' => 'seven'], "\0body", timeout: 2, retryUnsafe: true);
var_dump($post->method, $post->headers === ['Accept' => 'a/b', 'X-Many' => ['1', '2'], 7 => 'seven'], $post->body === "\0body", $post->timeout);
var_dump($post->with() == $post, $post->with(body: '', bodyFile: 'upload.bin')->bodyFile, $post->with(timeout: null)->timeout);
var_dump(HttpRequest::fromArray(['url' => 'http://a']) == new HttpRequest('http://a'));
var_dump(unserialize(serialize($post)) == $post, HttpRequest::fromArray($post->toArray()) == $post);

$shared = 'one';
$headers = ['X' => &$shared, 'Y' => [&$shared]];
$kept = new HttpRequest('http://a', headers: $headers);
$shared = 'two';
var_dump($kept->headers === ['X' => 'one', 'Y' => ['one']]);

$urls = ['', 'photo.jpg', '//a/b', 'ftp://a/b', 'file:///etc/passwd', 'http:/a', 'http://', 'http:///a', 'https://user@/a', 'http://:80/', 'http://?a',
    'http://a/b c', "http://a/\r\nX: y", "http://a\0b", "http://a/\x7f"];
foreach ($urls as $url) {
    echo thrown(static fn () => new HttpRequest($url)), "\n";
}
foreach ([
    ['method' => ''], ['method' => 'GE T'], ['method' => "GET\r\n"],
    ['headers' => ['' => 'a']], ['headers' => ["X\r\n" => 'a']], ['headers' => ['X:' => 'a']], ['headers' => ["\xc3\xa4" => 'a']],
    ['headers' => ['X-Secret' => "a\nb"]], ['headers' => ['X-Secret' => ['a', "b\r"]]], ['headers' => ['X-Secret' => "a\0"]],
    ['headers' => ['X' => 1]], ['headers' => ['X' => [null]]], ['headers' => ['X' => ['a' => 'b']]],
    ['headers' => ['X: a']], ['headers' => [['a']]],
    ['method' => 'HEAD', 'body' => 'a'], ['method' => 'head', 'bodyFile' => 'b'],
    ['body' => 'a', 'bodyFile' => 'b'], ['bodyFile' => ''], ['bodyFile' => "a\0"], ['sinkFile' => ''], ['sinkFile' => "a\0"],
    ['timeout' => 0.0], ['timeout' => NAN], ['timeout' => 86401.0],
] as $wrong) {
    echo thrown(static fn () => new HttpRequest('http://a', ...$wrong)), "\n";
    echo '  ', thrown(static fn () => HttpRequest::fromArray(['url' => 'http://a'] + $wrong)), "\n";
}
$part = FormPart::text('a', 'b');
$upload = new HttpRequest('http://a', 'POST', parts: [$part, FormPart::file('f', '/tmp/photo.jpg')]);
var_dump($upload->parts == [$part, FormPart::file('f', '/tmp/photo.jpg')], $upload->with(parts: [])->parts);
var_dump($upload->with(method: 'PUT')->parts == $upload->parts, $upload->with(parts: [$part])->parts === [$part]);
var_dump(HttpRequest::fromArray($upload->toArray()) == $upload, unserialize(serialize($upload)) == $upload);
$shared = $part;
$list = [&$shared];
$kept = new HttpRequest('http://a', 'POST', parts: $list);
$shared = FormPart::text('c', 'd');
var_dump($kept->parts === [$part]);
foreach ([
    ['parts' => ['a' => $part]], ['parts' => ['a']], ['parts' => [$part, null]],
    ['method' => 'HEAD', 'parts' => [$part]], ['body' => 'a', 'parts' => [$part]], ['bodyFile' => 'a', 'parts' => [$part]],
    ['headers' => ['content-Type' => 'a/b'], 'parts' => [$part]],
] as $wrong) {
    echo thrown(static fn () => new HttpRequest('http://a', ...$wrong)), "\n";
    echo '  ', thrown(static fn () => HttpRequest::fromArray(['url' => 'http://a'] + $wrong)), "\n";
}
echo thrown(static fn () => new HttpRequest('http://a', parts: [['name' => 'a', 'content' => 'b']])), "\n";
echo thrown(static fn () => HttpRequest::fromArray(['url' => 'http://a', 'parts' => [['name' => 'a']]])), "\n";
foreach ([['method' => null], ['headers' => 'X: y'], ['timeout' => '1'], ['retryUnsafe' => 1], ['sinkFile' => 1], ['sink' => 'a']] as $wrong) {
    echo thrown(static fn () => $plain->with(...$wrong)), "\n";
}
echo thrown(static fn () => $plain->with('HEAD')), "\n";
echo thrown(static fn () => $plain->__construct('http://a')), "\n";
echo thrown(static function () use ($post): void { $post->headers['X'] = 'y'; }), "\n";
echo thrown(static fn () => json_encode($post->with(body: "\xff"), JSON_THROW_ON_ERROR)), "\n";
?>
--EXPECTF--
{"url":"https://example.org/a?b=c#d","method":"GET","headers":[],"body":"","bodyFile":null,"sinkFile":null,"timeout":null,"retryUnsafe":false,"parts":[]}
string(4) "POST"
bool(true)
bool(true)
float(2)
bool(true)
string(10) "upload.bin"
NULL
bool(true)
bool(true)
bool(true)
bool(true)
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #1 ($url) must be a URL that begins with http:// or https://
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #1 ($url) must be a URL that begins with http:// or https://
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #1 ($url) must be a URL that begins with http:// or https://
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #1 ($url) must be a URL that begins with http:// or https://
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #1 ($url) must be a URL that begins with http:// or https://
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #1 ($url) must be a URL that begins with http:// or https://
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #1 ($url) must be a URL that names a host
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #1 ($url) must be a URL that names a host
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #1 ($url) must be a URL that names a host
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #1 ($url) must be a URL that names a host
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #1 ($url) must be a URL that names a host
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #1 ($url) must be a URL without spaces or control characters
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #1 ($url) must be a URL without spaces or control characters
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #1 ($url) must be a URL without spaces or control characters
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #1 ($url) must be a URL without spaces or control characters
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #2 ($method) must be a method like "GET"
  ValueError: PhotoLibrary\HttpRequest: "method" must be a method like "GET"
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #2 ($method) must be a method like "GET"
  ValueError: PhotoLibrary\HttpRequest: "method" must be a method like "GET"
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #2 ($method) must be a method like "GET"
  ValueError: PhotoLibrary\HttpRequest: "method" must be a method like "GET"
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #3 ($headers) must be an array whose keys are names of headers, which "" is not
  ValueError: PhotoLibrary\HttpRequest: "headers" must be an array whose keys are names of headers, which "" is not
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #3 ($headers) must be an array whose keys are names of headers, which "X\r\n" is not
  ValueError: PhotoLibrary\HttpRequest: "headers" must be an array whose keys are names of headers, which "X\r\n" is not
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #3 ($headers) must be an array whose keys are names of headers, which "X:" is not
  ValueError: PhotoLibrary\HttpRequest: "headers" must be an array whose keys are names of headers, which "X:" is not
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #3 ($headers) must be an array whose keys are names of headers, which "\xC3\xA4" is not
  ValueError: PhotoLibrary\HttpRequest: "headers" must be an array whose keys are names of headers, which "\xC3\xA4" is not
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #3 ($headers) must be an array of headers without line breaks or null bytes, unlike header "X-Secret"
  ValueError: PhotoLibrary\HttpRequest: "headers" must be an array of headers without line breaks or null bytes, unlike header "X-Secret"
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #3 ($headers) must be an array of headers without line breaks or null bytes, unlike header "X-Secret"
  ValueError: PhotoLibrary\HttpRequest: "headers" must be an array of headers without line breaks or null bytes, unlike header "X-Secret"
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #3 ($headers) must be an array of headers without line breaks or null bytes, unlike header "X-Secret"
  ValueError: PhotoLibrary\HttpRequest: "headers" must be an array of headers without line breaks or null bytes, unlike header "X-Secret"
TypeError: PhotoLibrary\HttpRequest::__construct(): Argument #3 ($headers) must be an array of strings and lists of strings, which header "X" is not
  ValueError: PhotoLibrary\HttpRequest: "headers" must be an array of strings and lists of strings, which header "X" is not
TypeError: PhotoLibrary\HttpRequest::__construct(): Argument #3 ($headers) must be an array of strings and lists of strings, which header "X" is not
  ValueError: PhotoLibrary\HttpRequest: "headers" must be an array of strings and lists of strings, which header "X" is not
TypeError: PhotoLibrary\HttpRequest::__construct(): Argument #3 ($headers) must be an array of strings and lists of strings, which header "X" is not
  ValueError: PhotoLibrary\HttpRequest: "headers" must be an array of strings and lists of strings, which header "X" is not
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #3 ($headers) must be an array of name => value
  ValueError: PhotoLibrary\HttpRequest: "headers" must be an array of name => value
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #3 ($headers) must be an array of name => value
  ValueError: PhotoLibrary\HttpRequest: "headers" must be an array of name => value
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #4 ($body) must be empty for a HEAD request
  ValueError: PhotoLibrary\HttpRequest: "body" must be empty for a HEAD request
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #5 ($bodyFile) must be null for a HEAD request
  ValueError: PhotoLibrary\HttpRequest: "bodyFile" must be null for a HEAD request
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #5 ($bodyFile) must be null when there is a body
  ValueError: PhotoLibrary\HttpRequest: "bodyFile" must be null when there is a body
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #5 ($bodyFile) must be null or not empty
  ValueError: PhotoLibrary\HttpRequest: "bodyFile" must be null or not empty
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #5 ($bodyFile) must be a path without null bytes
  ValueError: PhotoLibrary\HttpRequest: "bodyFile" must be a path without null bytes
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #6 ($sinkFile) must be null or not empty
  ValueError: PhotoLibrary\HttpRequest: "sinkFile" must be null or not empty
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #6 ($sinkFile) must be a path without null bytes
  ValueError: PhotoLibrary\HttpRequest: "sinkFile" must be a path without null bytes
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #7 ($timeout) must be between 0.001 and 86400
  ValueError: PhotoLibrary\HttpRequest: "timeout" must be between 0.001 and 86400
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #7 ($timeout) must be between 0.001 and 86400
  ValueError: PhotoLibrary\HttpRequest: "timeout" must be between 0.001 and 86400
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #7 ($timeout) must be between 0.001 and 86400
  ValueError: PhotoLibrary\HttpRequest: "timeout" must be between 0.001 and 86400
bool(true)
array(0) {
}
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
TypeError: PhotoLibrary\HttpRequest::__construct(): Argument #9 ($parts) must be a list of PhotoLibrary\FormPart
  ValueError: PhotoLibrary\HttpRequest: "parts" must be a list of PhotoLibrary\FormPart
TypeError: PhotoLibrary\HttpRequest::__construct(): Argument #9 ($parts) must be a list of PhotoLibrary\FormPart
  ValueError: PhotoLibrary\HttpRequest: "parts" must be a list of PhotoLibrary\FormPart
TypeError: PhotoLibrary\HttpRequest::__construct(): Argument #9 ($parts) must be a list of PhotoLibrary\FormPart
  ValueError: PhotoLibrary\HttpRequest: "parts" must be a list of PhotoLibrary\FormPart
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #9 ($parts) must be empty for a HEAD request
  ValueError: PhotoLibrary\HttpRequest: "parts" must be empty for a HEAD request
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #9 ($parts) must be empty when there is a body or a bodyFile
  ValueError: PhotoLibrary\HttpRequest: "parts" must be empty when there is a body or a bodyFile
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #9 ($parts) must be empty when there is a body or a bodyFile
  ValueError: PhotoLibrary\HttpRequest: "parts" must be empty when there is a body or a bodyFile
ValueError: PhotoLibrary\HttpRequest::__construct(): Argument #9 ($parts) must be empty when a header gives the Content-Type: that of parts names what stands between them
  ValueError: PhotoLibrary\HttpRequest: "parts" must be empty when a header gives the Content-Type: that of parts names what stands between them
TypeError: PhotoLibrary\HttpRequest::__construct(): Argument #9 ($parts) must be a list of PhotoLibrary\FormPart
ValueError: PhotoLibrary\FormPart: "file" must be present when there is no content
ValueError: PhotoLibrary\HttpRequest: "method" must be a string
ValueError: PhotoLibrary\HttpRequest: "headers" must be an array
ValueError: PhotoLibrary\HttpRequest: "timeout" must be a number or null
ValueError: PhotoLibrary\HttpRequest: "retryUnsafe" must be a bool
ValueError: PhotoLibrary\HttpRequest: "sinkFile" must be a string or null
ValueError: PhotoLibrary\HttpRequest has no "sink"
ValueError: PhotoLibrary\HttpRequest::with(): Argument #1 must be passed by name, as in with(method: 'HEAD')
Error: Cannot modify readonly object of class PhotoLibrary\HttpRequest
Error: Cannot %r(indirectly )?%rmodify readonly property PhotoLibrary\HttpRequest::$headers
JsonException: Malformed UTF-8 characters, possibly incorrectly encoded
