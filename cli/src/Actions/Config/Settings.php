<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Config;

use PhotoLibrary\Actions\Support\ActionKind;
use PhotoLibrary\Actions\Support\Environment;
use PhotoLibrary\Actions\Support\Quoted;

/**
 * The settings of an environment: what the command line says, else config.yml, else the defaults.
 */
final readonly class Settings
{
    public const FROM_DEFAULT = 'default';
    public const FROM_FILE = 'file';
    public const FROM_COMMAND_LINE = 'command line';
    /** Beyond this, the network and SSH are what actions wait for. */
    private const MANY_WORKERS = 10;
    /** Options that are not called like their setting. */
    private const OPTIONS = [
        'max_parallel_workers' => 'workers',
        'deployment_serial' => 'serial',
        'action_timeout' => 'timeout',
        'max_retries' => 'retry',
        'provisioning_tags' => 'tags',
        'deployment_tags' => 'tags',
    ];

    public int $maxParallelWorkers;
    public ProvisioningStrategy $provisioningStrategy;
    public DeploymentStrategy $deploymentStrategy;
    public Serial $deploymentSerial;
    public int $maxFailPercentage;
    /** @var list<string> */
    public array $provisioningTags;
    /** @var list<string> */
    public array $deploymentTags;
    /** Seconds, as all durations. */
    public float $actionTimeout;
    public float $stopGrace;
    public bool $healthCheckEnabled;
    public float $healthCheckTimeout;
    public int $healthCheckRetries;
    public ?string $healthCheckUrl;
    public HttpStatuses $healthCheckStatus;
    public bool $autoRetryEnabled;
    public int $maxRetries;
    /** @var list<RetryCause> */
    public array $retryOn;
    public float $retryDelay;
    public float $retryMaxDelay;
    public OnUnknown $onUnknown;
    public float $refreshInterval;
    public int $logRetentionLines;
    /** Bytes. */
    public int $logMaxSize;
    public float $historyRetention;
    /** Below inventory/<environment>. */
    public string $inventory;
    /** Below the project's folder. */
    public string $playbooks;
    public ?string $notifyUrl;
    /** @var list<string> names of environment variables */
    public array $secrets;

    /**
     * @param array<string, mixed> $given as YAML has them; all known and acceptable
     * @param array<string, self::FROM_*> $sources of those
     * @param list<string> $warnings what a person should be told once
     */
    private function __construct(private array $given, private array $sources, public array $warnings)
    {
        $values = new Values($given);
        $this->maxParallelWorkers = $values->int('max_parallel_workers');
        $this->provisioningStrategy = $values->object('provisioning_strategy', ProvisioningStrategy::class);
        $this->deploymentStrategy = $values->object('deployment_strategy', DeploymentStrategy::class);
        $this->deploymentSerial = $values->object('deployment_serial', Serial::class);
        $this->maxFailPercentage = $values->int('max_fail_percentage');
        $this->provisioningTags = $values->strings('provisioning_tags');
        $this->deploymentTags = $values->strings('deployment_tags');
        $this->actionTimeout = $values->float('action_timeout');
        $this->stopGrace = $values->float('stop_grace');
        $this->healthCheckEnabled = $values->bool('health_check_enabled');
        $this->healthCheckTimeout = $values->float('health_check_timeout');
        $this->healthCheckRetries = $values->int('health_check_retries');
        $this->healthCheckUrl = $values->optional('health_check_url');
        $this->healthCheckStatus = $values->object('health_check_status', HttpStatuses::class);
        $this->autoRetryEnabled = $values->bool('auto_retry_enabled');
        $this->maxRetries = $values->int('max_retries');
        $this->retryOn = array_map(RetryCause::from(...), $values->strings('retry_on'));
        $this->retryDelay = $values->float('retry_delay');
        $this->retryMaxDelay = $values->float('retry_max_delay');
        $this->onUnknown = $values->object('on_unknown', OnUnknown::class);
        $this->refreshInterval = $values->float('refresh_interval');
        $this->logRetentionLines = $values->int('log_retention_lines');
        $this->logMaxSize = $values->int('log_max_size');
        $this->historyRetention = $values->float('history_retention');
        $this->inventory = $values->string('inventory');
        $this->playbooks = $values->string('playbooks');
        $this->notifyUrl = $values->optional('notify_url');
        $this->secrets = $values->strings('secrets');
    }

    public static function defaults(): self
    {
        return new self([], [], []);
    }

    /**
     * @param array<string, mixed> $given what the file says, as YAML has it
     * @param \Closure(string): string $place "inventory/production/config.yml:3" of a key
     * @param list<string> $problems that are known already
     * @param list<string> $warnings
     * @throws SettingsException all that is wrong, at once
     */
    public static function fromFile(array $given, \Closure $place, array $problems = [], array $warnings = []): self
    {
        return self::defaults()->over(
            $given,
            self::FROM_FILE,
            static fn(string $key): string => "{$place($key)}: {$key}",
            $problems,
            $warnings,
        );
    }

    /**
     * @param array<string, scalar|list<string>> $commandLine by names of settings; text is read as YAML would be
     * @throws SettingsException all that is wrong, at once
     */
    public function with(array $commandLine): self
    {
        $given = [];
        foreach ($commandLine as $key => $value) {
            $type = (SettingsTable::all()[$key] ?? throw new \LogicException("There is no setting {$key}."))->type;
            $given[$key] = \is_string($value) ? $type->fromText($value) : $value;
        }

        return $this->over(
            $given,
            self::FROM_COMMAND_LINE,
            static fn(string $key): string => '--' . (self::OPTIONS[$key] ?? strtr($key, '_', '-')),
            [],
            $this->warnings,
        );
    }

    /** @return self::FROM_* */
    public function source(string $key): string
    {
        return $this->sources[$key] ?? self::FROM_DEFAULT;
    }

    /** A value as it is written in YAML. */
    public function written(string $key): string
    {
        $setting = SettingsTable::all()[$key] ?? throw new \LogicException("There is no setting {$key}.");

        return $setting->type->write(\array_key_exists($key, $this->given) ? $this->given[$key] : $setting->default);
    }

    public function inventoryPath(Environment $environment): string
    {
        return "{$environment->folder()}/{$this->inventory}";
    }

    public function playbookPath(Environment $environment, ActionKind $kind): string
    {
        return "{$environment->root}/{$this->playbooks}/{$kind->playbook()}";
    }

    /**
     * @param array<string, mixed> $given
     * @param self::FROM_* $source
     * @param \Closure(string): string $name of a setting, with the place where it was given
     * @param list<string> $problems
     * @param list<string> $warnings
     * @throws SettingsException
     */
    private function over(array $given, string $source, \Closure $name, array $problems, array $warnings): self
    {
        foreach ($given as $key => $value) {
            try {
                (new Values($given))->of($key);
            } catch (Unacceptable $problem) {
                $problems[] = "{$name($key)}: " . Quoted::value($value) . " {$problem->getMessage()}";
            }
        }
        if ($problems !== []) {
            throw new SettingsException($problems);
        }
        $settings = new self(
            $given + $this->given,
            array_fill_keys(array_keys($given), $source) + $this->sources,
            [...$warnings, ...self::advice($given, $name)],
        );
        if ($settings->retryMaxDelay < $settings->retryDelay) {
            $culprit = \array_key_exists('retry_max_delay', $given) ? 'retry_max_delay' : 'retry_delay';
            throw new SettingsException(["{$name($culprit)}: retry_max_delay"
                . " ({$settings->written('retry_max_delay')}) is shorter than"
                . " retry_delay ({$settings->written('retry_delay')}). Make it at least as long."]);
        }

        return $settings;
    }

    /**
     * @param array<string, mixed> $given
     * @param \Closure(string): string $name
     * @return list<string>
     */
    private static function advice(array $given, \Closure $name): array
    {
        $workers = $given['max_parallel_workers'] ?? 0;

        return match (true) {
            !\is_int($workers) => [],
            $workers < 0 => ["{$name('max_parallel_workers')}: {$workers} is less than 0 and means 0: one action at"
                . ' a time.'],
            $workers > self::MANY_WORKERS => ["{$name('max_parallel_workers')}: more than " . self::MANY_WORKERS
                . ' workers need an infrastructure of their own: watch the load of this machine, of the network and'
                . ' of SSH.'],
            default => [],
        };
    }
}
