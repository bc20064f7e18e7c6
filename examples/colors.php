<?php

$palette = PhotoLibrary\palette('photo.jpg');
foreach ($palette as $swatch) {
    printf("%s %2.0f %%\n", $swatch->color->toHex(), $swatch->share * 100.0);
}
$accent = $palette->accent()->color;
echo $accent, ' is ', $accent->name(), ', a ', $accent->family()->value, "\n";    // #c23b22 is firebrick, a red
echo 'text on it: ', $accent->textColor(), "\n";                // black or white, whichever is easier to read
echo 'muted: ', $palette->roles()['muted']->color ?? 'none', "\n";    // one of the swatches, if any is muted
