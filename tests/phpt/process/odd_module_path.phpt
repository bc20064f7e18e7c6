--TEST--
A module whose path has quotes and what looks like a variable starts its processes
--SKIPIF--
<?php require __DIR__ . '/../needs_processes.inc'; ?>
--FILE--
<?php
require __DIR__ . '/../common.inc';

$folder = sys_get_temp_dir() . '/photolibrary ' . getmypid() . ' "quoted" \'twice\' ${HOME} ;#=';
mkdir($folder);
copy(module(), "{$folder}/photolibrary.so");
$ini = sys_get_temp_dir() . '/photolibrary-' . getmypid() . '.ini';
$parts = array_map(static fn (string $part): string => "'{$part}'", explode("'", "{$folder}/photolibrary.so"));
file_put_contents($ini, 'extension=' . implode('"\'"', $parts) . "\n");
$script = 'foreach (PhotoLibrary\palettes([$argv[1]], null, PhotoLibrary\Parallelism::processes(1)) as $palette) { echo get_class($palette), "\n"; }';
passthru('PHP_INI_SCAN_DIR= ' . implode(' ', array_map(escapeshellarg(...), [PHP_BINARY, '-c', $ini, '-r', $script, image('small.jpg')])) . ' 2>&1');
unlink($ini);
unlink("{$folder}/photolibrary.so");
rmdir($folder);
?>
--EXPECT--
PhotoLibrary\Palette
