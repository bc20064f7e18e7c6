<?php

/**
 * Lets WordPress go on in a child that is forked while threads compute palettes.
 */

declare(strict_types=1);

$sources = static function (): Generator {
    while (true) {
        yield PhotoLibrary\Source::bytes('no image');
    }
};
$batch = PhotoLibrary\palettes($sources(), null, PhotoLibrary\Parallelism::workers(2));
assert($batch->valid());
$child = pcntl_fork();
assert($child >= 0);
if ($child > 0) {
    pcntl_waitpid($child, $status);
    assert(is_int($status));
    exit(pcntl_wexitstatus($status));
}
