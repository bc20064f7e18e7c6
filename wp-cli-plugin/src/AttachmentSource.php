<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress;

use PhotoLibrary\Source;

/**
 * Goes through the attachments of a request and gives those that need work, each with the files to choose from.
 */
final readonly class AttachmentSource
{
    public function __construct(
        private AttachmentPages $pages,
        private UploadedFiles $files,
        private SyncRequest $request,
    ) {}

    /**
     * Lazily: a job is made when the batch has room for it.
     *
     * @param \Closure(Attachment, SkipReason): void $skip called for each attachment that needs no work
     * @return \Generator<Job, Source>
     */
    public function jobs(\Closure $skip): \Generator
    {
        $left = $this->request->maxImages;
        foreach ($this->pages->attachments() as $attachment) {
            $truth = $this->files->truth($attachment);
            $fingerprint = $this->files->fingerprint($attachment, $truth);
            $reason = $this->reasonToSkip($attachment, $truth, $fingerprint);
            if ($reason !== null) {
                $skip($attachment, $reason);
                continue;
            }
            yield new Job($attachment, $truth, $fingerprint)
                => Source::cheapest($truth, $this->files->candidates($attachment, $truth), UploadedFiles::MIN_LONG_SIDE);
            if (--$left === 0) {
                return;
            }
        }
    }

    private function reasonToSkip(Attachment $attachment, string $truth, string $fingerprint): ?SkipReason
    {
        if (!$attachment->isImage()) {
            return SkipReason::NotAnImage;
        }
        if ($this->files->isRemote($attachment, $truth)) {
            return SkipReason::Remote;
        }
        $stored = $attachment->stored;
        if ($stored === null || $this->request->force || $stored->fingerprint !== $fingerprint) {
            return null;
        }
        if ($stored->failed) {
            return $this->request->retryFailed || $this->request->ids !== null ? null : SkipReason::KnownFailure;
        }

        return $stored->parameters === $this->request->options->hash() ? SkipReason::UpToDate : null;
    }
}
