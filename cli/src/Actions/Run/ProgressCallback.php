<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

/**
 * Calls a function several times a second with how far the run is.
 */
final readonly class ProgressCallback implements Observer
{
    use IgnoresEvents;

    /** @param \Closure(View): void $call */
    public function __construct(private \Closure $call) {}

    public function tick(View $view): void
    {
        ($this->call)($view);
    }
}
