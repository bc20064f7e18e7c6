<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

use PhotoLibrary\Actions\Health\HealthCheck;
use PhotoLibrary\Actions\Journal\JournalEntry;

/**
 * A deployed server that is asked whether it is healthy. It holds its server, but no worker.
 */
final readonly class Verifying
{
    /** @param int|null $worker the one that deployed it; null: one of an earlier run */
    public function __construct(public JournalEntry $entry, public ?int $worker, public int $changed, public HealthCheck $check) {}
}
