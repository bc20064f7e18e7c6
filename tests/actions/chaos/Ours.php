<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions\Chaos;

use PhotoLibrary\Actions\Ansible\EventsFile;
use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Tests\Actions\Farm;
use PhotoLibrary\Tests\Actions\Program;
use PhotoLibrary\Tests\Actions\Site;

final class Ours implements Contestant
{
    private const LINES_OF_AN_ACTION = 9;

    public function name(): string
    {
        return 'photolibrary actions';
    }

    public function start(Site $site): Program
    {
        return $site->start(['provision', 'production', '--workers=3']);
    }

    public function supervisors(Program $program, Site $site): array
    {
        return [$program->pid()];
    }

    public function progress(Site $site): int
    {
        $lines = array_map(static fn(string $file): int => substr_count((string) file_get_contents($file), "\n"), $site->eventsFiles());

        return array_sum($lines);
    }

    public function mostProgress(): int
    {
        return self::LINES_OF_AN_ACTION * Farm::SERVERS;
    }

    public function goOn(Site $site): Outcome
    {
        $isRunning = $site->ansibles() !== []; // orphans: they finish, and are found again
        $half = $isRunning ? [] : $this->halfDone($site);
        $run = $site->run(['run', 'production', '--workers=3']);
        $unknown = $this->servers($site, EntryState::Unknown);
        $ok = $this->servers($site, EntryState::Ok);
        $violations = [];
        if ($unknown !== $half) {
            $violations[] = 'unknown are ' . implode(' ', $unknown) . '; half done were ' . implode(' ', $half);
        }
        if ($run->exitCode !== ($half === [] ? 0 : 3)) {
            $violations[] = "run ended with {$run->exitCode}: {$run->errors}";
        }
        $known = [...$ok, ...$unknown];
        sort($known);
        if ($known !== ($site->entries() === [] ? [] : Farm::names())) {
            $violations[] = 'neither ok nor unknown: ' . implode(' ', array_diff(Farm::names(), $known));
        }
        foreach ($ok as $server) {
            if (\count($site->record($server)) !== 2) {
                $violations[] = "{$server} is ok, and its record is " . implode(', ', $site->record($server));
            }
        }
        // Killed before anything was queued: there is nothing to go on with.
        $nothing = $site->entries() === [] ? Farm::names() : [];

        return Outcome::of($site, $nothing === [] ? $unknown : $nothing, $violations);
    }

    /** @return list<string> */
    private function servers(Site $site, EntryState $state): array
    {
        $servers = array_values(array_map(static fn(JournalEntry $entry): string => $entry->server, $site->entries($state)));
        sort($servers);

        return $servers;
    }

    /** @return list<string> */
    private function halfDone(Site $site): array
    {
        $half = [];
        foreach ($site->entries() as $entry) {
            $events = EventsFile::read((string) $entry->eventsFile);
            if ($events->tasks > 0 && $events->recap === null) {
                $half[] = $entry->server;
            }
        }
        sort($half);

        return $half;
    }
}
