--TEST--
Processes: however PHP ends in the middle of a batch, none of them is left
--SKIPIF--
<?php require __DIR__ . '/../needs_processes.inc'; ?>
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/common.inc';
$way = alone(['the end', 'exit', 'uncaught', 'fatal', 'memory', 'global', 'SIGTERM', 'SIGKILL']);

final class Fatal extends ArrayObject {}

ini_set('memory_limit', '32M');
$batch = PhotoLibrary\palettes(images(200), null, processes(2, 2));
foreach ($batch as $result) {
    match ($way) {
        'exit' => exit(7),
        'uncaught' => throw new DomainException('in the loop body'),
        'fatal' => eval('class Fatal {}'),
        'memory' => str_repeat('x', 100_000_000),
        'global' => $GLOBALS['kept'] = $batch,
        'SIGTERM' => posix_kill(getmypid(), SIGTERM),
        'SIGKILL' => posix_kill(getmypid(), SIGKILL),
        default => null,
    };
    if ($way === 'global') {
        break;
    }
}
?>
--EXPECTF--
the end: exit 0, nothing left
exit: exit 7, nothing left
%A: Uncaught DomainException: in the loop body in %a
uncaught: exit 255, nothing left
%A: Cannot %r(declare class Fatal,|redeclare class Fatal \(previously)%r %a
fatal: exit 255, nothing left
%A: Allowed memory size of %a
memory: exit 255, nothing left
global: exit 0, nothing left
SIGTERM: signal 15, nothing left
SIGKILL: signal 9, nothing left
