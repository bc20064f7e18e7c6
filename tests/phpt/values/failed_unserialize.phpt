--TEST--
Values: an object whose unserialize() failed has no values, whoever still holds it
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\{FormPart, HttpPool, HttpRequest, Palette, PaletteOptions};

/** Holds the object that is being unserialized around it. */
final class Keeper
{
    public static object $kept;

    public function __serialize(): array
    {
        return ['kept'];
    }

    public function __unserialize(array $data): void
    {
        self::$kept = $data[0];
    }
}

/** What is left of an object whose array is ill-formed: a Keeper stands in it where it does not belong. */
function failed(string $class, array $array): object
{
    $payload = substr_replace(serialize($array), sprintf('O:%d:"%s"', strlen($class), $class), 0, 1);
    echo thrown(static fn () => unserialize(str_replace('s:4:"kept"', 'r:1', $payload))), "\n";

    return Keeper::$kept;
}

function show(object $object): void
{
    echo '  ', count((array) $object), ' values; ', thrown(static fn () => $object->toArray()), "\n";
}

$palette = PhotoLibrary\palette(image('baseline.jpg'));
$array = $palette->toArray();
$wrong = $array;
$wrong['swatches'][1]['share'] = new Keeper();
$half = failed(Palette::class, $wrong);
show($half);
foreach (['brightest', 'dominant', 'getIterator', 'count', 'jsonSerialize'] as $method) {
    echo '  ', $method, ': ', thrown(static fn () => $half->$method()), "\n";
}
echo '  ', thrown(static fn () => $half->__unserialize(['swatches' => [['color' => '#fff', 'share' => 2]]] + $array)), "\n";
show($half);
$half->__unserialize($array);
var_dump($half == $palette);
show(failed(PaletteOptions::class, ['http' => ['retries' => new Keeper()]]));

$request = new HttpRequest('http://a', 'POST', parts: [FormPart::text('a', 'b'), FormPart::text('c', 'd')]);
$array = $request->toArray();
$wrong = $array;
$wrong['parts'][1]['name'] = new Keeper();
$half = failed(HttpRequest::class, $wrong);
show($half);
echo '  ', thrown(static fn () => (new HttpPool())->send($half)), "\n";
$half->__unserialize($array);
var_dump($half == $request);
$part = failed(FormPart::class, ['name' => new Keeper()]);
show($part);
echo '  ', thrown(static fn () => new HttpRequest('http://a', 'POST', parts: [$part])), "\n";
echo '  ', thrown(static fn () => HttpRequest::fromArray(['parts' => [$part]] + $array)), "\n";
?>
--EXPECT--
ValueError: PhotoLibrary\Swatch: "share" must be a number between 0 and 1
  0 values; Error: The PhotoLibrary\Palette object has not been correctly initialized
  brightest: Error: The PhotoLibrary\Palette object has not been correctly initialized
  dominant: Error: The PhotoLibrary\Palette object has not been correctly initialized
  getIterator: Error: The PhotoLibrary\Palette object has not been correctly initialized
  count: Error: The PhotoLibrary\Palette object has not been correctly initialized
  jsonSerialize: Error: The PhotoLibrary\Palette object has not been correctly initialized
  ValueError: PhotoLibrary\Swatch: "share" must be a number between 0 and 1
  0 values; Error: The PhotoLibrary\Palette object has not been correctly initialized
bool(true)
ValueError: PhotoLibrary\HttpOptions: "retries" must be an integer between 0 and 20
  0 values; Error: The PhotoLibrary\PaletteOptions object has not been correctly initialized
ValueError: PhotoLibrary\FormPart: "name" must be a string
  0 values; Error: The PhotoLibrary\HttpRequest object has not been correctly initialized
  Error: The PhotoLibrary\HttpRequest object has not been correctly initialized
bool(true)
ValueError: PhotoLibrary\FormPart: "name" must be a string
  0 values; Error: The PhotoLibrary\FormPart object has not been correctly initialized
  Error: The PhotoLibrary\FormPart object has not been correctly initialized
  Error: The PhotoLibrary\FormPart object has not been correctly initialized
