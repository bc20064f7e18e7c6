<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress;

/**
 * An attachment whose palette is to be computed: the key of its source in the batch.
 */
final readonly class Job
{
    public function __construct(public Attachment $attachment, public string $truth, public string $fingerprint) {}
}
