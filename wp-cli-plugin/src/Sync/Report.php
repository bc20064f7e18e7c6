<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Sync;

use PhotoLibrary\Cli\Account;
use PhotoLibrary\Parallelism;
use PhotoLibrary\Statistics;
use PhotoLibrary\WordPress\Library\Attachment;

/**
 * The account of a run over attachments, by SkipReason and FailureReason.
 */
final class Report extends Account
{
    /** @var list<int> named ids that are no images */
    private array $notImages = [];

    private Parallelism $parallelism;

    /** @var list<string> what confined the decoders */
    private array $sandbox = [];

    public function __construct(public readonly Request $request)
    {
        parent::__construct();
        $this->parallelism = $request->parallelism;
    }

    /** What a batch says about itself: it need not run as the request asks. */
    public function ranAs(Statistics $statistics): void
    {
        $this->parallelism = $statistics->parallelism;
        $this->sandbox = $statistics->sandbox;
    }

    public function parallelism(): Parallelism
    {
        return $this->parallelism;
    }

    public function skip(Attachment $attachment, SkipReason $reason): void
    {
        $this->addSkipped($reason->value);
        if ($reason === SkipReason::KnownFailure && $attachment->stored !== null) {
            $this->addKnownFailure(self::row($attachment, $attachment->stored->reason, $attachment->stored->message, true));
        } elseif ($reason === SkipReason::NotAnImage && $this->request->ids !== null) {
            $this->notImages[] = $attachment->id;
        }
    }

    public function count(Result $result): void
    {
        $failure = $result->failure();
        if ($failure === null) {
            $this->addProcessed();
            return;
        }
        $reason = $failure->reason->value;
        $this->addFailed($reason, 1, self::row($result->attachment(), $reason, $result->message(), false));
    }

    public function imagesPerSecond(): float
    {
        return $this->seconds() > 0.0 ? round($this->worked() / $this->seconds(), 1) : 0.0;
    }

    /** @return list<int> */
    public function notImages(): array
    {
        return $this->notImages;
    }

    /**
     * What is printed, under names that never change.
     *
     * @return array<string, int|float|string|bool|list<string>|array<string, int>|null>
     */
    public function toArray(): array
    {
        return [
            'site' => home_url(),
            'mode' => $this->parallelism->mode->value,
            'processes' => $this->parallelism->processes,
            'workers' => $this->parallelism->workers,
            'sandbox' => $this->worked() > 0 ? $this->sandbox : null, // known from the first image on
            'dry_run' => $this->request->dryRun,
            ...$this->totals(),
            'seconds' => round($this->seconds(), 3),
            'images_per_second' => $this->imagesPerSecond(),
        ];
    }

    /**
     * @param bool $isKnown from an earlier run
     * @return array{id: int, reason: string, message: string, known: bool}
     */
    private static function row(Attachment $attachment, string $reason, string $message, bool $isKnown): array
    {
        return [
            'id' => $attachment->id,
            'reason' => $reason,
            'message' => preg_replace('/\p{Cc}/u', "\u{FFFD}", mb_scrub($message, 'UTF-8')) ?? '', // names of files are any bytes
            'known' => $isKnown,
        ];
    }
}
