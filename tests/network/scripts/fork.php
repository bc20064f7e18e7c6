<?php

/** Forks in the middle of a batch: fork.php KIND URL */

declare(strict_types=1);

use PhotoLibrary\EngineException;
use PhotoLibrary\HttpResponse;
use PhotoLibrary\Palette;

require __DIR__ . '/common.php';

[, $kind, $url] = $argv + ['', '', ''];
$batch = batch($kind, $url, static function (): void {}, 40);
$good = 0;
$said = 'nothing';
foreach ($batch as $result) {
    $good += $result instanceof HttpResponse || $result instanceof Palette ? 1 : 0;
    if ($good !== 3) {
        continue;
    }
    $child = pcntl_fork();
    if ($child === 0) {
        try {
            $batch->next();
            $batch->valid();
            echo "the child could use the batch\n";
        } catch (EngineException) {
            echo "the child is fine\n";
        }
        // The ordinary way: with all destructors.
        exit(0);
    }
    pcntl_waitpid($child, $status);
    if (!is_int($status) || !pcntl_wifexited($status) || pcntl_wexitstatus($status) !== 0) {
        echo "the child ended badly\n";
    }
}
echo $good === 40 ? "the parent is fine\n" : "the parent has {$good} results\n";
