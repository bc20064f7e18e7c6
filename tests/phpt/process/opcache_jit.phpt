--TEST--
Processes: with opcache and its JIT
--SKIPIF--
<?php
require __DIR__ . '/../needs_processes.inc';
if (!is_file(PHP_EXTENSION_DIR . '/opcache.so')) die('skip there is no opcache to load');
?>
--FILE--
<?php
require __DIR__ . '/common.inc';
alone(['once'], ['zend_extension=opcache', 'opcache.enable_cli=1', 'opcache.jit=tracing', 'opcache.jit_buffer_size=16M']);

$count = 0;
for ($i = 0; $i < 5; ++$i) {
    foreach (PhotoLibrary\palettes(images(50, 'small.jpg'), null, processes(2)) as $result) {
        $count += $result->width > 0 ? 1 : 0;
    }
}
var_dump(opcache_get_status(false)['jit']['on'] ?? false, $count, decoders_left());
?>
--EXPECT--
bool(true)
int(250)
int(0)
exit 0, nothing left
