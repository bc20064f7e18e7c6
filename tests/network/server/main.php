<?php

/**
 * The misbehaving server: main.php IMAGES FOLDER, a folder that prepare has filled. It tells its ports in one line of JSON, and ends when its
 * standard input does.
 */

declare(strict_types=1);

namespace PhotoLibrary\Tests\Network\Server;

require __DIR__ . '/../../../.cache/tools/vendor/autoload.php';

[, $images, $folder] = $argv + ['', '', ''];
ini_set('memory_limit', '512M');
(new Server($images, $folder))->run();
