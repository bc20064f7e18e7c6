<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Cli;

use PhotoLibrary\Cli\NamedValues;
use PhotoLibrary\Cli\Options;
use PhotoLibrary\Cli\OutputFormat;
use PhotoLibrary\Cli\UsageError;

/**
 * Prints reports on STDOUT; a table, which is for people, only without --quiet.
 */
final readonly class Output
{
    /** Failures that people are shown; JSON lists all that a report has. */
    private const FAILURES_SHOWN = 20;

    public function __construct(public OutputFormat $format) {}

    /**
     * @param list<OutputFormat> $choices
     * @throws UsageError
     */
    public static function fromOptions(Options $options, array $choices): self
    {
        return new self($options->choice('format', OutputFormat::Table, $choices));
    }

    /** @param array<string, mixed> $values counts by reason and lists are arrays within */
    public function print(array $values): void
    {
        $named = new NamedValues($values);
        if ($this->format->isStructured()) {
            \WP_CLI::print_value($named->structured(), ['format' => $this->format->value]);
        } else {
            $this->printRows($named->rows(), ['item', 'value']);
        }
    }

    /**
     * @param list<array<string, mixed>> $rows
     * @param list<string> $columns
     */
    public function printRows(array $rows, array $columns): void
    {
        if (!$this->format->isForPeople() || !self::isQuiet()) {
            \WP_CLI\Utils\format_items($this->format->value, $rows, $columns);
        }
    }

    /**
     * Lists failures for people. --quiet leaves STDOUT empty, so what failed in this run goes to STDERR: a run by night
     * that fails says what and why.
     *
     * @param list<array{reason: string, message: string, ...}> $failures
     * @param list<string> $columns the first one says which photo
     * @param int $failed photos that failed in this run, listed or not
     */
    public function printFailures(array $failures, array $columns, int $failed): void
    {
        if (self::isQuiet()) {
            self::printToStderr(array_filter($failures, static fn(array $row): bool => ($row['known'] ?? false) === false), $columns[0], $failed);
            return;
        }
        if ($failures !== []) {
            $this->printRows(\array_slice($failures, 0, self::FAILURES_SHOWN), $columns);
        }
        if (\count($failures) > self::FAILURES_SHOWN) {
            /* translators: %d: a number. */
            \WP_CLI::log(\sprintf(__('These are the first %d failures; --format=json lists more.', 'photolibrary'), self::FAILURES_SHOWN));
        }
    }

    /** @param array<array{reason: string, message: string, ...}> $failures */
    private static function printToStderr(array $failures, string $id, int $failed): void
    {
        $shown = \array_slice($failures, 0, self::FAILURES_SHOWN);
        foreach ($shown as $failure) {
            $photo = $failure[$id] ?? '';
            /* translators: 1: id of an attachment, 2: why it failed, in words, 3: the same, in a word. */
            fwrite(STDERR, \sprintf(__('Attachment %1$s failed: %2$s (%3$s)', 'photolibrary'), \is_scalar($photo) ? $photo : '', $failure['message'], $failure['reason']) . "\n");
        }
        if ($failed > \count($shown)) {
            /* translators: %d: a number. */
            fwrite(STDERR, \sprintf(__('and %d more', 'photolibrary'), $failed - \count($shown)) . "\n");
        }
    }

    private static function isQuiet(): bool
    {
        return \WP_CLI::get_config('quiet') === true;
    }
}
