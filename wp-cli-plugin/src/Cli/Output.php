<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Cli;

use PhotoLibrary\Cli\Account;
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
     * Prints what became of a run, with its failures.
     *
     * @param string|null $signal the one that ended the run
     * @param list<string> $columns of the failures; the first one says which photos
     * @param array<string, list<array<string, mixed>>> $tables more to print, by name
     */
    public function report(Account $account, ?string $signal, array $columns, array $tables = []): void
    {
        $values = $account->toArray() + ['interrupted' => $signal];
        if (!$this->format->isForPeople()) {
            $this->print($values + ['failures' => $account->failures()] + $tables);
            return;
        }
        $this->print(array_filter($values, static fn(mixed $value): bool => $value !== null));
        foreach (array_filter($tables) as $rows) {
            $this->printRows($rows, array_keys($rows[0]));
        }
        $this->printFailures($account->failures(), $columns, $account->failed());
    }

    /**
     * The last sentence, and the status.
     *
     * @param string $noun what was counted
     * @param string $verb what was to be done with it
     */
    public function conclude(Account $account, string $noun, string $verb): void
    {
        if ($this->format->isForPeople() || $account->failed() > 0) {
            \WP_CLI\Utils\report_batch_operation_results(
                $noun,
                $verb,
                $account->total(),
                $account->processed(),
                $account->failed(),
                $account->skipped(),
            );
        }
    }

    /**
     * Lists failures for people. --quiet leaves STDOUT empty, so what failed in this run goes to STDERR: a run by night
     * that fails says what and why.
     *
     * @param list<array{reason: string, message: string, ...}> $failures those of this run first
     * @param list<string> $columns
     * @param int $failed photos that failed in this run, listed or not
     */
    private function printFailures(array $failures, array $columns, int $failed): void
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
        $listed = 0;
        foreach (\array_slice($failures, 0, self::FAILURES_SHOWN) as $failure) {
            $photos = \is_int($failure['photos'] ?? null) ? $failure['photos'] : 1;
            fwrite(STDERR, self::sentence($failure, \is_scalar($failure[$id] ?? null) ? (string) $failure[$id] : '', $photos) . "\n");
            $listed += $photos;
        }
        if ($failed > $listed) {
            /* translators: %d: a number. */
            fwrite(STDERR, \sprintf(__('and %d more', 'photolibrary'), $failed - $listed) . "\n");
        }
    }

    /**
     * @param array{reason: string, message: string, ...} $failure
     * @param string $ids of an attachment, or the first and the last of several
     * @param int $photos those of them that failed
     */
    private static function sentence(array $failure, string $ids, int $photos): string
    {
        ['message' => $message, 'reason' => $reason] = $failure;
        if (ctype_digit($ids)) {
            /* translators: 1: id of an attachment, 2: why it failed, in words, 3: the same, in a word. */
            return \sprintf(__('Attachment %1$s failed: %2$s (%3$s)', 'photolibrary'), $ids, $message, $reason);
        }

        /* translators: 1: ids of attachments, as 1-100, 2: a number, 3: why they failed, in words, 4: the same, in a word. */
        return \sprintf(_n('Attachments %1$s: %2$d photo failed: %3$s (%4$s)', 'Attachments %1$s: %2$d photos failed: %3$s (%4$s)', $photos, 'photolibrary'), $ids, $photos, $message, $reason);
    }

    private static function isQuiet(): bool
    {
        return \WP_CLI::get_config('quiet') === true;
    }
}
