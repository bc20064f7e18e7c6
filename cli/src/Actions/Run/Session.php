<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

use PhotoLibrary\Actions\Ansible\AnsibleConfig;
use PhotoLibrary\Actions\Ansible\Probe;
use PhotoLibrary\Actions\Ansible\SyntaxCheck;
use PhotoLibrary\Actions\Config\Settings;
use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Journal\Journal;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Journal\LegacyQueue;
use PhotoLibrary\Actions\Journal\Recovery;
use PhotoLibrary\Actions\Journal\RecoveryReport;
use PhotoLibrary\Actions\Journal\RunnerLock;
use PhotoLibrary\Actions\Status\StatusManager;
use PhotoLibrary\Actions\Support\Environment;

/**
 * One run from its beginning to its report: what has to be in order before the first action begins, what an earlier run
 * has left, the loop, and what follows it.
 */
final class Session
{
    private readonly LogFiles $files;
    private readonly Redactor $redactor;
    private readonly Observer $observer;
    private readonly string $run;
    private ?Runner $runner = null;
    private ?int $workers = null;

    /** Signals may come before the loop. */
    private bool $isStopped = false;
    private bool $isForced = false;

    public function __construct(
        private readonly Environment $environment,
        private readonly Settings $settings,
        private readonly Journal $journal,
        private readonly StatusManager $status,
        private readonly Inventories $inventories,
        private readonly SyntaxCheck $syntax,
        private readonly RunnerLock $lock,
        Observer $observer,
    ) {
        $this->files = new LogFiles($environment);
        $this->files->prepare();
        $this->redactor = new Redactor(Redactor::valuesOf($settings->secrets));
        $log = new OrchestratorLog(OrchestratorLog::fileLogger("{$environment->logFolder()}/orchestrator.log"));
        $this->observer = new Observers($log, $observer, new ProgressCallback((new LockProgress($lock))->note(...)));
        $this->run = date('Ymd_His') . '_' . getmypid();
    }

    /** @param list<string> $servers only actions of these; none: of all */
    public function run(int $workers, array $servers, bool $staysOpen): Report
    {
        $report = new Report($this->environment->name, $this->run, max(1, $workers));
        foreach (LegacyQueue::import($this->environment, $this->journal) as $line) {
            $this->observer->note($line);
        }
        if ($staysOpen || $this->journal->active() !== [] || $this->journal->waiting() !== []) {
            $this->learnSecrets();
        }
        $recovery = (new Recovery($this->journal, new EventsVerdict($this->redactor), $this->settings->onUnknown))->recover($this->lock, $this->isUnverified(...));
        $this->status->forgetPassing(array_map(static fn(JournalEntry $entry): string => $entry->server, $recovery->adopted));
        $this->tell($recovery, $report);
        if ($staysOpen || $recovery->adopted !== [] || $this->journal->waiting() !== []) {
            $this->loop($report, $recovery, $workers, $servers, $staysOpen);
        }
        $this->close($report);

        return $report;
    }

    public function setMaxWorkers(int $workers): void
    {
        $this->workers = $workers;
        $this->runner?->setMaxWorkers($workers);
    }

    public function activeWorkers(): int
    {
        return $this->runner?->activeWorkers() ?? 0;
    }

    public function stop(bool $force): void
    {
        $this->isStopped = true;
        $this->isForced = $this->isForced || $force;
        $this->runner?->stop($force);
    }

    /** @param list<string> $servers */
    private function loop(Report $report, RecoveryReport $recovery, int $workers, array $servers, bool $staysOpen): void
    {
        $context = $this->context($servers);
        $this->runner = new Runner($context, $this->observer, $report, $this->workers ?? $workers);
        if ($this->isStopped) {
            $this->runner->stop($this->isForced);
        }
        try {
            $this->runner->run($recovery->adopted, $staysOpen);
        } finally {
            $this->runner = null;
        }
    }

    /**
     * What can be found out before the first server is touched.
     *
     * @param list<string> $servers
     */
    private function context(array $servers): RunContext
    {
        $ansible = AnsibleConfig::read($this->environment);
        foreach ([...$this->settings->warnings, ...$ansible->warnings] as $warning) {
            $this->observer->warning($warning);
        }
        Probe::require($this->environment, $ansible);

        return new RunContext(
            $this->environment,
            $this->settings,
            $this->journal,
            $this->status,
            $this->inventories,
            $ansible,
            $this->syntax,
            $this->files,
            $this->redactor,
            $this->run,
            $servers,
        );
    }

    /** A deploy that ended well unwatched, or while its health was being checked: the loop checks it now. */
    private function isUnverified(JournalEntry $entry): bool
    {
        return Ending::wantsHealthCheck($entry, $this->settings)
            && (new EventsVerdict($this->redactor))->read($entry)->state === EntryState::Ok;
    }

    private function learnSecrets(): void
    {
        $this->redactor->add($this->inventories->secrets());
        if ($this->redactor->tooShort() > 0) {
            $this->observer->warning("{$this->redactor->tooShort()} secrets are shorter than 4 characters: they stand in too many words to be hidden in logs.");
        }
    }

    private function tell(RecoveryReport $recovery, Report $report): void
    {
        // What is still at work the loop tells itself.
        $ended = new RecoveryReport([], $recovery->recovered, $recovery->requeued, $recovery->unknown);
        foreach ($ended->lines() as $line) {
            $this->observer->note($this->redactor->text($line));
        }
        $states = new ServerStates($this->status, $this->observer);
        foreach ([...$recovery->recovered, ...$recovery->unknown] as $entry) {
            $states->ended($entry);
            $report->add($entry);
            $this->redactor->filesOf($entry);
        }
    }

    private function close(Report $report): void
    {
        $blocked = [];
        foreach ($this->journal->entries(EntryState::Unknown) as $entry) {
            $report->add($entry);
            $report->advise(Advice::resolve($entry));
            $blocked[$entry->server] = true;
        }
        if ($report->count(EntryState::Held) > 0) {
            $report->advise(Advice::held($report->count(EntryState::Held), $this->environment->name));
        }
        $waiting = array_filter($report->entries(), static fn(JournalEntry $entry): bool => $entry->state->isWaiting() && !isset($blocked[$entry->server]));
        if ($waiting !== []) {
            $report->advise(Advice::waiting(\count($waiting), $this->environment->name));
        }
        $report->finish();
        $this->journal->prune(microtime(true) - $this->settings->historyRetention);
        if ($this->settings->notifyUrl !== null && $report->total() > 0) {
            $problem = Notice::send($this->settings->notifyUrl, $report);
            if ($problem !== null) {
                $this->observer->warning("The report did not reach notify_url: {$problem}");
            }
        }
        $this->observer->runEnded($report);
    }
}
