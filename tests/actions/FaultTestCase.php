<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions;

use PhotoLibrary\Actions\Journal\EntryState;
use PHPUnit\Framework\TestCase;

/**
 * Nine servers and three workers, unless a test says otherwise. The servers' own record and the journal must agree.
 */
abstract class FaultTestCase extends TestCase
{
    protected Farm $farm;
    protected Site $site;

    protected function setUp(): void
    {
        $this->farm = Farm::shared();
        $this->useServers(Farm::names());
    }

    /** @param list<string> $servers */
    protected function useServers(array $servers, string $settings = ''): void
    {
        $this->site = new Site($this->farm, $servers);
        $this->site->configure("max_parallel_workers: 3\nhealth_check_enabled: false\n{$settings}");
    }

    /** Every server has begun and ended one action, and the journal says the same. */
    protected function assertAllDoneOnce(): void
    {
        foreach (Farm::names() as $server) {
            $record = $this->site->record($server);
            self::assertCount(2, $record, "{$server}: " . implode(', ', $record));
            self::assertSame(str_replace('begin', 'end', $record[0]), $record[1], $server);
        }
        self::assertSame(array_fill_keys(Farm::names(), 'ok'), $this->states());
    }

    /** @return array<string, string> by server; each has one action */
    protected function states(): array
    {
        $states = [];
        foreach ($this->site->entries() as $entry) {
            self::assertArrayNotHasKey($entry->server, $states, 'one action is enough for a server');
            $states[$entry->server] = $entry->state->value;
        }
        ksort($states);

        return $states;
    }

    /** @return list<string> */
    protected function serversIn(EntryState $state): array
    {
        $servers = array_values(array_map(static fn($entry): string => $entry->server, $this->site->entries($state)));
        sort($servers);

        return $servers;
    }

    protected function assertNothingRuns(): void
    {
        self::assertSame([], $this->site->ansibles(), 'a process of an action is left');
    }
}
