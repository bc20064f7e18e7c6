<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions;

use PhotoLibrary\Actions\Ansible\AnsibleConfig;
use PhotoLibrary\Actions\Ansible\SyntaxCheck;
use PhotoLibrary\Actions\Config\SettingsFile;
use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Journal\Journal;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Journal\NewEntry;
use PhotoLibrary\Actions\Journal\ServerLock;
use PhotoLibrary\Actions\Run\Choice;
use PhotoLibrary\Actions\Run\Feed;
use PhotoLibrary\Actions\Run\Gate;
use PhotoLibrary\Actions\Run\Inventories;
use PhotoLibrary\Actions\Run\LogFiles;
use PhotoLibrary\Actions\Run\Redactor;
use PhotoLibrary\Actions\Run\Rolling;
use PhotoLibrary\Actions\Run\RunContext;
use PhotoLibrary\Actions\Status\ServerState;
use PhotoLibrary\Actions\Status\StatusManager;
use PhotoLibrary\Actions\Support\ActionKind;
use PhotoLibrary\Actions\Support\Environment;
use PHPUnit\Framework\TestCase;

/**
 * What begins next, and what is passed over.
 */
final class FeedTest extends TestCase
{
    private Project $project;
    private Environment $environment;
    private Journal $journal;

    protected function setUp(): void
    {
        $this->project = new Project();
        $this->project->write('inventory/production/config.yml', '');
        $this->environment = new Environment('production', $this->project->folder);
        $this->journal = Journal::open($this->environment);
    }

    public function testLargerPrioritiesComeFirstAndAmongEqualsTheOrderInWhichTheyCame(): void
    {
        foreach (['web-01' => 0, 'web-02' => 5, 'web-03' => 0, 'web-04' => 5] as $server => $priority) {
            $this->add(ActionKind::Check, $server, priority: $priority);
        }
        self::assertSame(['check web-02', 'check web-04', 'check web-01'], $this->begin(free: 3));
    }

    public function testOneActionOfAServerAtATimeAndNoneWhereSomethingIsAtWork(): void
    {
        $this->add(ActionKind::Provision, 'web-01');
        $this->add(ActionKind::Check, 'web-01');
        $this->add(ActionKind::Check, 'web-02');
        self::assertSame(['provision web-01', 'check web-02'], $this->begin());
        self::assertSame(['check web-02'], $this->begin(busy: ['web-01' => true]));
        $lock = fopen(ServerLock::path($this->environment, 'web-02'), 'c');
        self::assertNotFalse($lock);
        self::assertTrue(flock($lock, LOCK_EX));
        self::assertSame(['provision web-01'], $this->begin(), 'somebody holds the lock of web-02');
    }

    public function testWhatComesAfterAnotherWaitsForItsGoodEnd(): void
    {
        $first = $this->add(ActionKind::Check, 'web-01');
        $this->add(ActionKind::Check, 'web-02', after: [$first->id]);
        $this->add(ActionKind::Check, 'web-03', after: [substr($first->id, 0, 8)]);
        self::assertSame(['check web-01'], $this->begin());
        $this->journal->ended($first->id, EntryState::Failed, 'broken');
        $choices = $this->feed()->choices([], 9, false);
        self::assertSame([EntryState::Skipped, EntryState::Skipped], array_map(static fn(Choice $choice): ?EntryState => $choice->end, $choices));
        self::assertSame('check web-01, which it comes after, ended as failed', $choices[0]->why);
    }

    public function testAnUnknownEndBlocksItsServerOnly(): void
    {
        $first = $this->add(ActionKind::Provision, 'web-01');
        $this->journal->ended($first->id, EntryState::Unknown, 'stopped being watched');
        $next = $this->add(ActionKind::Check, 'web-01');
        $this->add(ActionKind::Check, 'web-02');
        $feed = $this->feed();
        self::assertSame(['check web-02'], $this->titles($feed->choices([], 9, false)));
        self::assertSame("nobody knows how provision web-01 ended: resolve {$first->shortId()}", $feed->reason($next->id));
        self::assertSame([$next->id, ], array_map(static fn(JournalEntry $entry): string => $entry->id, $feed->lastWaiting()));
        $this->journal->resolve($first->id, EntryState::Ok, 'looked');
        self::assertSame(['check web-01', 'check web-02'], $this->begin());
    }

    public function testServersAreProvisionedOneAfterTheOtherIfThatIsSaid(): void
    {
        $this->project->write('inventory/production/config.yml', "provisioning_strategy: sequential\n");
        foreach (['web-01', 'web-02'] as $server) {
            $this->add(ActionKind::Provision, $server);
        }
        $this->add(ActionKind::Check, 'web-03');
        self::assertSame(['provision web-01', 'check web-03'], $this->begin());
        self::assertSame(['check web-03'], $this->titles($this->feed()->choices([], 9, true)));
    }

    public function testADeployNeedsAServerThatWasProvisionedOnce(): void
    {
        $this->add(ActionKind::Deploy, 'web-01');
        $choices = $this->feed()->choices([], 9, false);
        self::assertSame(EntryState::Failed, $choices[0]->end);
        self::assertStringContainsString('must be provisioned first', $choices[0]->why);
        $status = new StatusManager($this->environment);
        $status->update('web-01', ServerState::Provisioned, 'provision');
        $status->update('web-01', ServerState::Failed, 'deploy', 'broken');
        self::assertSame(['deploy web-01'], $this->begin(), 'a failed deploy does not take that away');
    }

    /** @param list<string> $after */
    private function add(ActionKind $kind, string $server, int $priority = 0, array $after = []): JournalEntry
    {
        return $this->journal->add(new NewEntry($kind, $server, priority: $priority, after: $after));
    }

    /**
     * @param array<string, true> $busy
     * @return list<string>
     */
    private function begin(array $busy = [], int $free = 9): array
    {
        return $this->titles($this->feed()->choices($busy, $free, false));
    }

    /**
     * @param list<Choice> $choices
     * @return list<string>
     */
    private function titles(array $choices): array
    {
        return array_map(static function (Choice $choice): string {
            self::assertNull($choice->end, $choice->why);

            return $choice->entry->title();
        }, $choices);
    }

    private function feed(): Feed
    {
        $settings = SettingsFile::load($this->environment);
        $status = new StatusManager($this->environment);

        return new Feed(new RunContext(
            $this->environment,
            $settings,
            $this->journal,
            $status,
            new Inventories($this->environment, $settings),
            AnsibleConfig::read($this->environment),
            new SyntaxCheck($this->environment, $settings),
            new LogFiles($this->environment),
            new Redactor([]),
            'run',
        ), new Rolling(), new Gate($this->environment, $status));
    }
}
