<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Sync;

use PhotoLibrary\WordPress\Library\Attachment;
use PhotoLibrary\WordPress\Library\UploadedFiles;

/**
 * An attachment whose palette is to be computed: the key of its source in the batch. It does not hold the URL, which may
 * be signed.
 */
final readonly class Job
{
    /**
     * @param UploadedFiles $files where those of the attachment lie
     * @param string $truth path that the photo has on this machine, or would have
     * @param bool $isConditional asks the server for the photo only if it is another than that of the stored palette
     */
    public function __construct(
        public Attachment $attachment,
        public UploadedFiles $files,
        public string $truth,
        public string $fingerprint,
        public bool $isRemote = false,
        public bool $isConditional = false,
    ) {}
}
