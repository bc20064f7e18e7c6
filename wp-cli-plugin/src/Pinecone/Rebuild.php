<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Pinecone;

use PhotoLibrary\Cli\Interruption;
use PhotoLibrary\EngineException;
use PhotoLibrary\Failure;
use PhotoLibrary\FailureReason;
use PhotoLibrary\HttpBatch;
use PhotoLibrary\HttpResponse;
use PhotoLibrary\WordPress\Library\ColoredPhotos;
use PhotoLibrary\WordPress\Library\StorageError;

/**
 * Brings the dominant colours of all photos into the index. Photos are read from the database while requests are under
 * way, and no more of them than these carry.
 */
final class Rebuild
{
    /** Reasons of this plugin, beside those of the extension's failures. */
    private const NO_COLOR = 'no_color';
    private const NOT_TAKEN = 'not_taken';

    private ?Interruption $interruption = null;
    private ?string $advice = null;

    /** Why the library could not be read to its end. What was read before is sent and counted first. */
    private ?StorageError $unreadable = null;

    public function __construct(
        private readonly ColoredPhotos $photos,
        private readonly Batches $batches,
        private readonly Report $report,
    ) {}

    /**
     * Counts what would be sent.
     *
     * @throws StorageError
     */
    public function rehearse(): void
    {
        foreach ($this->batches->pack($this->vectors()) as $batch => $body) {
            $this->report->count($batch, $batch->photos, 1, '', '');
        }
        $this->report->finish();
        if ($this->unreadable !== null) {
            throw $this->unreadable;
        }
    }

    /**
     * @throws IndexError when the index takes nothing
     * @throws StorageError
     * @throws EngineException when nothing can be sent from here
     */
    public function run(Index $index, bool $clearFirst): void
    {
        try {
            $statistics = $index->statistics();
            $statistics->requireColors();
            $this->advice = $statistics->advice();
            $this->report->found($statistics);
            if ($clearFirst) {
                $index->clear();
            }
            $this->take($index, $index->upsert($this->batches->pack($this->vectors())));
            if ($this->interruption() === null) {
                $this->lookAfter($index);
            }
        } finally {
            $this->report->finish();
        }
    }

    /** The signal that stopped it; null if none did. */
    public function interruption(): ?Interruption
    {
        return $this->interruption?->orNull();
    }

    /** What to know of the index; null where all is well. */
    public function advice(): ?string
    {
        return $this->advice;
    }

    /** @return \Generator<int, Vector> */
    private function vectors(): \Generator
    {
        try {
            foreach ($this->photos->all() as $id => $photo) {
                $color = $photo->dominant();
                if ($color === null) {
                    $this->report->skip(self::NO_COLOR);
                    continue;
                }
                $vector = new Vector($photo, $color);
                $this->report->sample($vector);
                yield $id => $vector;
            }
        } catch (StorageError $error) {
            $this->unreadable = $error;
        }
    }

    /**
     * @throws IndexError
     * @throws StorageError
     */
    private function take(Index $index, HttpBatch $answers): void
    {
        $refusal = null;
        $interruption = $this->interruption = new Interruption($answers->stop(...));
        try {
            foreach ($answers as $batch => $outcome) {
                \assert($batch instanceof Batch);
                $this->count($index, $batch, $outcome);
                if ($refusal === null && $outcome instanceof HttpResponse && Index::isRefusal($outcome)) {
                    $refusal = $index->refusal($outcome);
                    $answers->stop();
                }
            }
        } finally {
            $interruption->release();
        }
        if ($refusal !== null || $this->unreadable !== null) {
            throw $refusal ?? $this->unreadable;
        }
    }

    private function lookAfter(Index $index): void
    {
        try {
            $this->report->left($index->statistics());
        } catch (IndexError) {
            // All is sent: what is missing is a number in the report.
        }
    }

    private function count(Index $index, Batch $batch, HttpResponse|Failure $outcome): void
    {
        if ($outcome instanceof Failure) {
            if ($outcome->reason !== FailureReason::Cancelled) {
                $this->report->count($batch, 0, $outcome->attempts, $outcome->reason->value, $index->message($outcome));
            }
            return;
        }
        try {
            $taken = $index->upserted($outcome);
            /* translators: 1 and 2: numbers. */
            $message = \sprintf(__('The index accepted %1$d of %2$d vectors.', 'photolibrary'), $taken, $batch->photos);
            $this->report->count($batch, $taken, $outcome->attempts, self::NOT_TAKEN, $message);
        } catch (IndexError) {
            $this->report->count($batch, 0, $outcome->attempts, FailureReason::HttpStatus->value, $index->message($outcome));
        }
    }
}
