--TEST--
var_dump() of an HttpRequest shows no secrets; its array has them
--FILE--
<?php
use PhotoLibrary\HttpRequest;

$request = new HttpRequest('https://me:s3cr3t@example.org/path?token=s3cr3t', 'POST', ['Authorization' => 's3cr3t', 'Accept' => 'image/*', 7 => ['s3cr3t']], 's3cr3t');
var_dump($request);
echo substr_count(json_encode($request), 's3cr3t'), "\n";
try {
    new HttpRequest('https://example.org/?s3cr3t', 'POST', ['X' => "s3cr3t\n"]);
} catch (ValueError $error) {
    echo substr_count($error->getTraceAsString() . print_r($error->getTrace(), true), 's3cr3t'), "\n";
}
$array = ['url' => "https://me:s3cr3t@example.org/\n"] + $request->toArray();
foreach ([
    'fromArray' => static fn() => HttpRequest::fromArray($array),
    '__unserialize' => static fn() => (new ReflectionClass(HttpRequest::class))->newInstanceWithoutConstructor()->__unserialize($array),
    'Source::url' => static fn() => PhotoLibrary\Source::url("https://me:s3cr3t@example.org/\n"),
] as $name => $call) {
    try {
        $call();
        echo "$name: no exception\n";
    } catch (Throwable $error) {
        // Not the closure's own arguments: it has none.
        echo "$name: ", substr_count($error->getTraceAsString() . print_r($error->getTrace(), true), 's3cr3t'), "\n";
    }
}
?>
--EXPECTF--
object(PhotoLibrary\HttpRequest)#%d (9) {
  ["url"]=>
  string(%d) "https://%Sexample.org/path%S"
  ["method"]=>
  string(4) "POST"
  ["headers"]=>
  array(3) {
    ["Authorization"]=>
    string(3) "***"
    ["Accept"]=>
    string(7) "image/*"
    [7]=>
    string(3) "***"
  }
  ["body"]=>
  string(7) "6 bytes"
  ["bodyFile"]=>
  NULL
  ["sinkFile"]=>
  NULL
  ["timeout"]=>
  NULL
  ["retryUnsafe"]=>
  bool(false)
  ["parts"]=>
  array(0) {
  }
}
5
0
fromArray: 0
__unserialize: 0
Source::url: 0
