<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions;

use PhotoLibrary\Actions\Config\DeploymentStrategy;
use PhotoLibrary\Actions\Config\Settings;
use PhotoLibrary\Actions\Journal\NewEntry;
use PhotoLibrary\Actions\Run\Ending;
use PhotoLibrary\Actions\Run\Gate;
use PhotoLibrary\Actions\Run\Preparation;
use PhotoLibrary\Actions\Run\Rolling;
use PhotoLibrary\Actions\Support\ActionKind;

/**
 * Makes actions of servers and options. All of an action is known before it is stored: its tags, and its group of a rolling
 * deployment.
 */
final readonly class Queuing
{
    public function __construct(private Settings $settings, private int $workers) {}

    /**
     * @param list<string> $servers
     * @return list<NewEntry>
     */
    public function entries(ActionKind $kind, array $servers, QueueOptions $options): array
    {
        $rolling = $this->rolling($kind, \count($servers));
        $entries = [];
        foreach ($servers as $index => $server) {
            $entries[] = new NewEntry(
                $kind,
                $server,
                $options->tags === [] ? $this->defaultTags($kind) : $options->tags,
                $options->skipTags,
                $options->dryRun,
                $options->priority,
                $options->after,
                self::own($options) + $rolling($index),
            );
        }

        return $entries;
    }

    /** @return \Closure(int): array<string, scalar> options for the server of that index */
    private function rolling(ActionKind $kind, int $servers): \Closure
    {
        if ($kind !== ActionKind::Deploy || $this->settings->deploymentStrategy !== DeploymentStrategy::Rolling) {
            return static fn(int $index): array => [];
        }
        $size = $this->settings->deploymentSerial->groupSize($servers, max(1, $this->workers));
        $rollout = bin2hex(random_bytes(8));

        return fn(int $index): array => [
            Rolling::ROLLOUT => $rollout,
            Rolling::GROUP => intdiv($index, $size),
            Rolling::MAX_FAIL_PERCENTAGE => $this->settings->maxFailPercentage,
        ];
    }

    /** @return array<string, scalar> only what differs from what is usual */
    private static function own(QueueOptions $options): array
    {
        return array_filter([
            Preparation::TIMEOUT => $options->timeout,
            Gate::FORCE => $options->force ?: null,
            Ending::SKIP_HEALTH_CHECK => $options->skipHealthCheck ?: null,
            Preparation::EXTRA_VARS_FILE => $options->extraVarsFile,
        ], static fn(mixed $value): bool => $value !== null);
    }

    /** @return list<string> */
    private function defaultTags(ActionKind $kind): array
    {
        return match ($kind) {
            ActionKind::Provision => $this->settings->provisioningTags,
            ActionKind::Deploy => $this->settings->deploymentTags,
            ActionKind::Check => [],
        };
    }
}
