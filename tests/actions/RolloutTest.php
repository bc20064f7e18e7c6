<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions;

use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PHPUnit\Framework\TestCase;

/**
 * What deploys need before, between and after each other: the gate, groups, health.
 */
final class RolloutTest extends TestCase
{
    public function testAServerMustBeProvisionedFirst(): void
    {
        $site = new Site(Farm::shared(), ['web-01']);
        $site->open();
        $run = $site->run(['deploy', 'production']);
        self::assertSame(1, $run->exitCode);
        self::assertStringContainsString('must be provisioned first: run photolibrary actions provision production web-01', $run->output);
        self::assertSame([], $site->record('web-01'));
        self::assertSame(0, $site->run(['deploy', 'production', '--force'])->exitCode);
        self::assertSame(1, $site->count('end deploy'));
    }

    public function testTheRestIsHeldAfterAFailureAndGoesOnWhenItIsTold(): void
    {
        $servers = ['web-01', 'web-02', 'web-03', 'web-04', 'web-05'];
        $site = new Site(Farm::shared(), $servers);
        $site->playbook('deploy', <<<'YAML'
            - hosts: all
              gather_facts: false
              tasks:
                - {name: begin, raw: 'echo "begin deploy" >>{{ farm }}/{{ inventory_hostname }}'}
                - {name: look, raw: 'test ! -e {{ farm }}/broken-{{ inventory_hostname }}'}
            YAML);
        $site->project->write('farm/broken-web-02', '');
        $run = $site->run(['deploy', 'production', '--force', '--workers=5', '--serial=2', '--format=json']);
        self::assertSame(1, $run->exitCode, $run->errors);
        self::assertSame(['ok', 'failed', 'held', 'held', 'held'], self::states($site));
        self::assertSame([], [...$site->record('web-03'), ...$site->record('web-04'), ...$site->record('web-05')]);
        self::assertStringContainsString('photolibrary actions run production --held', $run->output);
        $report = json_decode($run->output, true);
        self::assertIsArray($report);
        self::assertSame([5, 1, 1, 3], [$report['total'], $report['processed'], $report['failed'], $report['skipped']]);

        $run = $site->run(['run', 'production', '--workers=5', '--held']);
        self::assertSame(0, $run->exitCode, $run->errors);
        self::assertSame(['ok', 'failed', 'ok', 'ok', 'ok'], self::states($site));
        // In groups, as before: the last one began when those of the group before it were done.
        $entries = array_values($site->entries());
        self::assertGreaterThanOrEqual(max((float) $entries[2]->endedAt, (float) $entries[3]->endedAt), $entries[4]->startedAt);
    }

    public function testTheRestIsHeldWhenThreeInARowBeginNoTaskForTheSameReason(): void
    {
        $site = new Site(Farm::shared(), ['web-01', 'web-02', 'web-03', 'web-04', 'web-05']);
        $site->playbook('provision', "- hosts: all\n  gather_facts: false\n  vars: {which: no}\n  vars_files: ['/{{ which }}/such.yml']\n  tasks: [{ping: {}}]\n");
        $run = $site->run(['provision', 'production', '--workers=1']);
        self::assertSame(1, $run->exitCode, $run->errors);
        self::assertSame(['failed', 'failed', 'failed', 'held', 'held'], self::states($site));
        self::assertStringContainsString('three actions in a row did not begin, all for the same reason', $run->output);
    }

    public function testADeployIsDoneWhenItsServerIsHealthy(): void
    {
        $site = new Site(Farm::shared(), ['web-01', 'web-02']);
        $site->open();
        $web = new WebServer(Farm::address('web-01'));
        $site->configure("health_check_url: http://{address}:{$web->port}/\nhealth_check_timeout: 20s\nhealth_check_retries: 2\n");
        $run = $site->run(['deploy', 'production', 'web-01', '--force']);
        self::assertSame(0, $run->exitCode, $run->errors . $run->output);
        self::assertSame(['GET '], $web->requests());

        $web->answer(503);
        $run = $site->run(['deploy', 'production', 'web-01', '--force']);
        self::assertSame(1, $run->exitCode);
        self::assertStringContainsString("deployed but not healthy: asked 2 times within 20s: {$web->url()} answers 503, not 200-399", $run->output);
        self::assertCount(3, $web->requests());

        self::assertSame(0, $site->run(['deploy', 'production', 'web-01', '--force', '--skip-health-check'])->exitCode);
        self::assertCount(3, $web->requests());

        // Another server's address is not this one's.
        $site->configure("health_check_url: {$web->url()}\nhealth_check_retries: 1\n");
        $run = $site->run(['deploy', 'production', 'web-02', '--force']);
        self::assertSame(1, $run->exitCode);
        self::assertStringContainsString('deployed but not healthy', $run->output);
        self::assertCount(3, $web->requests(), 'it was not asked');
    }

    public function testTheHealthOfADeployIsCheckedAfterACrash(): void
    {
        $site = new Site(Farm::shared(), ['web-01']);
        $site->open();
        $web = new WebServer(Farm::address('web-01'));
        $web->answer(503);
        $site->configure("health_check_url: {$web->url()}\nhealth_check_timeout: 1h\nhealth_check_retries: 100\n");
        $program = $site->start(['deploy', 'production', '--force']);
        $site->wait(static fn(): bool => $web->requests() !== [], 'the health check');
        $program->signal(SIGKILL);
        $program->wait();
        $asked = \count($web->requests());
        $web->answer(200);
        $run = $site->run(['run', 'production']);
        self::assertSame(0, $run->exitCode, $run->errors);
        self::assertStringContainsString('[ORCHESTRATOR] Earlier run verifying: deploy for server web-01', $run->errors);
        self::assertGreaterThan($asked, \count($web->requests()));
        self::assertSame(['ok'], self::states($site));
        self::assertSame(1, $site->count('begin'));
    }

    public function testASignalEndsTheHealthCheckAndItSaysSo(): void
    {
        $site = new Site(Farm::shared(), ['web-01']);
        $site->open();
        $web = new WebServer(Farm::address('web-01'));
        $web->answer(503);
        $site->configure("health_check_url: {$web->url()}\nhealth_check_timeout: 1h\nhealth_check_retries: 100\n");
        $program = $site->start(['deploy', 'production', '--force']);
        $site->wait(static fn(): bool => $web->requests() !== [], 'the health check');
        self::assertCount(1, $site->entries(EntryState::Verifying));
        $program->signal(SIGINT);
        $run = $program->end();
        self::assertSame(130, $run->exitCode, $run->errors);
        self::assertStringContainsString('deployed, but not verified', $run->output);
        self::assertSame(['ok'], self::states($site));
    }

    public function testASignalEndsThePauseBeforeARepetitionAndTheActionStaysQueued(): void
    {
        $farm = Farm::shared();
        $site = new Site($farm, ['web-01']);
        $farm->stop('web-01');
        $site->configure("auto_retry_enabled: true\nretry_delay: 1d\nretry_max_delay: 1d\n");
        $program = $site->start(['provision', 'production']);
        $site->wait(static fn(): bool => str_contains($program->errors(), 'Worker 1 retrying: provision for server web-01 in'), 'the pause');
        $program->signal(SIGINT);
        $run = $program->end();
        self::assertSame(130, $run->exitCode, $run->errors);
        self::assertSame(['queued'], self::states($site));
        self::assertStringContainsString('One action still waits.', $run->output);
        $farm->restore('web-01');
        $site->open();
        self::assertSame(0, $site->run(['run', 'production'])->exitCode);
        self::assertSame(2, array_values($site->entries())[0]->attempts);
    }

    /** @return list<string> in the order in which they were queued */
    private static function states(Site $site): array
    {
        return array_map(static fn(JournalEntry $entry): string => $entry->state->value, array_values($site->entries()));
    }
}
