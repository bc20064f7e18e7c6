<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions\Chaos;

use PhotoLibrary\Tests\Actions\Farm;
use PhotoLibrary\Tests\Actions\Processes;
use PhotoLibrary\Tests\Actions\Program;
use PhotoLibrary\Tests\Actions\Site;
use PhotoLibrary\Tests\Actions\Wait;

/**
 * ansible-runner, one for each server, three at a time. It cannot go on; who uses it runs those again of which it has left
 * no result.
 */
final class AnsibleRunner implements Contestant
{
    public function name(): string
    {
        return 'ansible-runner, again without a result';
    }

    public function start(Site $site): Program
    {
        mkdir($site->project->path('runner/project'), 0o700, true);
        copy($site->project->path('playbooks/provision.yml'), $site->project->path('runner/project/provision.yml'));
        copy($site->project->path('ansible.cfg'), $site->project->path('runner/project/ansible.cfg'));

        return $this->runner($site, Farm::names());
    }

    public function supervisors(Program $program, Site $site): array
    {
        $runners = Processes::withCommand("ansible-runner\0run\0{$site->project->folder}");

        return [$program->pid(), ...$runners];
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
        Wait::until(static fn(): bool => $site->playbooks() === [], what: 'the end of what the crash has left');
        $hasResult = static fn(string $server): bool => $site->project->has("runner/artifacts/{$server}/rc");
        $open = array_values(array_filter(Farm::names(), static fn(string $server): bool => !$hasResult($server)));
        if ($open !== []) {
            $this->runner($site, $open)->end();
        }

        return Outcome::of($site);
    }

    /** @param list<string> $servers */
    private function runner(Site $site, array $servers): Program
    {
        $script = 'rm -rf "$1/artifacts/$2"; exec env PHOTOLIBRARY_ACTION="job-$2" ansible-runner run "$1" --playbook provision.yml'
            . ' --inventory "$3" --limit "$2" --ident "$2" --quiet';
        $site->project->write('servers', implode("\n", $servers) . "\n");
        $arguments = [$site->project->path('runner'), '{}', $site->project->path('inventory/production/hosts.yml')];

        return new Program(['xargs', '-a', 'servers', '-P3', '-I{}', 'sh', '-c', $script, 'sh', ...$arguments], $site->project);
    }
}
