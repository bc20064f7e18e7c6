<?php

$palette = PhotoLibrary\palette('photo.jpg');
foreach ($palette->swatches as $swatch) {
    printf("%s %2d %%\n", $swatch->color->toHex(), round($swatch->share * 100));
}
$accent = $palette->accent()->color;
echo $accent->toHex(), ' is ', $accent->name(), ', a ', $accent->family()->value, "\n";   // #c23b22 is firebrick, a red
echo 'text on it: ', $accent->textColor()->toHex(), "\n";                 // black or white, whichever is easier to read
echo 'muted: ', $palette->roles()['muted']?->color->toHex() ?? 'none', "\n";    // one of the swatches, if any is muted
