--TEST--
var_dump() of a Source, an HttpOptions and an HttpPool says what they are, and no secrets
--FILE--
<?php
use PhotoLibrary\{HttpOptions, HttpPool, PaletteOptions, Source};

print_r(Source::path('photos/a.jpg'));
print_r(Source::bytes(str_repeat('secret', 10), 'scan 7'));
print_r(Source::url('https://user:secret@example.org/a.jpg?token=secret', ['Authorization' => 'secret']));
print_r(Source::cheapest('a.jpg', ['b.jpg', new SplFileInfo('c.jpg')], 300));
$options = new HttpOptions(proxy: 'http://user:secret@proxy.example:3128', allow: ['10.0.0.0/8']);
ob_start();
var_dump($options, new HttpPool($options), new PaletteOptions(http: $options));
$shown = (string) ob_get_clean();
var_dump(substr_count($shown, 'string(25) "http://proxy.example:3128"'), substr_count($shown, '10.0.0.0/8'), str_contains($shown, 'secret'));
var_dump($options->__debugInfo() === array_replace($options->toArray(), ['proxy' => 'http://proxy.example:3128']), $options->proxy);
var_dump((new HttpOptions(proxy: 'proxy:1'))->__debugInfo()['proxy'], (new HttpOptions(proxy: 'u:p@proxy:1'))->__debugInfo()['proxy']);
var_dump((new HttpOptions())->__debugInfo() === (new HttpOptions())->toArray());
?>
--EXPECT--
PhotoLibrary\Source Object
(
    [kind] => path
    [label] => photos/a.jpg
)
PhotoLibrary\Source Object
(
    [kind] => bytes
    [size] => 60
    [label] => scan 7
)
PhotoLibrary\Source Object
(
    [kind] => url
    [label] => https://example.org/a.jpg
)
PhotoLibrary\Source Object
(
    [kind] => cheapest
    [candidates] => Array
        (
            [0] => b.jpg
            [1] => c.jpg
        )

    [minLongSide] => 300
    [label] => a.jpg
)
int(3)
int(3)
bool(false)
bool(true)
string(37) "http://user:secret@proxy.example:3128"
string(7) "proxy:1"
string(7) "proxy:1"
bool(true)
