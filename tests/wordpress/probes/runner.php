<?php

/**
 * A run between two arrays, with no library: wp eval-file --use-include runner.php PHOTO... prints what it came to as JSON. The first
 * photo is skipped.
 */

declare(strict_types=1);

use PhotoLibrary\Parallelism;
use PhotoLibrary\Source;
use PhotoLibrary\WordPress\Cli\ConsoleObserver;
use PhotoLibrary\WordPress\Library\Attachment;
use PhotoLibrary\WordPress\Library\UploadedFiles;
use PhotoLibrary\WordPress\Sync\Job;
use PhotoLibrary\WordPress\Sync\JobSource;
use PhotoLibrary\WordPress\Sync\Request;
use PhotoLibrary\WordPress\Sync\Result;
use PhotoLibrary\WordPress\Sync\ResultSink;
use PhotoLibrary\WordPress\Sync\Runner;
use PhotoLibrary\WordPress\Sync\SkipReason;

/** @var list<string> $args of wp eval-file */
$jobs = new class ($args) implements JobSource {
    /** @param list<string> $photos */
    public function __construct(private readonly array $photos) {}

    public function count(): int
    {
        return count($this->photos);
    }

    /** @return Generator<Job, Source> */
    public function jobs(Closure $skip): Generator
    {
        foreach ($this->photos as $number => $photo) {
            $attachment = new Attachment($number + 1, 'image/jpeg', basename($photo), [], null);
            if ($number === 0) {
                $skip($attachment, SkipReason::UpToDate);
            } else {
                yield new Job($attachment, new UploadedFiles(dirname($photo)), $photo, '') => Source::path($photo);
            }
        }
    }
};

$sink = new class implements ResultSink {
    public int $opened = 0;

    /** @var list<list<array{id: int, dominant: string|null, message: string}>> */
    public array $batches = [];

    public function open(): void
    {
        ++$this->opened;
    }

    public function put(array $results): void
    {
        $this->batches[] = array_map(static fn(Result $result): array => [
            'id' => $result->attachment()->id,
            'dominant' => $result->palette()?->dominant()?->color->toHex(),
            'message' => $result->message(),
        ], $results);
    }
};

$report = (new Runner($jobs, $sink, new ConsoleObserver()))->run(new Request(null, Parallelism::workers(2), batchSize: 2));
echo json_encode([
    'total' => $report->total(),
    'processed' => $report->processed(),
    'skipped' => $report->skipped(),
    'failed' => $report->failed(),
    'opened' => $sink->opened,
    'batches' => $sink->batches,
], JSON_THROW_ON_ERROR);
