<?php

/**
 * Writes the processes that run the extension MODULE into the file PROCESSES when the fortieth image has been chosen, one
 * a line: id, niceness, niceness of its session (where the kernel has that). This very process is not among them.
 */

declare(strict_types=1);

$toChoose = getenv('PROCESSES') === false ? 0 : 40; // all these files share one scope
add_filter('photolibrary_source', static function (array $candidates) use (&$toChoose): array {
    if (--$toChoose !== 0) {
        return $candidates;
    }
    $lines = '';
    foreach (glob('/proc/[0-9]*') ?: [] as $folder) {
        if (str_contains((string) @file_get_contents("{$folder}/cmdline"), "extension='" . getenv('MODULE') . "'")) {
            $fields = explode(' ', (string) preg_replace('/^.*\) /', '', (string) @file_get_contents("{$folder}/stat")));
            $lines .= basename($folder) . ' ' . ($fields[16] ?? '')
                . preg_replace('/^.* nice( -?\d+)\n$/D', '$1', (string) @file_get_contents("{$folder}/autogroup")) . "\n";
        }
    }
    file_put_contents((string) getenv('PROCESSES'), $lines);

    return $candidates;
});
