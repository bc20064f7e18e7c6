--TEST--
pcntl handlers run while a batch waits; what they throw comes out of the wait; the batch goes on
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\{PaletteOptions, Parallelism};

pcntl_async_signals(true);
$parent = getmypid();

/** Sends a signal to us whenever a byte is asked for: a source that comes with a signal, without any clock. */
$signal = static fn (int $number) => posix_kill(getmypid(), $number);

foreach ([Parallelism::sequential(), Parallelism::workers(2)] as $parallelism) {
    // A handler that only counts.
    $handled = 0;
    pcntl_signal(SIGUSR1, static function () use (&$handled): void { ++$handled; });
    $taken = 0;
    foreach (PhotoLibrary\palettes((static function () use ($signal): Generator {
        foreach (images(10) as $image) {
            $signal(SIGUSR1);
            yield $image;
        }
    })(), null, $parallelism) as $result) {
        ++$taken;
    }
    var_dump($handled, $taken);

    // A handler that stops the batch, from inside of valid().
    $batch = PhotoLibrary\palettes(images(200), null, $parallelism);
    pcntl_signal(SIGTERM, static function () use ($batch): void { $batch->stop(); });
    $taken = 0;
    foreach ($batch as $result) {
        if (++$taken === 3) {
            $signal(SIGTERM);
        }
    }
    $s = $batch->statistics();
    var_dump($taken === $s->pulled, $s->pulled < 200, $s->inFlight);
}

// A handler that runs inside of the wait itself and throws: the signal comes from another process while this one has
// nothing to do but to wait for a decoder that reads from a slow disk.
$child = pcntl_fork();
if ($child === 0) {
    for ($i = 0; $i < 200; ++$i) {
        usleep(20_000);
        posix_kill($parent, SIGUSR2);
    }
    posix_kill(getmypid(), SIGKILL);
}
$handled = 0;
pcntl_signal(SIGUSR2, static function () use (&$handled): void {
    if (++$handled === 2) {
        throw new DomainException('from the handler');
    }
});
$batch = PhotoLibrary\palettes(images(400), null, Parallelism::workers(1));
$taken = 0;
$inside = 'nothing thrown';
while (true) {
    try {
        if (!$batch->valid()) {
            break;
        }
        ++$taken;
        $batch->next();
    } catch (DomainException $exception) {
        $inside = $exception->getMessage();
    }
}
posix_kill($child, SIGKILL);
pcntl_signal(SIGUSR2, SIG_IGN);
pcntl_waitpid($child, $status);
var_dump($inside, $taken, $batch->statistics()->succeeded, threads());
?>
--EXPECT--
int(10)
int(10)
bool(true)
bool(true)
int(0)
int(10)
int(10)
bool(true)
bool(true)
int(0)
string(16) "from the handler"
int(400)
int(400)
int(1)
