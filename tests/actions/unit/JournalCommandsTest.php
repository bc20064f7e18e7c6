<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions\Unit;

use PhotoLibrary\Actions\Command\CancelCommand;
use PhotoLibrary\Actions\Command\ClearCommand;
use PhotoLibrary\Actions\Command\ConfigCommand;
use PhotoLibrary\Actions\Command\HistoryCommand;
use PhotoLibrary\Actions\Command\QueueCommand;
use PhotoLibrary\Actions\Command\ResolveCommand;
use PhotoLibrary\Actions\Command\RetryCommand;
use PhotoLibrary\Actions\Config\SettingsException;
use PhotoLibrary\Actions\Config\SettingsFile;
use PhotoLibrary\Actions\Journal\EntryException;
use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Journal\Journal;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Journal\JournalException;
use PhotoLibrary\Actions\Journal\NewEntry;
use PhotoLibrary\Actions\Status\ServerState;
use PhotoLibrary\Actions\Status\StatusManager;
use PhotoLibrary\Actions\Support\ActionKind;
use PhotoLibrary\Cli\UsageError;
use PHPUnit\Framework\Attributes\TestWith;
use Symfony\Component\Console\Command\Command;
use Symfony\Component\Console\Tester\CommandTester;

/**
 * The commands that look into the journal and the settings, or change them, beside whoever runs actions.
 */
final class JournalCommandsTest extends ProjectTestCase
{
    private string $folder;
    private Journal $journal;
    private int $exitCode;
    private string $errors;

    protected function setUp(): void
    {
        parent::setUp();
        $this->folder = (string) getcwd();
        chdir($this->root);
        $this->journal = Journal::open($this->environment());
    }

    protected function tearDown(): void
    {
        chdir($this->folder);
        unset($this->journal);
        parent::tearDown();
    }

    public function testTheQueueIsShownInItsOrder(): void
    {
        self::assertSame("Nothing waits.\n", $this->call(new QueueCommand(), ['environment' => 'production']));
        $this->add('web-01');
        $urgent = $this->add('web-02', 5);
        $this->journal->ended($this->add('web-03')->id, EntryState::Held);
        $output = $this->call(new QueueCommand(), ['environment' => 'production']);
        self::assertMatchesRegularExpression(
            "/^ID +ACTION +STATE +PRIORITY +QUEUED +BY\n{$urgent->shortId()} +deploy web-02 +queued +5 .*\n\S+ +deploy web-01 +queued +0 .*\n\S+ +deploy web-03 +held/",
            $output,
        );
        self::assertSame(['web-02', 'web-01', 'web-03'], array_column($this->json(new QueueCommand()), 'server'));
    }

    public function testWithoutActionsJsonIsAnEmptyList(): void
    {
        self::assertSame([], $this->json(new QueueCommand()));
        self::assertSame([], $this->json(new HistoryCommand()));
    }

    public function testTheHistoryIsShownFromItsEnd(): void
    {
        $this->end($this->add('web-01'), EntryState::Ok);
        $this->end($this->add('web-02'), EntryState::Failed, 'copy: no space');
        $output = $this->call(new HistoryCommand(), ['environment' => 'production']);
        self::assertMatchesRegularExpression('/^ID .*\n\S+ +deploy web-02 +failed .* copy: no space\n\S+ +deploy web-01 +ok /', $output);
        self::assertSame(['web-01'], array_column($this->json(new HistoryCommand(), ['--server' => 'web-01']), 'server'));
        self::assertSame(['web-02'], array_column($this->json(new HistoryCommand(), ['--limit' => '1']), 'server'));
        self::assertSame(['failed', 'copy: no space'], array_values(array_intersect_key((array) $this->json(new HistoryCommand())[0], ['state' => 0, 'message' => 0])));
    }

    /** @param array<string, string> $arguments */
    #[TestWith([['--server' => '-i'], 'is not a name of a server'])]
    #[TestWith([['--limit' => '0'], '--limit must be a whole number'])]
    #[TestWith([['--format' => 'xml'], '--format must be one of'])]
    #[TestWith([['environment' => 'prod'], 'There is no environment "prod"'])]
    public function testWrongArguments(array $arguments, string $problem): void
    {
        $error = self::thrownBy(UsageError::class, fn() => $this->call(new HistoryCommand(), $arguments + ['environment' => 'production']));
        self::assertStringContainsString($problem, $error->getMessage());
    }

    public function testLookingAtADamagedJournalSaysSo(): void
    {
        mkdir("{$this->root}/inventory/staging/.queue", 0o700, true);
        $path = $this->write('inventory/staging/.queue/actions.sqlite', 'no database');
        foreach ([new QueueCommand(), new HistoryCommand(), new ClearCommand()] as $command) {
            self::thrownBy(JournalException::class, fn() => $this->call($command, ['environment' => 'staging']));
        }
        self::assertSame('no database', file_get_contents($path));
    }

    public function testCancel(): void
    {
        $waiting = $this->add('web-01');
        $running = $this->add('web-02');
        $this->journal->starting($running->id, 1, 'run', 'l', 'e');
        $this->call(new CancelCommand(), ['ids' => [$waiting->shortId(), $running->id]]);
        self::assertSame(2, $this->exitCode);
        self::assertStringContainsString("deploy web-01 ({$waiting->shortId()}) is cancelled.\n", $this->errors);
        self::assertStringContainsString("Error: deploy web-02 ({$running->shortId()}) is starting, so it cannot be cancelled. Press Ctrl-C twice", $this->errors);
        self::assertSame([EntryState::Cancelled, EntryState::Starting], $this->states());
        self::assertStringContainsString('cancelled by ' . NewEntry::user(), $this->journal->find($waiting->id)->message);
    }

    public function testCancelOfOneThatDoesNotExistCancelsNone(): void
    {
        $waiting = $this->add('web-01');
        $error = self::thrownBy(EntryException::class, fn() => $this->call(new CancelCommand(), ['ids' => [$waiting->id, 'deadbeef']]));
        self::assertStringContainsString('There is no action "deadbeef"', $error->getMessage());
        self::assertSame([EntryState::Queued], $this->states());
    }

    public function testClear(): void
    {
        $this->call(new ClearCommand(), ['environment' => 'production']);
        self::assertSame("Nothing waited.\n", $this->errors);
        $this->add('web-01');
        $this->add('web-02');
        $this->call(new ClearCommand(), ['environment' => 'production']);
        self::assertSame("2 actions are cancelled.\n", $this->errors);
        self::assertSame([EntryState::Cancelled, EntryState::Cancelled], $this->states());
    }

    public function testRetryOfFailedOnesWithNoneIsNoError(): void
    {
        $this->end($this->add('web-01'), EntryState::Ok);
        $this->call(new RetryCommand(), ['--failed' => true]);
        self::assertSame([0, "There is nothing to retry.\n"], [$this->exitCode, $this->errors]);
    }

    public function testRetryOfFailedOnes(): void
    {
        $this->end($this->add('web-01'), EntryState::Failed);
        $this->end($this->add('web-02'), EntryState::Ok);
        $this->end($this->add('web-03'), EntryState::Unreachable);
        $this->end($this->add('web-04'), EntryState::Unknown);
        $this->call(new RetryCommand(), ['--failed' => true, 'ids' => ['production']]);
        self::assertSame(['web-01', 'web-03'], array_map(static fn(JournalEntry $entry): string => $entry->server, $this->journal->waiting()));
        self::assertStringEndsWith("To run what waits: photolibrary actions run production\n", $this->errors);
        $this->call(new RetryCommand(), ['--failed' => true]);
        self::assertSame("There is nothing to retry.\n", $this->errors);
    }

    public function testRetryOfFailedOnesNeedsTheEnvironmentIfThereAreSeveral(): void
    {
        mkdir("{$this->root}/inventory/staging");
        $error = self::thrownBy(UsageError::class, fn() => $this->call(new RetryCommand(), ['--failed' => true]));
        self::assertSame(
            'Of which environment? Write: photolibrary actions retry --failed production. There are: production, staging.',
            $error->getMessage(),
        );
        self::thrownBy(UsageError::class, fn() => $this->call(new RetryCommand(), []));
    }

    public function testRetryOfOne(): void
    {
        $failed = $this->end($this->add('web-01'), EntryState::Failed);
        $this->call(new RetryCommand(), ['ids' => [$failed->shortId()]]);
        $new = $this->journal->waiting()[0];
        self::assertStringContainsString("deploy web-01 is queued, as {$new->shortId()}.\n", $this->errors);
        $this->call(new RetryCommand(), ['ids' => [$failed->shortId()]]);
        self::assertStringContainsString("deploy web-01 waits already, as {$new->shortId()}.\n", $this->errors);
        $error = self::thrownBy(EntryException::class, fn() => $this->call(new RetryCommand(), ['ids' => [$new->shortId()]]));
        self::assertStringContainsString('is queued, so it cannot be done again now', $error->getMessage());
    }

    #[TestWith(['done', EntryState::Ok, ServerState::Deployed])]
    #[TestWith(['failed', EntryState::Failed, ServerState::Failed])]
    #[TestWith(['retry', EntryState::Queued, ServerState::Deploying])]
    public function testResolve(string $as, EntryState $state, ServerState $server): void
    {
        $status = new StatusManager($this->environment());
        $status->update('web-01', ServerState::Deploying, 'deploy');
        $entry = $this->end($this->add('web-01'), EntryState::Unknown);
        $this->call(new ResolveCommand(), ['id' => $entry->shortId(), '--as' => $as]);
        self::assertSame(0, $this->exitCode);
        self::assertSame([$state], $this->states());
        self::assertSame($server, $status->get('web-01')->state);
        self::assertSame("resolved as {$as} by " . NewEntry::user(), $this->journal->find($entry->id)->message);
    }

    public function testResolveOfWhatNeedsItNotSaysItsState(): void
    {
        $waiting = $this->add('web-01');
        $running = $this->add('web-02');
        $this->journal->starting($running->id, 1, 'run', 'l', 'e');
        $ended = $this->end($this->add('web-03'), EntryState::Failed, 'no space');
        foreach ([
            [$waiting, 'is queued: it has not begun'],
            [$running, 'is starting: it is still at work'],
            [$ended, 'has ended: failed (no space).'],
        ] as [$entry, $problem]) {
            $error = self::thrownBy(EntryException::class, fn() => $this->call(new ResolveCommand(), ['id' => $entry->id, '--as' => 'done']));
            self::assertStringContainsString("deploy {$entry->server} ({$entry->shortId()}) {$problem}", $error->getMessage());
        }
        self::assertSame([EntryState::Queued, EntryState::Starting, EntryState::Failed], $this->states());
    }

    public function testResolveAsRetryWhileTheSameWaits(): void
    {
        $entry = $this->end($this->add('web-01'), EntryState::Unknown);
        $this->add('web-01');
        $error = self::thrownBy(EntryException::class, fn() => $this->call(new ResolveCommand(), ['id' => $entry->id, '--as' => 'retry']));
        self::assertStringContainsString('waits already in another action', $error->getMessage());
        self::assertSame([EntryState::Unknown, EntryState::Queued], $this->states());
    }

    /** @param array<string, string> $options */
    #[TestWith([[]])]
    #[TestWith([['--as' => 'ok']])]
    public function testResolveNeedsToKnowHow(array $options): void
    {
        $entry = $this->end($this->add('web-01'), EntryState::Unknown);
        $error = self::thrownBy(UsageError::class, fn() => $this->call(new ResolveCommand(), ['id' => $entry->id] + $options));
        self::assertSame('How did it end? Write --as=done, --as=failed or --as=retry.', $error->getMessage());
    }

    public function testConfigShowsValuesAndTheirSources(): void
    {
        $this->write('inventory/production/config.yml', "max_parallel_workers: -1\n");
        $output = $this->call(new ConfigCommand(), ['environment' => 'production']);
        self::assertMatchesRegularExpression('/^max_parallel_workers: +0 +# file\n/', $output);
        self::assertMatchesRegularExpression('/^refresh_interval: +1s +# default$/m', $output);
        self::assertStringStartsWith('Warning: inventory/production/config.yml:1: max_parallel_workers: -1 is less than 0', $this->errors);
        SettingsFile::parse($output, 'its own output');
        self::assertSame(['value' => '0', 'source' => 'file'], $this->json(new ConfigCommand())['max_parallel_workers']);
    }

    public function testConfigValidates(): void
    {
        self::assertSame("The settings of production are right.\n", $this->call(new ConfigCommand(), ['environment' => 'production', '--validate' => true]));
        $this->write('inventory/production/config.yml', "max_parallel_workers: three\n");
        self::thrownBy(SettingsException::class, fn() => $this->call(new ConfigCommand(), ['environment' => 'production', '--validate' => true]));
    }

    public function testConfigReferenceNeedsNoEnvironment(): void
    {
        self::assertSame(SettingsFile::reference(), $this->call(new ConfigCommand(), ['--reference' => true]));
        $error = self::thrownBy(UsageError::class, fn() => $this->call(new ConfigCommand(), []));
        self::assertSame('Which environment? There are: production.', $error->getMessage());
        self::thrownBy(UsageError::class, fn() => $this->call(new ConfigCommand(), ['--reference' => true, '--dump' => true]));
    }

    /**
     * @param array<string, string|bool|list<string>> $arguments
     * @return string STDOUT
     */
    private function call(Command $command, array $arguments): string
    {
        $tester = new CommandTester($command);
        $this->exitCode = $tester->execute($arguments, ['capture_stderr_separately' => true]);
        $this->errors = $tester->getErrorOutput();

        return $tester->getDisplay();
    }

    /**
     * @param array<string, string> $arguments
     * @return array<mixed>
     */
    private function json(Command $command, array $arguments = []): array
    {
        $value = json_decode($this->call($command, $arguments + ['environment' => 'production', '--format' => 'json']), true, 512, JSON_THROW_ON_ERROR);
        self::assertIsArray($value);

        return $value;
    }

    private function add(string $server, int $priority = 0): JournalEntry
    {
        return $this->journal->add(new NewEntry(ActionKind::Deploy, $server, priority: $priority));
    }

    private function end(JournalEntry $entry, EntryState $state, string $message = ''): JournalEntry
    {
        $this->journal->starting($entry->id, 1, 'run', 'l', 'e');
        $this->journal->ended($entry->id, $state, $message);

        return $this->journal->find($entry->id);
    }

    /** @return list<EntryState> */
    private function states(): array
    {
        return array_map(static fn(JournalEntry $entry): EntryState => $entry->state, $this->journal->entries());
    }
}
