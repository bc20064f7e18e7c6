--TEST--
Processes: max_execution_time counts what PHP does, not what its processes do
--SKIPIF--
<?php
require __DIR__ . '/../needs_processes.inc';
ob_start();
phpinfo(INFO_GENERAL);
if (str_contains(ob_get_clean(), 'Zend Max Execution Timers => enabled')) die('skip this PHP counts the time that passes, whoever works');
?>
--FILE--
<?php
require __DIR__ . '/common.inc';
alone();
set_time_limit(1);

// CPU time that was used by processes which have ended is in /proc only for as long as they live.
$used = 0.0;
$images = (static function () use (&$used): Generator {
    while ($used < 2.0) {
        yield image('large.jpg');
    }
})();
foreach (PhotoLibrary\palettes($images, null, processes(2)) as $number => $result) {
    if ($number % 10 !== 0) {
        continue;
    }
    $sum = 0;
    foreach (family()->decoders() as $pid) {
        $fields = explode(' ', (string) preg_replace('/^.*\) /s', '', (string) @file_get_contents("/proc/$pid/stat")));
        $sum += ((int) ($fields[11] ?? 0) + (int) ($fields[12] ?? 0)) / 100;
    }
    $used = max($used, $sum);
}
var_dump($used >= 2.0);
?>
--EXPECT--
bool(true)
exit 0, nothing left
