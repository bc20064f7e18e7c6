--TEST--
Color: luminance, contrast, text colour, name, family
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\{Color, ColorFamily};

foreach (['#ffffff', '#000000', '#ff0000', '#767676', '#00ffff', '#ff00ff', '#2b1a10', '#4682b5'] as $hex) {
    $color = Color::fromHex($hex);
    printf("%s %.4f %.2f %s %s %s\n", $hex, $color->luminance(), $color->contrast(new Color(255, 255, 255)), $color->textColor()->toHex(), $color->name(), $color->family()->value);
}
var_dump((new Color(0, 128, 0))->family() === ColorFamily::Green, ColorFamily::from('grey') === ColorFamily::Grey);
echo implode(' ', array_map(static fn (ColorFamily $family): string => "$family->name=$family->value", ColorFamily::cases())), "\n";
// Every case of the enum is reached, under its own name.
foreach (['black', 'gray', 'white', 'saddlebrown', 'red', 'orange', 'gold', 'yellow', 'lime', 'green', 'teal', 'cyan', 'blue', 'purple', 'magenta', 'pink'] as $i => $name) {
    $hex = ['000', '808080', 'fff', '8b4513', 'f00', 'ffa500', 'ffd700', 'ff0', '0f0', '008000', '008080', '0ff', '00f', '800080', 'f0f', 'ffc0cb'][$i];
    $color = Color::fromHex($hex);
    if ($color->name() !== $name || $color->family() !== ColorFamily::cases()[$i]) {
        echo "$hex is $name, not {$color->name()} of {$color->family()->name}\n";
    }
}
echo thrown(static fn () => (new Color(0, 0, 0))->contrast('#ffffff')), "\n";
echo thrown(static fn () => (new Color(0, 0, 0))->name(1)), "\n";
?>
--EXPECT--
#ffffff 1.0000 1.00 #000000 white white
#000000 0.0000 21.00 #ffffff black black
#ff0000 0.2126 4.00 #000000 red red
#767676 0.1812 4.54 #000000 gray grey
#00ffff 0.7874 1.25 #000000 cyan cyan
#ff00ff 0.2848 3.14 #000000 magenta magenta
#2b1a10 0.0129 16.69 #ffffff midnightblue brown
#4682b5 0.2060 4.10 #000000 steelblue blue
bool(true)
bool(true)
Black=black Grey=grey White=white Brown=brown Red=red Orange=orange Gold=gold Yellow=yellow Lime=lime Green=green Teal=teal Cyan=cyan Blue=blue Purple=purple Magenta=magenta Pink=pink
TypeError: PhotoLibrary\Color::contrast(): Argument #1 ($other) must be of type PhotoLibrary\Color, string given
ArgumentCountError: PhotoLibrary\Color::name() expects exactly 0 arguments, 1 given
