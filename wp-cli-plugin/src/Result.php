<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress;

use PhotoLibrary\Failure;
use PhotoLibrary\Palette;

/**
 * What became of a job.
 */
final readonly class Result
{
    public function __construct(public Job $job, private Palette|Failure $outcome) {}

    public function attachment(): Attachment
    {
        return $this->job->attachment;
    }

    public function palette(): ?Palette
    {
        return $this->outcome instanceof Palette ? $this->outcome : null;
    }

    public function failure(): ?Failure
    {
        return $this->outcome instanceof Failure ? $this->outcome : null;
    }
}
