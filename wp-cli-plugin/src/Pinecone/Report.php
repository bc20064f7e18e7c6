<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Pinecone;

use PhotoLibrary\Cli\Account;

/**
 * The account of a rebuild: every photo that has a palette is counted once, as processed, skipped or failed.
 */
final class Report extends Account
{
    private const SAMPLES = 3;

    private int $batches = 0;
    private int $retried = 0;

    /** @var list<array{id: string, values: string, metadata: string}> */
    private array $samples = [];

    /** Vectors of our namespace; null where the index was not asked. */
    private ?int $before = null;
    private ?int $after = null;

    public function __construct(private readonly string $namespace, private readonly int $batchSize, public readonly bool $dryRun)
    {
        parent::__construct();
    }

    public function skip(string $reason): void
    {
        $this->addSkipped($reason);
    }

    /**
     * @param int $taken photos of the batch that the index took
     * @param string $reason why it did not take the others
     */
    public function count(Batch $batch, int $taken, int $attempts, string $reason, string $message): void
    {
        ++$this->batches;
        $this->retried += max(0, $attempts - 1);
        $taken = max(0, min($taken, $batch->photos));
        $this->addProcessed($taken);
        $lost = $batch->photos - $taken;
        if ($lost === 0) {
            return;
        }
        $ids = $batch->photos === 1 ? (string) $batch->firstId : "{$batch->firstId}-{$batch->lastId}";
        $this->addFailed($reason, $lost, ['ids' => $ids, 'photos' => $lost, 'reason' => $reason, 'message' => $message]);
    }

    public function sample(Vector $vector): void
    {
        if ($this->dryRun && \count($this->samples) < self::SAMPLES) {
            ['id' => $id, 'values' => $values, 'metadata' => $metadata] = $vector->toArray();
            $this->samples[] = ['id' => $id, 'values' => Index::json($values), 'metadata' => Index::json($metadata)];
        }
    }

    public function found(Statistics $statistics): void
    {
        $this->before = $statistics->vectors[$this->namespace] ?? 0;
    }

    public function left(Statistics $statistics): void
    {
        $this->after = $statistics->vectors[$this->namespace] ?? 0;
    }

    /** @return list<array{id: string, values: string, metadata: string}> the first vectors, of a dry run */
    public function samples(): array
    {
        return $this->samples;
    }

    /**
     * What is printed, under names that never change.
     *
     * @return array<string, int|float|string|bool|array<string, int>|null>
     */
    public function toArray(): array
    {
        return [
            'site' => home_url(),
            'namespace' => $this->namespace,
            'dry_run' => $this->dryRun,
            'batch_size' => $this->batchSize,
            ...$this->totals(),
            'batches' => $this->batches,
            'retried' => $this->retried,
            'vectors_before' => $this->before,
            'vectors_after' => $this->after,
            'seconds' => round($this->seconds(), 3),
        ];
    }
}
