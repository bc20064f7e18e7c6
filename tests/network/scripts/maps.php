<?php

/** Prints whether libcurl is there: at first, after a palette of a file, after a URL: maps.php FILE URL */

declare(strict_types=1);

use PhotoLibrary\HttpOptions;
use PhotoLibrary\HttpPool;
use PhotoLibrary\HttpRequest;

use function PhotoLibrary\palettes;

function tell(): void
{
    echo str_contains((string) file_get_contents('/proc/self/maps'), 'libcurl') ? "1\n" : "0\n";
}

[, $file, $url] = $argv + ['', '', ''];
tell();
$options = new HttpOptions(allow: ['127.0.0.0/8']);
iterator_to_array(palettes([$file]));
tell();
(new HttpPool($options))->send(new HttpRequest($url));
tell();
