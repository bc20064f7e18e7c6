<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Sync;

use PhotoLibrary\Batch;
use PhotoLibrary\Cli\UsageError;
use PhotoLibrary\EngineException;
use PhotoLibrary\FailureReason;
use PhotoLibrary\WordPress\Library\Attachment;
use PhotoLibrary\WordPress\Library\StorageError;

/**
 * Runs a request: one batch of the extension spans it, results are stored a few at a time while the next are computed.
 * Where jobs come from and where results go is for others to say; both are called in this process only.
 */
final class Runner
{
    private const NICENESS = 'photolibrary.nice';

    /** @var list<Result> */
    private array $pending = [];

    /** @param ResultSink|null $results null: they are counted only */
    public function __construct(
        private readonly JobSource $jobs,
        private readonly ?ResultSink $results,
        private readonly Observer $observer,
    ) {}

    /**
     * @throws EngineException when the parallelism that was asked for cannot run here, or breaks down
     * @throws StorageError
     * @throws UsageError when the site's filter for transfers returns what means nothing
     */
    public function run(Request $request): Report
    {
        $options = $request->options->with(http: Transfers::options($request->transfers));
        $this->results?->open();
        $report = new Report($request);
        $jobs = fn(): iterable => $this->jobs->jobs(
            function (Attachment $attachment, SkipReason $reason) use ($report): void {
                $report->skip($attachment, $reason);
                $this->observer->advanced($report);
            },
        );
        $niceness = ini_set(self::NICENESS, $request->nice);
        try {
            $this->compute((new BatchStarter($request, $options, $this->observer))->start($jobs), $report);
        } finally {
            $niceness === false || ini_set(self::NICENESS, $niceness);
        }

        return $report;
    }

    private function compute(Batch $batch, Report $report): void
    {
        $report->ranAs($batch->statistics());
        $this->observer->started($report, $this->jobs->count());
        $this->observer->debugged('computing: ' . json_encode($report->parallelism(), JSON_THROW_ON_ERROR));
        $this->observer->computing($batch->stop(...));
        try {
            $this->take($batch, $report);
        } finally {
            $report->ranAs($batch->statistics());
            $report->finish();
            $this->observer->ended($report);
            $this->observer->debugged('computed: ' . json_encode($batch->statistics(), JSON_THROW_ON_ERROR));
        }
    }

    /** What was computed is stored also when the source of jobs fails. */
    private function take(Batch $batch, Report $report): void
    {
        $this->pending = [];
        try {
            foreach ($batch as $job => $outcome) {
                \assert($job instanceof Job);
                $result = new Result($job, $outcome);
                if ($result->failure()?->reason === FailureReason::Cancelled) {
                    continue;
                }
                $this->pending[] = $result;
                if (\count($this->pending) >= $report->request->batchSize) {
                    $this->commit($report);
                }
            }
        } finally {
            $this->commit($report);
        }
    }

    private function commit(Report $report): void
    {
        $results = $this->pending;
        $this->pending = [];
        if ($results === []) {
            return;
        }
        $started = hrtime(true);
        $this->results?->put(array_values(array_filter($results, static fn(Result $result): bool => $result->isToBeStored())));
        $this->observer->debugged(\sprintf(
            '%s %d results in %.1f ms',
            $this->results === null ? 'counted' : 'stored',
            \count($results),
            (hrtime(true) - $started) / 1e6,
        ));
        foreach ($results as $result) {
            if ($result->isUnchanged()) {
                $report->skip($result->attachment(), SkipReason::UpToDate);
            } else {
                $report->count($result);
            }
        }
        $this->observer->advanced($report);
    }
}
