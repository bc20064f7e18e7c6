--TEST--
Values: ways around readonly that PHP has do not reach the properties
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\{HttpOptions, HttpPool, HttpRequest, Parallelism};

/** Takes an object out of a string whose unserialization fails. */
final class Rescuer
{
    public mixed $object = null;
    public static ?object $rescued = null;

    public function __destruct() { self::$rescued = $this->object; }
}

function half_made(string $class): object
{
    $length = strlen($class);
    echo thrown(static fn () => unserialize("O:7:\"Rescuer\":1:{s:6:\"object\";O:$length:\"$class\":1:{s:3:\"bad\";i:1;}}")), "\n";

    return Rescuer::$rescued;
}

$hostile = ['url' => "http://127.0.0.1:1/\r\nX: y", 'method' => "GET\r\n", 'headers' => ['a' => new stdClass()], 'body' => '',
    'bodyFile' => null, 'sinkFile' => null, 'timeout' => 1.0, 'retryUnsafe' => false, 'parts' => [1, 2]];
$request = new HttpRequest('http://127.0.0.1:1/', headers: ['a' => 'b']);
$known = serialize($request);
$ways = [
    'array_walk' => static fn (object $o) => array_walk($o, static function (mixed &$value, string $name) use ($hostile): void {
        $value = $hostile[$name] ?? $value;
    }),
    'array_walk, once more' => static fn (object $o) => array_walk($o, static fn (mixed &$value) => $value = null),
    'foreach by reference' => static function (object $o) use ($hostile): void {
        foreach ($o as $name => &$value) {
            $value = $hostile[$name];
        }
    },
    'ArrayObject' => static fn (object $o) => (new ArrayObject($o))->offsetSet('headers', 5),
    'ArrayIterator' => static fn (object $o) => (new ArrayIterator($o))->offsetUnset('url'),
    'reflection' => static fn (object $o) => (new ReflectionProperty($o, 'headers'))->setValue($o, $hostile['headers']),
];
foreach ($ways as $way => $try) {
    $copy = clone $request;
    $equal = unserialize($known);
    $tried = thrown(static fn () => $try($request));
    echo $way, ': ', $known === serialize($request) && $request == $copy && $request == $equal && $equal == $request ? 'as it was' : 'changed', ", $tried\n";
}
// One that has been compared with one that was walked through is no easier to reach.
$ways['array_walk']($copy);
echo $copy == $request ? 'equal' : 'different', ' ', serialize(clone $copy) === $known ? 'as it was' : 'changed', "\n";

$half = half_made(HttpRequest::class);
foreach ($hostile as $name => $value) {
    echo thrown(static fn () => (new ReflectionProperty($half, $name))->setValue($half, $value)), "\n";
}
echo thrown(static fn () => (new HttpPool())->send($half)), "\n";
// It may still become one.
foreach ($half as $name => $value) {
    echo "has $name\n";
}
$half->__construct('http://example.org/');
echo implode(' ', array_keys((array) $half)), "\n";

$pool = new HttpPool(new HttpOptions(concurrency: 3));
echo thrown(static fn () => (new ArrayObject($pool))->offsetSet('options', 5)), "\n";
array_walk($pool, static fn (mixed &$value) => $value = 5);
echo $pool->options->concurrency, "\n";

// What may be seen is seen.
echo json_encode(get_object_vars(Parallelism::workers(2)) == (array) Parallelism::workers(2)), ' ', count((array) Parallelism::workers(2)), "\n";
echo Parallelism::workers(2) == Parallelism::workers(2) ? 'equal' : 'different', ' ', Parallelism::workers(2) == Parallelism::workers(3) ? 'equal' : 'different',
    ' ', Parallelism::workers(2) == new HttpOptions() ? 'equal' : 'different', "\n";
?>
--EXPECT--
array_walk: as it was, nothing thrown
array_walk, once more: as it was, nothing thrown
foreach by reference: as it was, nothing thrown
ArrayObject: as it was, InvalidArgumentException: Overloaded object of type PhotoLibrary\HttpRequest is not compatible with ArrayObject
ArrayIterator: as it was, InvalidArgumentException: Overloaded object of type PhotoLibrary\HttpRequest is not compatible with ArrayIterator
reflection: as it was, Error: Cannot modify readonly property PhotoLibrary\HttpRequest::$headers
equal as it was
ValueError: PhotoLibrary\HttpRequest: "url" must be present
Error: Cannot modify readonly property PhotoLibrary\HttpRequest::$url
Error: Cannot modify readonly property PhotoLibrary\HttpRequest::$method
Error: Cannot modify readonly property PhotoLibrary\HttpRequest::$headers
Error: Cannot modify readonly property PhotoLibrary\HttpRequest::$body
Error: Cannot modify readonly property PhotoLibrary\HttpRequest::$bodyFile
Error: Cannot modify readonly property PhotoLibrary\HttpRequest::$sinkFile
Error: Cannot modify readonly property PhotoLibrary\HttpRequest::$timeout
Error: Cannot modify readonly property PhotoLibrary\HttpRequest::$retryUnsafe
Error: Cannot modify readonly property PhotoLibrary\HttpRequest::$parts
Error: The PhotoLibrary\HttpRequest object has not been correctly initialized
url method headers body bodyFile sinkFile timeout retryUnsafe parts
InvalidArgumentException: Overloaded object of type PhotoLibrary\HttpPool is not compatible with ArrayObject
3
true 3
equal different different
