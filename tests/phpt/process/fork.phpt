--TEST--
Processes: pcntl_fork() before, in and between batches; the child has processes of its own, the parent goes on
--SKIPIF--
<?php require __DIR__ . '/../needs_processes.inc'; ?>
--EXTENSIONS--
pcntl
--FILE--
<?php
require __DIR__ . '/common.inc';
alone();

use PhotoLibrary\{Mode, Palette, Parallelism};

/** How many palettes a batch in processes gives. */
function palettes_of(int $count): int
{
    return count(array_filter(iterator_to_array(PhotoLibrary\palettes(images($count, 'small.jpg'), null, processes()), false), static fn ($result) => $result instanceof Palette));
}

/** @param callable(): bool $right */
function in_child(callable $right): string
{
    $pid = pcntl_fork();
    if ($pid === 0) {
        exit($right() ? 0 : 1);
    }

    return await_child($pid);
}

echo 'before: ', in_child(static fn (): bool => palettes_of(5) === 5), "\n";
$batch = PhotoLibrary\palettes(images(60), null, processes());
$taken = 0;
foreach ($batch as $result) {
    if (++$taken !== 5) {
        continue;
    }
    foreach (['valid', 'current', 'next', 'isReady', 'stop', 'statistics', 'stream'] as $method) {
        echo $method, ': ', in_child(static fn (): bool => thrown(static fn () => $batch->$method()) === 'PhotoLibrary\EngineException: this batch belongs to the process that made it, not to its fork'), "\n";
    }
    echo 'own batch: ', in_child(static fn (): bool => palettes_of(5) === 5 && Parallelism::detect()->mode === Mode::Processes), "\n";
    echo 'unset: ', in_child(static function () use (&$batch): bool {
        unset($batch);

        return true;
    }), "\n";
    echo 'exit: ', in_child(static fn (): bool => exit(0)), "\n";
}
echo $taken, ' ', $batch->statistics()->succeeded, "\n";
echo 'between: ', in_child(static fn (): bool => palettes_of(5) === 5), "\n";
echo palettes_of(5), ' ', decoders_left(), "\n";
?>
--EXPECT--
before: exit 0
valid: exit 0
current: exit 0
next: exit 0
isReady: exit 0
stop: exit 0
statistics: exit 0
stream: exit 0
own batch: exit 0
unset: exit 0
exit: exit 0
60 60
between: exit 0
5 0
exit 0, nothing left
