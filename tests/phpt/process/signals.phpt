--TEST--
Processes: pcntl handlers run while a batch waits; Ctrl-C at the terminal does not reach the decoders
--SKIPIF--
<?php require __DIR__ . '/../needs_processes.inc'; ?>
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/common.inc';
alone();

pcntl_async_signals(true);
$handled = 0;
pcntl_signal(SIGINT, static function () use (&$handled): void { ++$handled; });
posix_setpgid(0, 0);
$palettes = 0;
foreach (PhotoLibrary\palettes(images(30), null, processes(2)) as $number => $result) {
    // To the whole process group, as a terminal does it.
    posix_kill(-posix_getpid(), SIGINT);
    $palettes += $result instanceof PhotoLibrary\Palette && $result->source !== '';
}
var_dump($handled > 0, $palettes);

$batch = PhotoLibrary\palettes(images(200), null, processes(2));
pcntl_signal(SIGTERM, static function () use ($batch): void { $batch->stop(); });
$taken = 0;
foreach ($batch as $result) {
    if (++$taken === 3) {
        posix_kill(getmypid(), SIGTERM);
    }
}
$s = $batch->statistics();
var_dump($taken === $s->pulled, $s->pulled < 200, $s->inFlight);
echo decoders_left(), "\n";
?>
--EXPECT--
bool(true)
int(30)
bool(true)
bool(true)
int(0)
0
exit 0, nothing left
