<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Status\StatusManager;
use PhotoLibrary\Actions\Support\ActionKind;
use PhotoLibrary\Actions\Support\Environment;

/**
 * A server is deployed only if it was provisioned once. That its last deploy failed does not matter.
 */
final readonly class Gate
{
    public const FORCE = 'force';

    public function __construct(private Environment $environment, private StatusManager $status) {}

    /** @return string|null why the action must not begin; null if it may */
    public function objection(JournalEntry $entry): ?string
    {
        if ($entry->kind !== ActionKind::Deploy || ($entry->options[self::FORCE] ?? false) === true
            || $this->status->wasEverProvisioned($entry->server)) {
            return null;
        }

        return "must be provisioned first: run photolibrary actions provision {$this->environment->name} {$entry->server}, "
            . 'or deploy with --force';
    }
}
