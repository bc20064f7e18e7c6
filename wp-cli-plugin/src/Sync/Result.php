<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Sync;

use PhotoLibrary\Failure;
use PhotoLibrary\FailureReason;
use PhotoLibrary\Palette;
use PhotoLibrary\WordPress\Library\Attachment;

/**
 * What became of a job.
 */
final readonly class Result
{
    private const NOT_MODIFIED = 304;

    /** What a server says that may answer otherwise later: what HttpOptions::$retries repeats. */
    private const TEMPORARY = [408, 425, 429, 500, 502, 503, 504];

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

    /** What the report says of a failure; empty if it is none. The URL in it is without its query. */
    public function message(): string
    {
        $failure = $this->failure();
        if ($failure === null) {
            return '';
        }
        $message = $this->job->files->withoutPaths($failure->message, $this->job->truth);

        return match (true) {
            $failure->reason === FailureReason::BlockedAddress => \sprintf(
                /* translators: %s: a sentence. */
                __('%s. In WordPress, allow it with the filter photolibrary_http_options, then run again with --retry-failed.', 'photolibrary'),
                rtrim($message, '. '),
            ),
            $failure->reason === FailureReason::NotFound && $this->job->isRemote => __('The attachment has no URL to fetch the file from.', 'photolibrary'),
            $failure->reason === FailureReason::NotFound && $this->job->truth === '' && $this->job->attachment->file !== '' => __('The attachment names a file outside of the uploads folder; such files are not opened.', 'photolibrary'),
            default => $message,
        };
    }

    /** The server says that the photo is still that of the stored palette. */
    public function isUnchanged(): bool
    {
        return $this->job->isConditional && $this->failure()?->httpStatus === self::NOT_MODIFIED;
    }

    /** A failure of the network or the server, which says nothing of the photo and may have passed by the next run. */
    public function isTransient(): bool
    {
        return $this->job->isRemote && match ($this->failure()?->reason) {
            FailureReason::Network, FailureReason::Timeout => true,
            FailureReason::HttpStatus => \in_array($this->failure()->httpStatus, self::TEMPORARY, true),
            default => false,
        };
    }

    /** A photo that could not be asked for again keeps the palette it has. */
    public function isToBeStored(): bool
    {
        return !$this->isUnchanged() && !($this->job->isConditional && $this->isTransient());
    }
}
