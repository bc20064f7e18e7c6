<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress;

use PhotoLibrary\Parallelism;
use PhotoLibrary\Statistics;

/**
 * The account of a run: every attachment it came to is counted exactly once, as processed, skipped or failed.
 */
final class SyncReport
{
    /** Failures that are listed one by one; all are counted. */
    private const MAX_LISTED = 1000;

    private int $processed = 0;

    /** @var array<string, int> by SkipReason */
    private array $skipped = [];

    /** @var array<string, int> by FailureReason */
    private array $failed = [];

    /** @var list<array{id: int, reason: string, message: string, known: bool}> */
    private array $failures = [];

    /** @var list<int> named ids that are no images */
    private array $notImages = [];

    private readonly float $started;
    private float $seconds = 0.0;

    private Parallelism $parallelism;

    /** @var list<string> what confined the decoders */
    private array $sandbox = [];

    public function __construct(public readonly SyncRequest $request, private readonly UploadedFiles $files)
    {
        $this->started = (float) hrtime(true);
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
        $this->skipped[$reason->value] = ($this->skipped[$reason->value] ?? 0) + 1;
        if ($reason === SkipReason::KnownFailure && $attachment->stored !== null) {
            $this->list($attachment, $attachment->stored->reason, $attachment->stored->message, true);
        } elseif ($reason === SkipReason::NotAnImage && $this->request->ids !== null) {
            $this->notImages[] = $attachment->id;
        }
    }

    public function count(Result $result): void
    {
        $failure = $result->failure();
        if ($failure === null) {
            ++$this->processed;
            return;
        }
        $reason = $failure->reason->value;
        $this->failed[$reason] = ($this->failed[$reason] ?? 0) + 1;
        $this->list($result->attachment(), $reason, $result->message($this->files), false);
    }

    public function finish(): void
    {
        $this->seconds = ((float) hrtime(true) - $this->started) / 1e9;
    }

    public function processed(): int
    {
        return $this->processed;
    }

    public function skipped(): int
    {
        return array_sum($this->skipped);
    }

    public function failed(): int
    {
        return array_sum($this->failed);
    }

    public function total(): int
    {
        return $this->processed + $this->skipped() + $this->failed();
    }

    /** Images that were read. */
    public function worked(): int
    {
        return $this->processed + $this->failed();
    }

    public function imagesPerSecond(): float
    {
        return $this->seconds > 0.0 ? round($this->worked() / $this->seconds, 1) : 0.0;
    }

    /** @return list<array{id: int, reason: string, message: string, known: bool}> known: from an earlier run */
    public function failures(): array
    {
        return $this->failures;
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
            'total' => $this->total(),
            'processed' => $this->processed,
            'skipped' => $this->skipped(),
            'failed' => $this->failed(),
            'skipped_by_reason' => $this->skipped,
            'failed_by_reason' => $this->failed,
            'seconds' => round($this->seconds, 3),
            'images_per_second' => $this->imagesPerSecond(),
        ];
    }

    private function list(Attachment $attachment, string $reason, string $message, bool $isKnown): void
    {
        if (\count($this->failures) < self::MAX_LISTED) {
            $this->failures[] = [
                'id' => $attachment->id,
                'reason' => $reason,
                'message' => mb_scrub($message, 'UTF-8'), // it names files, whose names are bytes
                'known' => $isKnown,
            ];
        }
    }
}
