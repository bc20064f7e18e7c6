<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Sync;

/**
 * Is told how a run gets on.
 */
interface Observer
{
    /** @param int $total attachments that the run goes through, unless it is limited */
    public function started(Report $report, int $total): void;

    /** @param \Closure(): void $stop makes the run end early, in good order */
    public function computing(\Closure $stop): void;

    public function advanced(Report $report): void;

    public function warned(string $message): void;

    public function debugged(string $message): void;

    /** Called at the end of every run, also of one that an error ended. */
    public function ended(Report $report): void;
}
