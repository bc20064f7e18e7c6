<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

use PhotoLibrary\Actions\Journal\RunnerLock;
use PhotoLibrary\Cli\Clock;

/**
 * Tells who comes second how far the run is, once a second.
 */
final class LockProgress
{
    private float $toldAt = 0.0;

    public function __construct(private readonly RunnerLock $lock) {}

    public function note(View $view): void
    {
        $now = Clock::seconds();
        if ($now - $this->toldAt >= 1.0) {
            $this->toldAt = $now;
            $this->lock->update("{$view->done} of {$view->total()} done, {$view->active} active");
        }
    }
}
