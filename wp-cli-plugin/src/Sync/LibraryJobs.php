<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Sync;

use PhotoLibrary\Source;
use PhotoLibrary\WordPress\Library\Attachment;
use PhotoLibrary\WordPress\Library\AttachmentPages;
use PhotoLibrary\WordPress\Library\StoredPalette;
use PhotoLibrary\WordPress\Library\UploadedFiles;

/**
 * Goes through the attachments of a request and gives those that need work, each with what to read.
 */
final readonly class LibraryJobs implements JobSource
{
    public function __construct(
        private AttachmentPages $pages,
        private UploadedFiles $files,
        private Request $request,
    ) {}

    public function count(): int
    {
        return $this->pages->count();
    }

    /**
     * Lazily: a job is made when the batch has room for it.
     *
     * @return \Generator<Job, Source>
     */
    public function jobs(\Closure $skip): \Generator
    {
        $left = $this->request->maxImages;
        foreach ($this->pages->attachments() as $attachment) {
            $task = $this->task($attachment);
            if ($task instanceof SkipReason) {
                $skip($attachment, $task);
                continue;
            }
            [$job, $source] = $task;
            yield $job => $source;
            if (--$left === 0) {
                return;
            }
        }
    }

    /** @return array{Job, Source}|SkipReason */
    private function task(Attachment $attachment): array|SkipReason
    {
        if (!$attachment->isImage()) {
            return SkipReason::NotAnImage;
        }
        $truth = $this->files->truth($attachment);
        if ($this->request->source === SourceChoice::Local && $this->files->isRemote($attachment, $truth)) {
            return SkipReason::Remote;
        }
        $fingerprint = $this->files->fingerprint($attachment, $truth);
        $reason = $this->reasonToSkip($attachment->stored, $fingerprint);
        $isCurrent = $reason === SkipReason::UpToDate;
        if ($reason !== null && !($isCurrent && $this->request->refresh)) {
            return $reason;
        }
        if (!$this->isReadRemotely($attachment, $truth)) {
            return $reason ?? [
                new Job($attachment, $this->files, $truth, $fingerprint),
                Source::cheapest($truth, $this->files->candidates($attachment, $truth), UploadedFiles::MIN_LONG_SIDE),
            ];
        }
        $conditions = $isCurrent ? $attachment->stored?->conditions() ?? [] : [];

        return [
            new Job($attachment, $this->files, $truth, $fingerprint, isRemote: true, isConditional: $conditions !== []),
            self::remoteSource($this->files->url($attachment), $conditions),
        ];
    }

    /** @param array<string, string> $headers */
    private static function remoteSource(string $url, array $headers): Source
    {
        try {
            return Source::url($url, $headers);
        } catch (\ValueError) { // from a filter, or there is none
            return Source::path('');
        }
    }

    private function isReadRemotely(Attachment $attachment, string $truth): bool
    {
        return match ($this->request->source) {
            SourceChoice::Local => false,
            SourceChoice::Auto => $this->files->isRemote($attachment, $truth),
            SourceChoice::Remote => $attachment->file !== '',
        };
    }

    private function reasonToSkip(?StoredPalette $stored, string $fingerprint): ?SkipReason
    {
        if ($stored === null || $this->request->force || $stored->fingerprint !== $fingerprint) {
            return null;
        }
        if ($stored->failed) {
            return $this->request->retryFailed || $this->request->ids !== null ? null : SkipReason::KnownFailure;
        }

        return $stored->parameters === $this->request->options->hash() ? SkipReason::UpToDate : null;
    }
}
