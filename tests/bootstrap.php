<?php

/**
 * bin/test sets up what the tests need: the module for PHP and all its children, the images. This does the same for a
 * call of PHPUnit by hand, after bin/build.
 */

declare(strict_types=1);

$root = dirname(__DIR__);
require $root . '/.cache/tools/vendor/autoload.php';

if (!extension_loaded('photolibrary')) {
    if (getenv('PHP_INI_SCAN_DIR') !== false) {
        exit("PHP does not load the photolibrary extension from PHP_INI_SCAN_DIR.\n");
    }
    $ini = $root . '/.cache/ini';
    is_dir($ini) || mkdir($ini, 0o755, true);
    file_put_contents("{$ini}/photolibrary.ini", "extension=\"{$root}/modules/photolibrary.so\"\n");
    putenv("PHP_INI_SCAN_DIR=:{$ini}");
    pcntl_exec(PHP_BINARY, $_SERVER['argv']);
}

if (getenv('PHOTOLIBRARY_TEST_IMAGES') === false) {
    $images = $root . '/.cache/test-images';
    passthru(escapeshellarg("{$root}/tests/support/make_images") . ' ' . escapeshellarg($images), $status);
    $status === 0 || exit("The test images could not be made.\n");
    putenv("PHOTOLIBRARY_TEST_IMAGES={$images}");
}
