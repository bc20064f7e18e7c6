<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Library;

/**
 * $wpdb with errors as exceptions, transactions, and values that may be NULL.
 */
final readonly class Database
{
    private const TRANSACTION_TRIES = 3;

    /** Far from what a server accepts in one packet. */
    private const ROWS_A_STATEMENT = 500;

    public function __construct(private \wpdb $wpdb) {}

    public static function ofWordPress(): self
    {
        global $wpdb;
        \assert($wpdb instanceof \wpdb);

        return new self($wpdb);
    }

    /** Full name of one of this plugin's tables, on the current blog. */
    public function table(string $name): string
    {
        return $this->wpdb->prefix . 'photolibrary_' . $name;
    }

    public function posts(): string
    {
        return $this->wpdb->posts;
    }

    public function postMeta(): string
    {
        return $this->wpdb->postmeta;
    }

    public function charsetCollate(): string
    {
        return $this->wpdb->get_charset_collate();
    }

    public function hasTable(string $table): bool
    {
        $pattern = $this->wpdb->esc_like($table);

        return $this->rows('SHOW TABLES LIKE %s', $pattern) !== [];
    }

    /**
     * @return list<array<string, string|null>>
     * @throws StorageError
     */
    public function rows(string $sql, int|string ...$values): array
    {
        $rows = $this->checked(fn(): mixed => $this->wpdb->get_results($this->prepared($sql, $values), ARRAY_A));
        \assert(\is_array($rows));

        /** @var list<array<string, string|null>> $rows */
        return $rows;
    }

    /** @throws StorageError */
    public function number(string $sql, int|string ...$values): int
    {
        $row = $this->rows($sql, ...$values)[0] ?? [];

        return (int) reset($row);
    }

    /** @throws StorageError */
    public function execute(string $sql, int|string ...$values): void
    {
        $this->checked(fn(): mixed => $this->wpdb->query($this->prepared($sql, $values)));
    }

    /**
     * Inserts rows, or changes the columns of those whose key is there already.
     *
     * @param list<non-empty-array<string, int|string|null>> $rows all with the same columns
     * @param list<string> $changed columns that an existing row takes over; none: a plain insert
     * @throws StorageError
     */
    public function insert(string $table, array $rows, array $changed = []): void
    {
        $quoted = static fn(string $column): string => "`{$column}`";
        $taken = static fn(string $column): string => "`{$column}`=VALUES(`{$column}`)";
        $update = $changed === [] ? '' : ' ON DUPLICATE KEY UPDATE ' . implode(',', array_map($taken, $changed));
        foreach (array_chunk($rows, self::ROWS_A_STATEMENT) as $chunk) {
            $columns = implode(',', array_map($quoted, array_keys($chunk[0])));
            $tuples = $values = [];
            foreach ($chunk as $row) {
                $tuples[] = '(' . implode(',', array_map(self::placeholder(...), $row)) . ')';
                foreach ($row as $value) {
                    if ($value !== null) {
                        $values[] = \is_string($value) ? $this->text($value) : $value;
                    }
                }
            }
            $this->execute("INSERT INTO {$table} ({$columns}) VALUES " . implode(',', $tuples) . $update, ...$values);
        }
    }

    /**
     * Does all or nothing of what $write does, which must be repeatable: a deadlock with another run is resolved by
     * another try. wpdb reconnects silently when the server has gone away, also within a transaction, whose rest is
     * then committed statement by statement; the change of connection is noticed, and all is done again.
     *
     * @param \Closure(): void $write
     * @throws StorageError
     */
    public function transaction(\Closure $write): void
    {
        for ($try = 1;; ++$try) {
            try {
                $connection = $this->connection();
                $this->execute('START TRANSACTION');
                $write();
                $this->execute('COMMIT');
                if ($this->connection() === $connection) {
                    return;
                }
                $error = new StorageError(__('The connection to the database was lost several times.', 'photolibrary'));
            } catch (StorageError $error) {
                $this->rollBack();
            }
            if ($try === self::TRANSACTION_TRIES) {
                throw $error;
            }
        }
    }

    /** Forgets what wpdb keeps for SAVEQUERIES: it would grow with the library. */
    public function forgetQueries(): void
    {
        $this->wpdb->queries = [];
    }

    /** @return non-empty-string placeholders for this many numbers: %d,%d,%d */
    public static function list(int $count): string
    {
        return implode(',', array_fill(0, max(1, $count), '%d'));
    }

    private static function placeholder(int|string|null $value): string
    {
        return match (true) {
            $value === null => 'NULL',
            \is_int($value) => '%d',
            default => '%s',
        };
    }

    /** File and profile names are bytes: one that the column cannot hold would fail the whole batch. */
    private function text(string $value): string
    {
        $text = mb_scrub(str_replace("\0", '', $value), 'UTF-8');

        return $this->wpdb->charset === 'utf8mb4'
            ? $text
            : (preg_replace('/[\x{10000}-\x{10FFFF}]/u', '?', $text) ?? '');
    }

    /** @param array<int|string> $values */
    private function prepared(string $sql, array $values): string
    {
        return $values === [] ? $sql : (string) $this->wpdb->prepare($sql, ...array_values($values));
    }

    /** The server's number of this connection; 0 where a connection cannot be lost. */
    private function connection(): int
    {
        // Evaluated by class name: the driver of SQLite prints an error page for CONNECTION_ID().
        return $this->wpdb instanceof \WP_SQLite_DB ? 0 : $this->number('SELECT CONNECTION_ID()');
    }

    private function rollBack(): void
    {
        try {
            $this->execute('ROLLBACK');
        } catch (StorageError) {
            // The error that led here is the one to report.
        }
    }

    /**
     * @param \Closure(): mixed $query
     * @throws StorageError
     */
    private function checked(\Closure $query): mixed
    {
        $suppressed = $this->wpdb->suppress_errors(true);
        $this->wpdb->last_error = '';
        try {
            $result = $query();
        } finally {
            $this->wpdb->suppress_errors($suppressed);
        }
        if ($result === false || $this->wpdb->last_error !== '') {
            throw StorageError::ofDatabase($this->wpdb->last_error);
        }

        return $result;
    }
}
