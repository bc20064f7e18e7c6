<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Command;

use PhotoLibrary\Actions\Journal\EntryException;
use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Journal\Journal;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Journal\NewEntry;
use PhotoLibrary\Actions\Status\ServerState;
use PhotoLibrary\Actions\Status\StatusManager;
use PhotoLibrary\Actions\Support\ActionKind;
use PhotoLibrary\Actions\Support\Environment;
use PhotoLibrary\Actions\Support\ExitCode;
use PhotoLibrary\Cli\Text;
use PhotoLibrary\Cli\UsageError;
use Symfony\Component\Console\Input\InputArgument;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Input\InputOption;
use Symfony\Component\Console\Output\ConsoleOutputInterface;

/**
 * A person has looked at the server and says how an action ended of which nobody knew it.
 */
final class ResolveCommand extends ActionsCommand
{
    private const ENDS = ['done' => EntryState::Ok, 'failed' => EntryState::Failed, 'retry' => EntryState::Queued];

    public function __construct()
    {
        parent::__construct('resolve', 'Says how an action ended of which nobody knows it');
    }

    protected function configure(): void
    {
        $this->addArgument('id', InputArgument::REQUIRED, 'Id of the action, or enough of its beginning');
        $this->addOption(
            'as',
            null,
            InputOption::VALUE_REQUIRED,
            'done, failed, or retry: queues it once more',
            null,
            array_keys(self::ENDS),
        );
    }

    protected function act(InputInterface $input, ConsoleOutputInterface $output): int
    {
        $as = $input->getOption('as');
        $end = \is_string($as) ? self::ENDS[$as] ?? null : null;
        if ($end === null) {
            throw new UsageError(new Text('How did it end? Write --as=done, --as=failed or --as=retry.'));
        }
        [$environment, $entry] = Lookup::find(self::argument($input, 'id'));
        $journal = Journal::open($environment);
        if (!$journal->resolve($entry->id, $end, "resolved as {$as} by " . NewEntry::user())) {
            throw new EntryException(self::objection($journal->find($entry->id)));
        }
        if ($end !== EntryState::Queued) {
            self::note($environment, $entry, $end);
        }
        self::say($output, $end === EntryState::Queued
            ? "{$entry->title()} is queued again. To run what waits: photolibrary actions run {$environment->name}"
            : "{$entry->title()} is {$end->value} now.");

        return ExitCode::OK;
    }

    private static function objection(JournalEntry $entry): string
    {
        return "{$entry->title()} ({$entry->shortId()}) " . match (true) {
            $entry->state === EntryState::Unknown => 'waits already in another action, so it cannot be queued again.'
                . ' Write --as=done or --as=failed.',
            $entry->state->isActive() => "is {$entry->state->value}: it is still at work, so nothing has to be"
                . ' resolved.',
            $entry->state->isWaiting() => 'is queued: it has not begun, so nothing has to be resolved.',
            default => "has ended: {$entry->state->value}" . ($entry->message === '' ? '' : " ({$entry->message})")
                . '. Nothing has to be resolved.',
        };
    }

    private static function note(Environment $environment, JournalEntry $entry, EntryState $end): void
    {
        $state = match (true) {
            $entry->dryRun || $entry->kind === ActionKind::Check => null,
            $end === EntryState::Failed => ServerState::Failed,
            $entry->kind === ActionKind::Provision => ServerState::Provisioned,
            default => ServerState::Deployed,
        };
        if ($state !== null) {
            (new StatusManager($environment))->update(
                $entry->server,
                $state,
                $entry->kind->value,
                $end === EntryState::Failed ? 'resolved as failed' : null,
            );
        }
    }
}
