<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Config;

use PhotoLibrary\Actions\Config\Type\Bytes;
use PhotoLibrary\Actions\Config\Type\Choice;
use PhotoLibrary\Actions\Config\Type\GroupSize;
use PhotoLibrary\Actions\Config\Type\HttpUrl;
use PhotoLibrary\Actions\Config\Type\NameList;
use PhotoLibrary\Actions\Config\Type\Path;
use PhotoLibrary\Actions\Config\Type\Seconds;
use PhotoLibrary\Actions\Config\Type\StatusRange;
use PhotoLibrary\Actions\Config\Type\WholeNumber;
use PhotoLibrary\Actions\Config\Type\Workers;
use PhotoLibrary\Actions\Config\Type\YesNo;

/**
 * All settings there are, in the order of the reference. What reads, checks, prints and documents them uses this table.
 */
final class SettingsTable
{
    /** @return array<string, Setting<mixed>> */
    public static function all(): array
    {
        static $all = null;
        if ($all === null) {
            $all = [];
            $rows = [self::running(), self::health(), self::repeating(), self::keeping(), self::places()];
            foreach (array_merge(...$rows) as $setting) {
                $all[$setting->name] = $setting;
            }
        }

        /** @var array<string, Setting<mixed>> $all */
        return $all;
    }

    /** @return list<Setting<mixed>> */
    private static function running(): array
    {
        return [
            new Setting('max_parallel_workers', new Workers(), 0, 'How many actions run at the same time; 0: one'
                . ' after the other.'),
            new Setting(
                'provisioning_strategy',
                new Choice(ProvisioningStrategy::class),
                'parallel',
                'Whether provisioning uses all workers, or one.',
            ),
            new Setting(
                'deployment_strategy',
                new Choice(DeploymentStrategy::class, ['blue_green']),
                'all_at_once',
                'rolling: deploys a group of servers, and the next one when all of it are done and healthy.',
            ),
            new Setting('deployment_serial', new GroupSize(), Serial::WORKERS, 'How many servers such a group has.'),
            new Setting(
                'max_fail_percentage',
                new WholeNumber(0, 100),
                0,
                'If more of a group fails, in per cent, the groups after it are held; 100: they never are.',
            ),
            new Setting('provisioning_tags', NameList::tags(), [], 'Provisions only tasks with these tags; none: all'
                . ' tasks.'),
            new Setting(
                'deployment_tags',
                NameList::tags(),
                [],
                'Deploys only tasks with these tags; none: all tasks.',
            ),
            new Setting('action_timeout', new Seconds('1s', '7d'), '30m', 'An action that takes longer is stopped.'),
            new Setting('stop_grace', new Seconds('0s', '1h'), '10s', 'How long a stopped action may take to end'
                . ' before it is killed.'),
        ];
    }

    /** @return list<Setting<mixed>> */
    private static function health(): array
    {
        return [
            new Setting('health_check_enabled', new YesNo(), true, 'Whether a server is asked by HTTP after a'
                . ' deployment.'),
            new Setting('health_check_timeout', new Seconds('1s', '1h'), '30s', 'How long it may take to become'
                . ' healthy.'),
            new Setting(
                'health_check_retries',
                new WholeNumber(0, 100),
                3,
                'How often it is asked again in that time.',
            ),
            new Setting(
                'health_check_url',
                new HttpUrl(),
                null,
                'What is asked; none: port 80 of the server, then its app_port. A host of the inventory can have its'
                    . ' own.',
            ),
            new Setting('health_check_status', new StatusRange(), '200-399', 'The answers of a healthy server.'),
        ];
    }

    /** @return list<Setting<mixed>> */
    private static function repeating(): array
    {
        return [
            new Setting('auto_retry_enabled', new YesNo(), false, 'Whether actions are repeated by themselves.'),
            new Setting('max_retries', new WholeNumber(0, 100), 3, 'How often at most.'),
            new Setting(
                'retry_on',
                NameList::choices('a reason to repeat an action', '[unreachable]', RetryCause::class),
                [RetryCause::Unreachable->value],
                'After what: unreachable (nothing was done), failed, timeout.',
            ),
            new Setting('retry_delay', new Seconds('0s', '1d'), '2s', 'How long the first repetition waits, at most;'
                . ' each further one twice as long.'),
            new Setting('retry_max_delay', new Seconds('0s', '1d'), '60s', 'How long any repetition waits, at most.'),
            new Setting(
                'on_unknown',
                new Choice(OnUnknown::class),
                'ask',
                'What is done after a crash with an action that may have changed its server: ask a person, retry,'
                    . ' fail.',
            ),
        ];
    }

    /** @return list<Setting<mixed>> */
    private static function keeping(): array
    {
        return [
            new Setting('refresh_interval', new Seconds('50ms', '1h'), '1s', 'How often the table on the terminal'
                . ' changes.'),
            new Setting('log_retention_lines', new WholeNumber(0, 100000), 100, 'How many last lines of its log a'
                . ' failure shows.'),
            new Setting(
                'log_max_size',
                new Bytes('64K', '100G'),
                '64M',
                'An action whose log grows larger is stopped.',
            ),
            new Setting('history_retention', new Seconds('1h', '3650d'), '90d', 'How long logs and the history of'
                . ' actions are kept.'),
        ];
    }

    /** @return list<Setting<mixed>> */
    private static function places(): array
    {
        return [
            new Setting('inventory', new Path('inventory/<environment>'), 'hosts.yml', 'The inventory of Ansible: a'
                . ' file, script or folder beside this file.'),
            new Setting('playbooks', new Path("the project's folder"), 'playbooks', 'The folder with provision.yml,'
                . ' deploy.yml and, if you like, check.yml.'),
            new Setting('notify_url', new HttpUrl(), null, 'Gets the report of each run by POST, as JSON.'),
            new Setting(
                'secrets',
                NameList::environmentVariables(),
                [],
                'Names of environment variables whose values are shown and stored as ***. Passwords of the inventory'
                    . ' always are.',
            ),
        ];
    }
}
