<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions\Chaos;

use PhotoLibrary\Tests\Actions\Farm;
use PhotoLibrary\Tests\Actions\Program;
use PhotoLibrary\Tests\Actions\Site;
use PhotoLibrary\Tests\Actions\Wait;

/**
 * GNU parallel with a log of its jobs, and --resume after the crash.
 */
final class Parallel implements Contestant
{
    public function name(): string
    {
        return 'GNU parallel --joblog, --resume';
    }

    public function start(Site $site): Program
    {
        return $this->parallel($site, []);
    }

    public function supervisors(Program $program, Site $site): array
    {
        return [$program->pid()];
    }

    public function progress(Site $site): int
    {
        return array_sum(array_map(\count(...), $site->records()));
    }

    public function mostProgress(): int
    {
        return 2 * Farm::SERVERS;
    }

    public function goOn(Site $site): Outcome
    {
        $this->parallel($site, ['--resume'])->end();
        // What the crash has left runs beside it.
        Wait::until(static fn(): bool => $site->playbooks() === [], what: 'the end of what the crash has left');

        return Outcome::of($site);
    }

    /** @param list<string> $options */
    private function parallel(Site $site, array $options): Program
    {
        $job = 'PHOTOLIBRARY_ACTION=job-{} ansible-playbook -i inventory/production/hosts.yml playbooks/provision.yml'
            . ' --limit {} >>{}.log 2>&1';

        return new Program(
            ['parallel', '--will-cite', '-j3', '--joblog', 'joblog', ...$options, $job, ':::', ...Farm::names()],
            $site->project,
        );
    }
}
