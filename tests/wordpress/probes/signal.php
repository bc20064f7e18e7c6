<?php

/**
 * Sends a signal when the given number of images has been chosen, to this very process or, as a terminal does it, to its
 * group: SIGNAL_AT=30 SIGNAL=2 [SIGNAL_GROUP=1].
 */

declare(strict_types=1);

$left = (int) getenv('SIGNAL_AT');
add_filter('photolibrary_source', static function (array $candidates) use (&$left): array {
    if (--$left === 0) {
        posix_kill(getenv('SIGNAL_GROUP') === false ? posix_getpid() : -posix_getpgrp(), (int) getenv('SIGNAL'));
    }

    return $candidates;
});
