<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Command;

use PhotoLibrary\Actions\Config\Settings;
use PhotoLibrary\Actions\Support\Duration;
use PhotoLibrary\Actions\Support\Quoted;
use PhotoLibrary\Cli\Text;
use PhotoLibrary\Cli\UsageError;
use Symfony\Component\Console\Input\InputDefinition;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Input\InputOption;

/**
 * Options of the verbs that run actions.
 */
final class RunOptions
{
    /** Waits for another process as long as it takes: a year. */
    private const FOREVER = 365 * 86400.0;

    public static function addTo(InputDefinition $definition): void
    {
        $definition->addOptions([
            new InputOption('workers', null, InputOption::VALUE_REQUIRED, 'Actions at the same time; 0: one after the other [config: max_parallel_workers]'),
            new InputOption('retry', null, InputOption::VALUE_OPTIONAL, 'Repeat what retry_on names, so many times [config: auto_retry_enabled, max_retries]', false),
            new InputOption('wait', null, InputOption::VALUE_OPTIONAL, 'If another process runs the actions, wait for it, for example --wait=15m', false),
            new InputOption('plain', null, InputOption::VALUE_NONE, 'Lines instead of a table that changes'),
        ]);
    }

    /** What the command line says goes before what the file says. */
    public static function apply(InputInterface $input, Settings $settings): Settings
    {
        $given = [];
        $workers = $input->getOption('workers');
        if (\is_string($workers)) {
            $given['max_parallel_workers'] = $workers;
        }
        $retry = $input->getOption('retry');
        if ($retry !== false) {
            $given['auto_retry_enabled'] = true;
        }
        if (\is_string($retry)) {
            $given['max_retries'] = $retry;
        }

        return $given === [] ? $settings : $settings->with($given);
    }

    /** @return float|null seconds; null: not at all */
    public static function patience(InputInterface $input): ?float
    {
        $wait = $input->getOption('wait');
        if (!\is_string($wait)) {
            return $wait === false ? null : self::FOREVER;
        }

        return Duration::parse($wait) ?? throw new UsageError(new Text('--wait=%1$s is no duration: write --wait=15m.', Quoted::text($wait)));
    }
}
