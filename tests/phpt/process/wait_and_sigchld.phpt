--TEST--
Processes: pcntl_wait() finds none of them, before, in and after a batch; a handler of SIGCHLD does no harm
--SKIPIF--
<?php require __DIR__ . '/../needs_processes.inc'; ?>
--EXTENSIONS--
pcntl
--FILE--
<?php
require __DIR__ . '/common.inc';
$how = alone(['handler', 'ignored']);

function waited(): string
{
    return pcntl_waitpid(-1, $status, WNOHANG) === -1 && pcntl_get_last_error() === PCNTL_ECHILD ? 'none' : 'some';
}

pcntl_async_signals(true);
pcntl_signal(SIGCHLD, $how === 'ignored' ? SIG_IGN : static function (): void {
    while (pcntl_waitpid(-1, $status, WNOHANG) > 0);
});
$found = [waited()];
$count = 0;
foreach ([1, 2] as $time) {
    foreach (PhotoLibrary\palettes(images(20, 'small.jpg'), null, processes(2)) as $result) {
        $count += $result instanceof PhotoLibrary\Palette;
        $found[] = waited();
    }
    $found[] = waited();
}
echo $count, ' ', implode(' ', array_unique($found)), ' ', decoders_left(), "\n";
?>
--EXPECT--
40 none 0
handler: exit 0, nothing left
40 none 0
ignored: exit 0, nothing left
