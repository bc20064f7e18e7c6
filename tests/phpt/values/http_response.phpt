--TEST--
HttpResponse and HttpException: headers, ill-formed arrays, messages
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\{Failure, FailureReason, HttpException, HttpResponse, PaletteException, PhotoLibraryException};

$array = [
    'status' => 404, 'url' => 'https://example.org/', 'version' => '2', 'body' => 'not here',
    'headers' => ['content-type' => ['text/plain'], 'via' => ['1.1 a', '1.1 b'], '7' => ['seven'], 'x-empty' => ['']],
    'bytes' => 8, 'attempts' => 2, 'seconds' => 0.25,
];
$response = HttpResponse::fromArray($array);
var_dump($response->toArray() === $array, unserialize(serialize($response)) == $response, $response->status, $response->seconds);
foreach (['content-type', 'Content-TYPE', 'Via', '7', 'X-Empty', 'x-none', '', "via\0"] as $name) {
    echo json_encode($name), ': ', var_export($response->header($name), true), "\n";
}
foreach ([
    ['status' => 99], ['status' => '200'], ['headers' => ['Via' => ['a']]], ['headers' => ['via' => 'a']], ['headers' => ['via' => [1]]],
    ['headers' => ['via' => ['k' => 'a']]], ['headers' => 'via'], ['body' => null], ['bytes' => -1], ['seconds' => -0.5],
] as $wrong) {
    echo thrown(static fn () => HttpResponse::fromArray($wrong + $array)), "\n";
}
echo thrown(static fn () => new HttpResponse()), "\n";
echo thrown(static function () use ($response): void { $response->status = 200; }), "\n";

$failure = Failure::fromArray([
    'reason' => 'http_status', 'message' => 'https://example.org/: 404', 'source' => 'https://example.org/', 'attempts' => 2, 'httpStatus' => 404, 'signal' => null,
]);
$exception = new HttpException($failure, $response, new LogicException('before'));
var_dump($exception instanceof PhotoLibraryException, $exception->getMessage(), $exception->failure === $failure, $exception->response === $response);
var_dump($exception->getPrevious()->getMessage(), $exception->failure->httpStatus, $exception->failure->reason === FailureReason::HttpStatus);
var_dump((new HttpException($failure))->response, (new HttpException($failure, previous: $exception))->getPrevious() === $exception);
echo thrown(static fn () => $exception->__construct($failure)), "\n";
echo thrown(static fn () => (new PaletteException($failure))->__construct($failure)), "\n";
echo thrown(static function () use ($exception): void { $exception->response = null; }), "\n";
echo thrown(static fn () => new HttpException($failure, 'response')), "\n";
?>
--EXPECT--
bool(true)
bool(true)
int(404)
float(0.25)
"content-type": 'text/plain'
"Content-TYPE": 'text/plain'
"Via": '1.1 a, 1.1 b'
"7": 'seven'
"X-Empty": ''
"x-none": NULL
"": NULL
"via\u0000": NULL
ValueError: PhotoLibrary\HttpResponse: "status" must be an integer between 100 and 999
ValueError: PhotoLibrary\HttpResponse: "status" must be an integer between 100 and 999
ValueError: PhotoLibrary\HttpResponse: "headers" must be an array of lower-case name => list of strings
ValueError: PhotoLibrary\HttpResponse: "headers" must be an array of lower-case name => list of strings
ValueError: PhotoLibrary\HttpResponse: "headers" must be an array of lower-case name => list of strings
ValueError: PhotoLibrary\HttpResponse: "headers" must be an array of lower-case name => list of strings
ValueError: PhotoLibrary\HttpResponse: "headers" must be an array
ValueError: PhotoLibrary\HttpResponse: "body" must be a string
ValueError: PhotoLibrary\HttpResponse: "bytes" must be an integer of at least 0
ValueError: PhotoLibrary\HttpResponse: "seconds" must be a number of at least 0
Error: Call to private PhotoLibrary\HttpResponse::__construct() from global scope
Error: Cannot modify readonly property PhotoLibrary\HttpResponse::$status
bool(true)
string(25) "https://example.org/: 404"
bool(true)
bool(true)
string(6) "before"
int(404)
bool(true)
NULL
bool(true)
Error: Cannot modify readonly property PhotoLibrary\HttpException::$failure
Error: Cannot modify readonly property PhotoLibrary\PaletteException::$failure
Error: Cannot modify readonly property PhotoLibrary\HttpException::$response
TypeError: PhotoLibrary\HttpException::__construct(): Argument #2 ($response) must be of type ?PhotoLibrary\HttpResponse, string given
