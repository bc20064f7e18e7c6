--TEST--
The defaults that the stubs declare are the engine's, and arrays have the properties in their order
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\{HttpOptions, HttpRequest, PaletteOptions};

foreach ([PaletteOptions::class => [], HttpOptions::class => [], HttpRequest::class => ['url' => 'http://a']] as $class => $given) {
    $made = $class::fromArray($given);
    $parameters = (new ReflectionMethod($class, '__construct'))->getParameters();
    $compared = 0;
    foreach ($parameters as $parameter) {
        if (array_key_exists($parameter->name, $given)) {
            continue;
        }
        ++$compared;
        if ($parameter->getDefaultValue() !== $made->{$parameter->name}) {
            echo "$class: $$parameter->name is ", json_encode($made->{$parameter->name}), "\n";
        }
    }
    $names = array_map(static fn (ReflectionParameter $parameter): string => $parameter->name, $parameters);
    $properties = array_map(static fn (ReflectionProperty $property): string => $property->name, (new ReflectionClass($class))->getProperties());
    echo $class, ' ';
    var_dump($compared > 6, new $class(...$given) == $made, array_keys($made->toArray()) === $names, $properties === $names);
}
?>
--EXPECT--
PhotoLibrary\PaletteOptions bool(true)
bool(true)
bool(true)
bool(true)
PhotoLibrary\HttpOptions bool(true)
bool(true)
bool(true)
bool(true)
PhotoLibrary\HttpRequest bool(true)
bool(true)
bool(true)
bool(true)
