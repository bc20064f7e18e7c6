<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions\Unit;

use PhotoLibrary\Actions\Config\DeploymentStrategy;
use PhotoLibrary\Actions\Config\HttpStatuses;
use PhotoLibrary\Actions\Config\OnUnknown;
use PhotoLibrary\Actions\Config\ProvisioningStrategy;
use PhotoLibrary\Actions\Config\RetryCause;
use PhotoLibrary\Actions\Config\Serial;
use PhotoLibrary\Actions\Config\Settings;
use PhotoLibrary\Actions\Config\SettingsException;
use PhotoLibrary\Actions\Config\SettingsFile;
use PhotoLibrary\Actions\Config\SettingsTable;
use PhotoLibrary\Actions\Support\ActionKind;
use PhotoLibrary\Actions\Support\ExitCode;
use PHPUnit\Framework\Attributes\TestWith;

final class SettingsTest extends ProjectTestCase
{
    private const FILE = 'inventory/production/config.yml';

    /** Each default of the issue's table. */
    public function testDefaults(): void
    {
        $settings = Settings::defaults();
        self::assertSame(0, $settings->maxParallelWorkers);
        self::assertSame(ProvisioningStrategy::Parallel, $settings->provisioningStrategy);
        self::assertSame(DeploymentStrategy::AllAtOnce, $settings->deploymentStrategy);
        self::assertSame('workers', (string) $settings->deploymentSerial);
        self::assertSame(0, $settings->maxFailPercentage);
        self::assertSame([], $settings->provisioningTags);
        self::assertSame([], $settings->deploymentTags);
        self::assertTrue($settings->healthCheckEnabled);
        self::assertSame(30.0, $settings->healthCheckTimeout);
        self::assertSame(3, $settings->healthCheckRetries);
        self::assertNull($settings->healthCheckUrl);
        self::assertSame('200-399', (string) $settings->healthCheckStatus);
        self::assertFalse($settings->autoRetryEnabled);
        self::assertSame(3, $settings->maxRetries);
        self::assertSame([RetryCause::Unreachable], $settings->retryOn);
        self::assertSame(2.0, $settings->retryDelay);
        self::assertSame(60.0, $settings->retryMaxDelay);
        self::assertSame(OnUnknown::Ask, $settings->onUnknown);
        self::assertSame(1800.0, $settings->actionTimeout);
        self::assertSame(10.0, $settings->stopGrace);
        self::assertSame(1.0, $settings->refreshInterval);
        self::assertSame(100, $settings->logRetentionLines);
        self::assertSame(64 << 20, $settings->logMaxSize);
        self::assertSame(90 * 86400.0, $settings->historyRetention);
        self::assertSame('hosts.yml', $settings->inventory);
        self::assertSame('playbooks', $settings->playbooks);
        self::assertNull($settings->notifyUrl);
        self::assertSame([], $settings->secrets);
    }

    /** The original loads this file into zeros: no health check, a refresh every 0 s, 0 lines of a log. */
    public function testTheGuidesMinimalFileKeepsAllOtherDefaults(): void
    {
        $settings = $this->load("# inventory/production/config.yml\nmax_parallel_workers: 3\n");
        self::assertSame(3, $settings->maxParallelWorkers);
        self::assertTrue($settings->healthCheckEnabled);
        self::assertSame(1.0, $settings->refreshInterval);
        self::assertSame(100, $settings->logRetentionLines);
        self::assertSame([], $settings->warnings);
        self::assertSame(Settings::FROM_FILE, $settings->source('max_parallel_workers'));
        self::assertSame(Settings::FROM_DEFAULT, $settings->source('refresh_interval'));
    }

    public function testTheGuidesAdvancedFile(): void
    {
        $settings = $this->load("max_parallel_workers: 5\nhealth_check_enabled: true\nhealth_check_timeout: 30s\n");
        self::assertSame([5, true, 30.0], [$settings->maxParallelWorkers, $settings->healthCheckEnabled, $settings->healthCheckTimeout]);
    }

    public function testEveryKeyOfTheOriginal(): void
    {
        $settings = $this->load(<<<'YAML'
            provisioning_tags: common,security
            provisioning_strategy: sequential
            deployment_strategy: rolling
            deployment_tags: [code, health]
            max_parallel_workers: 0
            health_check_enabled: false
            health_check_timeout: 500ms
            health_check_retries: 0
            refresh_interval: 2s
            log_retention_lines: 0
            auto_retry_enabled: true
            max_retries: 5
            YAML, expectProblem: true);
        self::assertSame(self::FILE . ':7: health_check_timeout: "500ms" is not a duration from 1s to 1h.', $settings);
        $settings = $this->load("provisioning_tags: common, security\nprovisioning_strategy: sequential\ndeployment_strategy: rolling\nauto_retry_enabled: true\n");
        self::assertSame(['common', 'security'], $settings->provisioningTags);
        self::assertSame(ProvisioningStrategy::Sequential, $settings->provisioningStrategy);
        self::assertSame(DeploymentStrategy::Rolling, $settings->deploymentStrategy);
    }

    public function testTheReferenceIsAFileOfAllDefaults(): void
    {
        $reference = SettingsFile::reference();
        $settings = $this->load($reference);
        foreach (SettingsTable::all() as $name => $setting) {
            self::assertSame(Settings::FROM_FILE, $settings->source($name));
            self::assertSame(Settings::defaults()->written($name), $settings->written($name));
            self::assertStringContainsString("# {$setting->explanation}\n", $reference);
        }
        self::assertCount(28, SettingsTable::all());
    }

    public function testWithoutAFileThatIsSaidOnce(): void
    {
        $settings = SettingsFile::load($this->environment());
        self::assertSame([self::FILE . ' does not exist: all settings have their defaults.'], $settings->warnings);
        self::assertCount(1, $settings->with(['max_parallel_workers' => '2'])->warnings);
    }

    #[TestWith([''])]
    #[TestWith(["# nothing\n"])]
    #[TestWith(["---\n"])]
    #[TestWith(['{}'])]
    public function testAnEmptyFileIsAllDefaults(string $yaml): void
    {
        $settings = $this->load($yaml);
        self::assertSame([], $settings->warnings);
        self::assertSame(0, $settings->maxParallelWorkers);
    }

    /** The rows of the issue's table "Bad input", and more of their kind. */
    #[TestWith(['max_paralel_workers: 3', ':1: max_paralel_workers (3) is not a setting. Did you mean max_parallel_workers?'])]
    #[TestWith(["# x\nmax_retries: 1\nmax_retries: 2", ':3: max_retries is here for the second time. Remove one of the two.'])]
    #[TestWith(["secrets:\n\t- A", ':2: a tab indents this line. YAML allows only spaces there.'])]
    #[TestWith(["\tmax_retries: 3", ':1: a tab indents this line. YAML allows only spaces there.'])]
    #[TestWith(["- max_retries\n- 3", ':1: expected key: value, for example max_parallel_workers: 3, but it is a list. Write each setting on a line of its own.'])]
    #[TestWith(['three', ':1: expected key: value, for example max_parallel_workers: 3, but it is "three". Write each setting on a line of its own.'])]
    #[TestWith(['max_parallel_workers: three', ':1: max_parallel_workers: "three" is not a whole number from 0 to 256. Write for example 3.'])]
    #[TestWith(["max_parallel_workers: '3'", ':1: max_parallel_workers: "3" is not a whole number from 0 to 256. Write 3 without quotes.'])]
    #[TestWith(['max_parallel_workers: 3.5', ':1: max_parallel_workers: 3.5 is not a whole number from 0 to 256. Write for example 3.'])]
    #[TestWith(['max_parallel_workers: 257', ':1: max_parallel_workers: 257 is not a whole number from 0 to 256. Write for example 3.'])]
    #[TestWith(['max_parallel_workers:', ':1: max_parallel_workers: nothing is not a whole number from 0 to 256. Write for example 3.'])]
    #[TestWith(['max_parallel_workers: [3]', ':1: max_parallel_workers: a list is not a whole number from 0 to 256. Write for example 3.'])]
    #[TestWith(['max_parallel_workers: .inf', ':1: max_parallel_workers: INF is not a whole number from 0 to 256. Write for example 3.'])]
    #[TestWith(['health_check_timeout: 30', ':1: health_check_timeout: 30 has no unit. Write 30s for seconds; the units are ms, s, m, h and d.'])]
    #[TestWith(['health_check_timeout: half', ':1: health_check_timeout: "half" is not a duration. Write it as a number and a unit: 500ms, 30s, 5m, 2h or 90d.'])]
    #[TestWith(['health_check_enabled: yes', ':1: health_check_enabled: "yes" is not true or false. Write true.'])]
    #[TestWith(['health_check_enabled: Off', ':1: health_check_enabled: "Off" is not true or false. Write false.'])]
    #[TestWith(['health_check_enabled: 1', ':1: health_check_enabled: 1 is not true or false. Write true.'])]
    #[TestWith(['deployment_strategy: blue_green', ':1: deployment_strategy: "blue_green" is not offered. Write all_at_once or rolling.'])]
    #[TestWith(['deployment_strategy: roling', ':1: deployment_strategy: "roling" is not one of its values. Write all_at_once or rolling. Did you mean rolling?'])]
    #[TestWith(['deployment_serial: 0', ':1: deployment_serial: 0 is not a number of servers from 1 to 10000, a part such as 30%, or workers.'])]
    #[TestWith(['deployment_serial: 101%', ':1: deployment_serial: "101%" is not a number of servers from 1 to 10000, a part such as 30%, or workers.'])]
    #[TestWith(['deployment_tags: [a b]', ':1: deployment_tags: a list is not accepted: "a b" is not a name of a tag: names have letters, digits, "_", "." and "-", and do not begin with "-".'])]
    #[TestWith(['deployment_tags: {a: 1}', ':1: deployment_tags: a map is not a list. Write [code, health].'])]
    #[TestWith(['deployment_tags: [1]', ':1: deployment_tags: a list has 1 in it, which is not a tag. Write [code, health].'])]
    #[TestWith(['retry_on: [always]', ':1: retry_on: a list is not accepted: "always" is not a reason to repeat an action. There are: unreachable, failed, timeout.'])]
    #[TestWith(['log_max_size: 64', ':1: log_max_size: 64 has no unit. Write 64M for megabytes; the units are K, M and G.'])]
    #[TestWith(['log_max_size: 64 MB', ':1: log_max_size: "64 MB" is not a size. Write it as a whole number and a unit: 500K, 64M or 2G.'])]
    #[TestWith(['log_max_size: 1K', ':1: log_max_size: "1K" is not a size from 64K to 100G.'])]
    #[TestWith(['health_check_status: 600', ':1: health_check_status: 600 is not a range of HTTP statuses. Write for example 200-399, or 200,204.'])]
    #[TestWith(['notify_url: ftp://x', ':1: notify_url: "ftp://x" is not an address. Write http://… or https://…, or none.'])]
    #[TestWith(['inventory: ../other/hosts.yml', ':1: inventory: "../other/hosts.yml" leads out of inventory/<environment>. Write a path below it, without "..".'])]
    #[TestWith(['playbooks: /etc', ':1: playbooks: "/etc" leads out of the project\'s folder. Write a path below it, without "..".'])]
    #[TestWith(['secrets: [a-b]', ':1: secrets: a list is not accepted: "a-b" is not a name of an environment variable. Write the name, never the secret itself.'])]
    #[TestWith(['retry_delay: 2m', ':1: retry_delay: retry_max_delay (1m) is shorter than retry_delay (2m). Make it at least as long.'])]
    #[TestWith(['a: &x [*x]', ':1: this is not YAML: Reference "x" does not exist (near "a: &x [*x]").'])]
    #[TestWith(['a: {', ':1: this is not YAML: Malformed inline YAML string (near "a: {").'])]
    #[TestWith(['max_retries: !php/object "O:8:\"stdClass\":0:{}"', ':1: this is not YAML: Object support when parsing a YAML file has been disabled'])]
    public function testWhatIsWrong(string $yaml, string $problem): void
    {
        self::assertStringStartsWith(self::FILE . $problem, $this->load($yaml, expectProblem: true));
    }

    public function testAllThatIsWrongIsSaidAtOnce(): void
    {
        $this->write(self::FILE, "max_paralel_workers: 3\n\nhealth_check_timeout: 30\nmax_retries: -1\n");
        $error = self::thrownBy(SettingsException::class, fn() => SettingsFile::load($this->environment()));
        self::assertCount(3, $error->problems);
        self::assertSame([1, 3, 4], array_map(static fn(string $problem): int => (int) explode(':', $problem)[1], $error->problems));
        self::assertSame(ExitCode::USAGE, $error->exitCode());
    }

    /** A person may have written a password behind a key that is none. */
    public function testTheValueOfAnUnknownKeyIsNotShown(): void
    {
        $problem = $this->load('db_password: hunter2', expectProblem: true);
        self::assertSame(self::FILE . ':1: db_password is not a setting. Remove it; "config --reference" lists all there are.', $problem);
    }

    public function testTheLineOfAKeyIsFoundInAnyLayout(): void
    {
        self::assertStringStartsWith(self::FILE . ':3: ', $this->load("playbooks: >-\n  max_retries: 7\n\"max_retries\" : x\n", expectProblem: true));
        self::assertStringStartsWith(self::FILE . ':2: ', $this->load("{max_parallel_workers: 1,\n max_retries: x}", expectProblem: true));
    }

    public function testFewerThanNoWorkersAreNoneWithAWarning(): void
    {
        $settings = $this->load("\nmax_parallel_workers: -2\n");
        self::assertSame(0, $settings->maxParallelWorkers);
        self::assertSame([self::FILE . ':2: max_parallel_workers: -2 is less than 0 and means 0: one action at a time.'], $settings->warnings);
        self::assertSame('0', $settings->written('max_parallel_workers'));
    }

    public function testManyWorkersGetOneLineOfAdvice(): void
    {
        self::assertSame([], $this->load('max_parallel_workers: 10')->warnings);
        $warnings = $this->load('max_parallel_workers: 11')->warnings;
        self::assertCount(1, $warnings);
        self::assertStringStartsWith(self::FILE . ':1: max_parallel_workers: more than 10 workers', $warnings[0]);
    }

    public function testTheCommandLineWins(): void
    {
        $settings = $this->load("max_parallel_workers: 3\ndeployment_serial: 2\n")->with([
            'max_parallel_workers' => '5',
            'deployment_serial' => '30%',
            'action_timeout' => '90s',
            'health_check_enabled' => false,
            'deployment_tags' => 'code,health',
        ]);
        self::assertSame(5, $settings->maxParallelWorkers);
        self::assertSame('30%', (string) $settings->deploymentSerial);
        self::assertSame(90.0, $settings->actionTimeout);
        self::assertFalse($settings->healthCheckEnabled);
        self::assertSame(['code', 'health'], $settings->deploymentTags);
        self::assertSame(Settings::FROM_COMMAND_LINE, $settings->source('max_parallel_workers'));
        self::assertSame(Settings::FROM_DEFAULT, $settings->source('max_retries'));
    }

    public function testWhatIsWrongOnTheCommandLineNamesTheOption(): void
    {
        $error = self::thrownBy(SettingsException::class, static fn() => Settings::defaults()->with([
            'max_parallel_workers' => 'three',
            'action_timeout' => '30',
            'max_fail_percentage' => '101',
        ]));
        self::assertSame([
            '--workers: "three" is not a whole number from 0 to 256. Write for example 3.',
            '--timeout: "30" has no unit. Write 30s for seconds; the units are ms, s, m, h and d.',
            '--max-fail-percentage: 101 is not a whole number from 0 to 100. Write for example 3.',
        ], $error->problems);
        self::assertSame(0, Settings::defaults()->with(['max_parallel_workers' => '-2'])->maxParallelWorkers);
    }

    public function testFilesThatAreNone(): void
    {
        mkdir("{$this->root}/" . self::FILE);
        self::assertStringContainsString('cannot be read: it is not a file', $this->problem());
        rmdir("{$this->root}/" . self::FILE);
        symlink('nowhere', "{$this->root}/" . self::FILE);
        self::assertStringContainsString('cannot be read: it is a link to nothing', $this->problem());
        unlink("{$this->root}/" . self::FILE);
        self::assertStringContainsString('more than 64 KB', $this->load(str_repeat("# padding\n", 7000), expectProblem: true));
        self::assertStringContainsString('is not text in UTF-8', $this->load("# caf\xE9\n", expectProblem: true));
        self::assertStringContainsString('is not text in UTF-8', $this->load(random_bytes(100) . "\xFF\xFE", expectProblem: true));
    }

    /** Each level doubles what the last one has. */
    public function testAFileThatGrowsWhenItIsReadIsRefused(): void
    {
        $yaml = "a0: &a0 [x, x]\n";
        for ($level = 1; $level < 40; ++$level) {
            $yaml .= "a{$level}: &a{$level} [*a" . ($level - 1) . ', *a' . ($level - 1) . "]\n";
        }
        self::assertStringContainsString('a0 is not a setting', $this->load($yaml, expectProblem: true));
        self::assertStringStartsWith(self::FILE, $this->load(str_repeat('[', 60000), expectProblem: true));
    }

    public function testPaths(): void
    {
        $settings = $this->load("inventory: hosts\nplaybooks: ansible/playbooks\n");
        self::assertSame("{$this->root}/inventory/production/hosts", $settings->inventoryPath($this->environment()));
        self::assertSame("{$this->root}/ansible/playbooks/deploy.yml", $settings->playbookPath($this->environment(), ActionKind::Deploy));
    }

    #[TestWith(['workers', 9, 3, 3])]
    #[TestWith(['workers', 9, 0, 1])]
    #[TestWith(['2', 9, 3, 2])]
    #[TestWith(['30%', 9, 3, 2])]
    #[TestWith(['1%', 9, 3, 1])]
    #[TestWith(['100%', 9, 3, 9])]
    public function testGroupsOfARollingDeployment(string $serial, int $servers, int $workers, int $size): void
    {
        self::assertSame($size, Settings::defaults()->with(['deployment_serial' => $serial])->deploymentSerial->groupSize($servers, $workers));
        self::assertSame('5', (string) Serial::count(5));
    }

    #[TestWith(['200-399', 200, true])]
    #[TestWith(['200-399', 400, false])]
    #[TestWith(['204, 301-302', 204, true])]
    #[TestWith(['204, 301-302', 303, false])]
    public function testStatuses(string $text, int $status, bool $isHealthy): void
    {
        self::assertSame($isHealthy, HttpStatuses::parse($text)?->contain($status));
    }

    #[TestWith([''])]
    #[TestWith(['399-200'])]
    #[TestWith(['99'])]
    #[TestWith(['200-'])]
    public function testWhatIsNoStatus(string $text): void
    {
        self::assertNull(HttpStatuses::parse($text));
    }

    /** @return ($expectProblem is true ? string : Settings) */
    private function load(string $yaml, bool $expectProblem = false): Settings|string
    {
        $this->write(self::FILE, $yaml);

        return $expectProblem ? $this->problem() : SettingsFile::load($this->environment());
    }

    private function problem(): string
    {
        return self::thrownBy(SettingsException::class, fn() => SettingsFile::load($this->environment()))->getMessage();
    }
}
