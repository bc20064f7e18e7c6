<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Sync;

use PhotoLibrary\Batch;
use PhotoLibrary\EngineException;
use PhotoLibrary\FailureReason;
use PhotoLibrary\WordPress\Cli\UsageError;
use PhotoLibrary\WordPress\Library\Attachment;
use PhotoLibrary\WordPress\Library\AttachmentPages;
use PhotoLibrary\WordPress\Library\Database;
use PhotoLibrary\WordPress\Library\Schema;
use PhotoLibrary\WordPress\Library\StorageError;
use PhotoLibrary\WordPress\Library\UploadedFiles;

/**
 * Runs a request: one batch of the extension spans it, results are stored a few at a time while the next are computed.
 * Only this process talks to the database.
 */
final class Runner
{
    private const NICENESS = 'photolibrary.nice';

    private readonly Schema $schema;
    private readonly UploadedFiles $files;

    /** @var list<Result> */
    private array $pending = [];

    public function __construct(private readonly Database $database, private readonly Observer $observer)
    {
        $this->schema = new Schema($database);
        $this->files = UploadedFiles::ofBlog();
    }

    /**
     * @throws EngineException when the parallelism that was asked for cannot run here, or breaks down
     * @throws StorageError
     * @throws UsageError when the site's filter for transfers returns what means nothing
     */
    public function run(Request $request): Report
    {
        $options = $request->options->with(http: Transfers::options($request->transfers));
        if (!$request->dryRun) {
            $this->schema->install();
        }
        $report = new Report($request, $this->files);
        $pages = new AttachmentPages($this->database, $this->schema, $request->ids);
        $jobs = fn(): \Generator => (new AttachmentSource($pages, $this->files, $request))->jobs(
            function (Attachment $attachment, SkipReason $reason) use ($report): void {
                $report->skip($attachment, $reason);
                $this->observer->advanced($report);
            },
        );
        $niceness = ini_set(self::NICENESS, $request->nice);
        try {
            $this->compute((new BatchStarter($request, $options, $this->observer))->start($jobs), $report, $pages->count());
        } finally {
            $niceness === false || ini_set(self::NICENESS, $niceness);
        }

        return $report;
    }

    private function compute(Batch $batch, Report $report, int $total): void
    {
        $report->ranAs($batch->statistics());
        $this->observer->started($report, $total);
        $this->observer->debugged('computing: ' . json_encode($report->parallelism(), JSON_THROW_ON_ERROR));
        $this->observer->computing($batch->stop(...));
        try {
            $this->take($batch, $report, $report->request->dryRun ? null : $this->store($report->request));
        } finally {
            $report->ranAs($batch->statistics());
            $report->finish();
            $this->observer->ended($report);
            $this->observer->debugged('computed: ' . json_encode($batch->statistics(), JSON_THROW_ON_ERROR));
        }
    }

    private function store(Request $request): PaletteStore
    {
        return new PaletteStore(
            $this->database,
            $this->schema,
            $this->files,
            $request->options->hash(),
            bin2hex(random_bytes(8)),
        );
    }

    /** What was computed is stored also when the library cannot be read any further. */
    private function take(Batch $batch, Report $report, ?PaletteStore $store): void
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
                    $this->commit($report, $store);
                }
            }
        } finally {
            $this->commit($report, $store);
        }
    }

    private function commit(Report $report, ?PaletteStore $store): void
    {
        $results = $this->pending;
        $this->pending = [];
        if ($results === []) {
            return;
        }
        $started = hrtime(true);
        $store?->commit(array_values(array_filter($results, static fn(Result $result): bool => $result->isToBeStored())));
        $this->observer->debugged(\sprintf(
            '%s %d results in %.1f ms',
            $store === null ? 'counted' : 'stored',
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
