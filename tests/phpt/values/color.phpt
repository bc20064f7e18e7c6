--TEST--
Color: construction, hex, OKLab, difference
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\Color;

$orange = new Color(255, 128, 0);
echo $orange->toHex(), ' ', json_encode($orange), ' ', json_encode($orange->toArray()), "\n";
var_dump(Color::fromHex('#FF8000') == $orange, Color::fromHex('f80')->toHex(), Color::fromHex('#f80')->toHex());
echo implode(' ', array_map(static fn (float $v): string => sprintf('%.4f', $v), $orange->toOklab())), "\n";
echo implode(' ', array_map(static fn (float $v): string => sprintf('%.4f', $v), $orange->toOklch())), "\n";
echo json_encode((new Color(90, 90, 90))->toOklch()[2]), "\n";
printf("%.4f %.4f\n", (new Color(0, 0, 0))->deltaE(new Color(255, 255, 255)), $orange->deltaE($orange));
foreach (['', '#', '12345', '#12345g', '#1234567', 'red', "#fff\0"] as $wrong) {
    echo thrown(static fn () => Color::fromHex($wrong)), "\n";
}
echo thrown(static fn () => new Color(0, 256, 0)), "\n";
echo thrown(static fn () => new Color(-1, 0, 0)), "\n";
echo thrown(static fn () => $orange->__construct(1, 2, 3)), "\n";
echo thrown(static function () use ($orange): void { $orange->red = 1; }), "\n";
echo thrown(static function () use ($orange): void { $orange->alpha = 1; }), "\n";
?>
--EXPECT--
#ff8000 "#ff8000" {"red":255,"green":128,"blue":0}
bool(true)
string(7) "#ff8800"
string(7) "#ff8800"
0.7319 0.1119 0.1484
0.7319 0.1858 52.9847
0
1.0000 0.0000
ValueError: PhotoLibrary\Color::fromHex(): Argument #1 ($hex) must be a colour like "#1e90ff" or "#19f"
ValueError: PhotoLibrary\Color::fromHex(): Argument #1 ($hex) must be a colour like "#1e90ff" or "#19f"
ValueError: PhotoLibrary\Color::fromHex(): Argument #1 ($hex) must be a colour like "#1e90ff" or "#19f"
ValueError: PhotoLibrary\Color::fromHex(): Argument #1 ($hex) must be a colour like "#1e90ff" or "#19f"
ValueError: PhotoLibrary\Color::fromHex(): Argument #1 ($hex) must be a colour like "#1e90ff" or "#19f"
ValueError: PhotoLibrary\Color::fromHex(): Argument #1 ($hex) must be a colour like "#1e90ff" or "#19f"
ValueError: PhotoLibrary\Color::fromHex(): Argument #1 ($hex) must be a colour like "#1e90ff" or "#19f"
ValueError: PhotoLibrary\Color::__construct(): Argument #2 ($green) must be between 0 and 255
ValueError: PhotoLibrary\Color::__construct(): Argument #1 ($red) must be between 0 and 255
Error: Cannot modify readonly object of class PhotoLibrary\Color
Error: Cannot modify readonly property PhotoLibrary\Color::$red
Error: Cannot create dynamic property PhotoLibrary\Color::$alpha
