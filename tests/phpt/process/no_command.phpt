--TEST--
Processes: when no PHP is found that can serve, the exception says what was tried and which setting helps
--SKIPIF--
<?php require __DIR__ . '/../needs_processes.inc'; ?>
--FILE--
<?php
require __DIR__ . '/common.inc';
$binary = alone(['/there/is/no/php', '/bin/false', '/bin/cat'], ['photolibrary.php_binary=${PHOTOLIBRARY_VARIANT}']);

$message = thrown(static fn () => PhotoLibrary\palettes(images(3, 'small.jpg'), null, processes(2)));
foreach (['PhotoLibrary\EngineException', $binary, 'photolibrary.php_binary'] as $needed) {
    echo str_contains($message, $needed) ? 'named' : "not named in: $message", ' ';
}
echo count(iterator_to_array(PhotoLibrary\palettes(images(3, 'small.jpg'), null, PhotoLibrary\Parallelism::workers(2)), false)), ' ', decoders_left(), ' ', threads(), "\n";
?>
--EXPECT--
named named named 3 0 1
/there/is/no/php: exit 0, nothing left
named named named 3 0 1
/bin/false: exit 0, nothing left
named named named 3 0 1
/bin/cat: exit 0, nothing left
