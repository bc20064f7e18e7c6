<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

use PhotoLibrary\Action;
use PhotoLibrary\Actions\Ansible\PlaybookCommand;
use PhotoLibrary\Actions\Ansible\ReadyChecks;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Journal\ServerLock;
use PhotoLibrary\Actions\Support\ActionKind;

/**
 * Makes a command of an action, and its files, as late as possible: just before it begins.
 */
final readonly class Preparation
{
    public const TIMEOUT = 'timeout';
    public const EXTRA_VARS_FILE = PlaybookCommand::EXTRA_VARS;

    public function __construct(private RunContext $context) {}

    public function prepare(JournalEntry $entry): Prepared|Refusal
    {
        $objection = $this->objection($entry);
        if ($objection !== null) {
            return new Refusal($objection);
        }
        [$log, $events] = [$this->context->files->newLog($entry), $this->context->files->eventsFile($entry)];
        $command = PlaybookCommand::for($entry, $this->context->environment, $this->context->settings, $this->context->ansible, $events);

        return new Prepared(new Action(
            id: $entry->id,
            target: $entry->server,
            command: $command->argv,
            priority: $entry->priority,
            directory: $command->directory,
            environment: $command->environment,
            timeout: $this->timeoutOf($entry),
            outputFile: $log,
            lockFile: ServerLock::path($this->context->environment, $entry->server),
            stopSignal: SIGINT,
            stopGrace: $this->context->settings->stopGrace,
        ), $log, $events);
    }

    public function timeoutOf(JournalEntry $entry): float
    {
        $timeout = $entry->options[self::TIMEOUT] ?? null;

        return \is_float($timeout) || \is_int($timeout) ? (float) $timeout : $this->context->settings->actionTimeout;
    }

    private function objection(JournalEntry $entry): ?string
    {
        $server = $this->context->inventories->server($entry->server);
        if ($server === null) {
            return "the inventory of {$this->context->environment->name} has no server {$entry->server} any more";
        }

        $ready = ReadyChecks::of($server, $this->context->environment->root);
        if ($entry->kind === ActionKind::Check) {
            $this->context->status->updateReadyChecks($entry->server, $ready->checks);
        }
        if ($ready->problem !== null) {
            return $ready->problem;
        }
        $extraVars = $entry->options[self::EXTRA_VARS_FILE] ?? null;

        return $this->context->syntax->problem($entry->kind, \is_string($extraVars) ? $extraVars : null);
    }
}
