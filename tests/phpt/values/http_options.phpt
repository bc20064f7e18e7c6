--TEST--
HttpOptions: defaults, ranges, with(), what a proxy's password is seen by
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\HttpOptions;

echo json_encode(new HttpOptions()), "\n";
$options = new HttpOptions(8, perHost: 2, connectTimeout: 1, allow: ['10.0.0.0/8', 'images.internal'], proxy: 'http://user:pass@proxy.example:3128');
echo json_encode($options->with(retries: 0, timeout: 2.5, answerTimeout: 0.5), JSON_UNESCAPED_SLASHES), "\n";
var_dump($options->with() == $options, $options->with(proxy: null)->proxy, $options->with(allow: [])->allow, $options->with(answerTimeout: 3)->answerTimeout);
var_dump(new HttpOptions(1024, 64, 20, 3600, 86400, 1, 20) == HttpOptions::fromArray(
    ['concurrency' => 1024, 'perHost' => 64, 'retries' => 20, 'connectTimeout' => 3600, 'timeout' => 86400, 'maxBytes' => 1, 'maxRedirects' => 20],
));
var_dump(HttpOptions::fromArray([]) == new HttpOptions());

$shared = 'one.example';
$list = [&$shared];
$kept = new HttpOptions(allow: $list);
$shared = 'another.example';
var_dump($kept->allow === ['one.example']);

foreach ([
    ['concurrency' => 0], ['concurrency' => 1025], ['perHost' => 0], ['perHost' => 65], ['retries' => -1], ['retries' => 21],
    ['connectTimeout' => 0.0], ['connectTimeout' => 3600.5], ['connectTimeout' => NAN], ['timeout' => -1.0], ['timeout' => 86401.0],
    ['maxBytes' => 0], ['maxRedirects' => -1], ['maxRedirects' => 21],
    ['allow' => ['']], ['allow' => [1]], ['allow' => ['a' => 'b']],
    ['allow' => ['a.example', '127.0.0.1:80']], ['allow' => ['http://a/']], ['allow' => ['10.0.0.1/8']], ['proxy' => ''], ['proxy' => "http://a\0b"],
    ['answerTimeout' => 0.0], ['answerTimeout' => 86400.5], ['answerTimeout' => NAN],
] as $wrong) {
    echo thrown(static fn () => new HttpOptions(...$wrong)), "\n";
    echo '  ', thrown(static fn () => HttpOptions::fromArray($wrong)), "\n";
}
echo thrown(static fn () => HttpOptions::fromArray(['allow' => 'example.org'])), "\n";
echo thrown(static fn () => HttpOptions::fromArray(['proxy' => 1])), "\n";
echo thrown(static fn () => HttpOptions::fromArray(['answerTimeout' => '1'])), "\n";
echo thrown(static fn () => $options->with(8)), "\n";
echo thrown(static fn () => $options->with(parallel: 8)), "\n";
echo thrown(static fn () => $options->__construct()), "\n";
echo thrown(static function () use ($options): void { $options->allow[] = '127.0.0.1'; }), "\n";
try {
    new HttpOptions(concurrency: 0, proxy: 'secret');
} catch (ValueError $error) {
    var_dump($error->getTrace()[0]['args'][8] instanceof SensitiveParameterValue);
}
?>
--EXPECTF--
{"concurrency":32,"perHost":6,"retries":3,"connectTimeout":10,"timeout":60,"maxBytes":268435456,"maxRedirects":5,"allow":[],"proxy":null,"answerTimeout":null}
{"concurrency":8,"perHost":2,"retries":0,"connectTimeout":1,"timeout":2.5,"maxBytes":268435456,"maxRedirects":5,"allow":["10.0.0.0/8","images.internal"],"proxy":"http://user:pass@proxy.example:3128","answerTimeout":0.5}
bool(true)
NULL
array(0) {
}
float(3)
bool(true)
bool(true)
bool(true)
ValueError: PhotoLibrary\HttpOptions::__construct(): Argument #1 ($concurrency) must be between 1 and 1024
  ValueError: PhotoLibrary\HttpOptions: "concurrency" must be an integer between 1 and 1024
ValueError: PhotoLibrary\HttpOptions::__construct(): Argument #1 ($concurrency) must be between 1 and 1024
  ValueError: PhotoLibrary\HttpOptions: "concurrency" must be an integer between 1 and 1024
ValueError: PhotoLibrary\HttpOptions::__construct(): Argument #2 ($perHost) must be between 1 and 64
  ValueError: PhotoLibrary\HttpOptions: "perHost" must be an integer between 1 and 64
ValueError: PhotoLibrary\HttpOptions::__construct(): Argument #2 ($perHost) must be between 1 and 64
  ValueError: PhotoLibrary\HttpOptions: "perHost" must be an integer between 1 and 64
ValueError: PhotoLibrary\HttpOptions::__construct(): Argument #3 ($retries) must be between 0 and 20
  ValueError: PhotoLibrary\HttpOptions: "retries" must be an integer between 0 and 20
ValueError: PhotoLibrary\HttpOptions::__construct(): Argument #3 ($retries) must be between 0 and 20
  ValueError: PhotoLibrary\HttpOptions: "retries" must be an integer between 0 and 20
ValueError: PhotoLibrary\HttpOptions::__construct(): Argument #4 ($connectTimeout) must be between 0.001 and 3600
  ValueError: PhotoLibrary\HttpOptions: "connectTimeout" must be a number between 0.001 and 3600
ValueError: PhotoLibrary\HttpOptions::__construct(): Argument #4 ($connectTimeout) must be between 0.001 and 3600
  ValueError: PhotoLibrary\HttpOptions: "connectTimeout" must be a number between 0.001 and 3600
ValueError: PhotoLibrary\HttpOptions::__construct(): Argument #4 ($connectTimeout) must be between 0.001 and 3600
  ValueError: PhotoLibrary\HttpOptions: "connectTimeout" must be a number between 0.001 and 3600
ValueError: PhotoLibrary\HttpOptions::__construct(): Argument #5 ($timeout) must be between 0.001 and 86400
  ValueError: PhotoLibrary\HttpOptions: "timeout" must be a number between 0.001 and 86400
ValueError: PhotoLibrary\HttpOptions::__construct(): Argument #5 ($timeout) must be between 0.001 and 86400
  ValueError: PhotoLibrary\HttpOptions: "timeout" must be a number between 0.001 and 86400
ValueError: PhotoLibrary\HttpOptions::__construct(): Argument #6 ($maxBytes) must be at least 1
  ValueError: PhotoLibrary\HttpOptions: "maxBytes" must be an integer of at least 1
ValueError: PhotoLibrary\HttpOptions::__construct(): Argument #7 ($maxRedirects) must be between 0 and 20
  ValueError: PhotoLibrary\HttpOptions: "maxRedirects" must be an integer between 0 and 20
ValueError: PhotoLibrary\HttpOptions::__construct(): Argument #7 ($maxRedirects) must be between 0 and 20
  ValueError: PhotoLibrary\HttpOptions: "maxRedirects" must be an integer between 0 and 20
ValueError: PhotoLibrary\HttpOptions::__construct(): Argument #8 ($allow) must be a list of non-empty strings
  ValueError: PhotoLibrary\HttpOptions: "allow" must be a list of non-empty strings
ValueError: PhotoLibrary\HttpOptions::__construct(): Argument #8 ($allow) must be a list of non-empty strings
  ValueError: PhotoLibrary\HttpOptions: "allow" must be a list of non-empty strings
ValueError: PhotoLibrary\HttpOptions::__construct(): Argument #8 ($allow) must be a list of non-empty strings
  ValueError: PhotoLibrary\HttpOptions: "allow" must be a list of non-empty strings
ValueError: PhotoLibrary\HttpOptions::__construct(): Argument #8 ($allow) must be a list of hosts, addresses and CIDRs: "127.0.0.1:80" cannot be allowed: it is no host, address or CIDR
  ValueError: PhotoLibrary\HttpOptions: "allow" must be a list of hosts, addresses and CIDRs: "127.0.0.1:80" cannot be allowed: it is no host, address or CIDR
ValueError: PhotoLibrary\HttpOptions::__construct(): Argument #8 ($allow) must be a list of hosts, addresses and CIDRs: "http://a/" cannot be allowed: it is no host, address or CIDR
  ValueError: PhotoLibrary\HttpOptions: "allow" must be a list of hosts, addresses and CIDRs: "http://a/" cannot be allowed: it is no host, address or CIDR
ValueError: PhotoLibrary\HttpOptions::__construct(): Argument #8 ($allow) must be a list of hosts, addresses and CIDRs: "10.0.0.1/8" cannot be allowed: the network begins at 10.0.0.0, not in its middle
  ValueError: PhotoLibrary\HttpOptions: "allow" must be a list of hosts, addresses and CIDRs: "10.0.0.1/8" cannot be allowed: the network begins at 10.0.0.0, not in its middle
ValueError: PhotoLibrary\HttpOptions::__construct(): Argument #9 ($proxy) must be null or not empty
  ValueError: PhotoLibrary\HttpOptions: "proxy" must be null or not empty
ValueError: PhotoLibrary\HttpOptions::__construct(): Argument #9 ($proxy) must be a URL without null bytes
  ValueError: PhotoLibrary\HttpOptions: "proxy" must be a URL without null bytes
ValueError: PhotoLibrary\HttpOptions::__construct(): Argument #10 ($answerTimeout) must be between 0.001 and 86400
  ValueError: PhotoLibrary\HttpOptions: "answerTimeout" must be null or a number between 0.001 and 86400
ValueError: PhotoLibrary\HttpOptions::__construct(): Argument #10 ($answerTimeout) must be between 0.001 and 86400
  ValueError: PhotoLibrary\HttpOptions: "answerTimeout" must be null or a number between 0.001 and 86400
ValueError: PhotoLibrary\HttpOptions::__construct(): Argument #10 ($answerTimeout) must be between 0.001 and 86400
  ValueError: PhotoLibrary\HttpOptions: "answerTimeout" must be null or a number between 0.001 and 86400
ValueError: PhotoLibrary\HttpOptions: "allow" must be a list of non-empty strings
ValueError: PhotoLibrary\HttpOptions: "proxy" must be a string or null
ValueError: PhotoLibrary\HttpOptions: "answerTimeout" must be null or a number between 0.001 and 86400
ValueError: PhotoLibrary\HttpOptions::with(): Argument #1 must be passed by name, as in with(concurrency: 8)
ValueError: PhotoLibrary\HttpOptions has no "parallel"
Error: Cannot modify readonly object of class PhotoLibrary\HttpOptions
Error: Cannot %r(indirectly )?%rmodify readonly property PhotoLibrary\HttpOptions::$allow
bool(true)
