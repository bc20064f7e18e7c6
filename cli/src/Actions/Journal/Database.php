<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Journal;

use PhotoLibrary\Actions\Support\PlainText;

/**
 * The file of the journal: SQLite with a write-ahead log, each commit on the disk before it counts.
 *
 * @internal
 */
final readonly class Database
{
    /** Says that the file is ours: "PhAc". */
    private const APPLICATION = 0x50684163;
    private const VERSION = 1;
    /** SQLite's numbers of errors. */
    private const BUSY = [5, 6];
    private const READ_ONLY = 8;
    private const IO = 10;
    private const CORRUPT = [11, 26];
    private const FULL = 13;
    private const CANNOT_OPEN = 14;

    private const SCHEMA = <<<'SQL'
        CREATE TABLE actions (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            identity TEXT NOT NULL,
            kind TEXT NOT NULL,
            server TEXT NOT NULL,
            tags TEXT NOT NULL,
            skip_tags TEXT NOT NULL,
            dry_run INTEGER NOT NULL,
            priority INTEGER NOT NULL,
            state TEXT NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            run TEXT NOT NULL DEFAULT '',
            who TEXT NOT NULL,
            queued_at REAL NOT NULL,
            started_at REAL,
            ended_at REAL,
            pid INTEGER,
            start_ticks INTEGER,
            boot_id TEXT,
            log_file TEXT,
            events_file TEXT,
            outcome TEXT,
            message TEXT NOT NULL DEFAULT '',
            after TEXT NOT NULL,
            options TEXT NOT NULL,
            changed INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX waiting ON actions (identity) WHERE state = 'queued';
        CREATE INDEX by_state ON actions (state);
        CREATE INDEX by_server ON actions (server, sequence);
        CREATE TABLE opened (one INTEGER PRIMARY KEY CHECK (one = 1), at REAL NOT NULL) STRICT;
        SQL;

    private \PDO $pdo;

    /**
     * @param string $path '' for an empty one in memory
     * @param string $shown the path as messages have it
     * @param float $patience seconds to wait for another process
     * @throws JournalException
     */
    public function __construct(
        string $path,
        private string $shown,
        private string $environment,
        bool $forWriting,
        float $patience,
    ) {
        if ($path !== '') {
            $this->refuseForeign($path);
        }
        try {
            $this->pdo = new \PDO($path === '' ? 'sqlite::memory:' : "sqlite:{$path}", options: [
                \PDO::ATTR_ERRMODE => \PDO::ERRMODE_EXCEPTION,
                \PDO::ATTR_DEFAULT_FETCH_MODE => \PDO::FETCH_ASSOC,
            ]);
            $this->pdo->exec(\sprintf('PRAGMA busy_timeout = %d', (int) round($patience * 1000)));
            $this->prepare($path, $forWriting);
        } catch (\PDOException $error) {
            throw $this->explained($error);
        }
    }

    /**
     * @template T
     * @param \Closure(): T $work
     * @return T
     * @throws JournalException|EntryException
     */
    public function transaction(\Closure $work): mixed
    {
        try {
            $this->pdo->exec('BEGIN IMMEDIATE');
        } catch (\PDOException $error) {
            throw $this->explained($error);
        }
        try {
            $result = $work();
            $this->pdo->exec('COMMIT');

            return $result;
        } catch (\Throwable $error) {
            $this->rollBack();
            throw $error instanceof \PDOException ? $this->explained($error) : $error;
        }
    }

    /**
     * @param list<scalar|null> $values
     * @return list<array<string, scalar|null>>
     * @throws JournalException
     */
    public function rows(string $sql, array $values = []): array
    {
        try {
            /** @var list<array<string, scalar|null>> $rows */
            $rows = $this->executed($sql, $values)->fetchAll();

            return $rows;
        } catch (\PDOException $error) {
            throw $this->explained($error);
        }
    }

    /**
     * @param list<scalar|null> $values
     * @return int how many rows changed
     * @throws JournalException
     */
    public function change(string $sql, array $values = []): int
    {
        try {
            return $this->executed($sql, $values)->rowCount();
        } catch (\PDOException $error) {
            throw $this->explained($error);
        }
    }

    /** Grows when another process has changed the file. */
    public function version(): int
    {
        return $this->number('PRAGMA data_version');
    }

    /** Rows that this connection has changed by now. */
    public function ownChanges(): int
    {
        return $this->number('SELECT total_changes()');
    }

    /** @param list<scalar|null> $values */
    private function executed(string $sql, array $values): \PDOStatement
    {
        $statement = $this->pdo->prepare($sql);
        foreach ($values as $index => $value) {
            $statement->bindValue($index + 1, \is_float($value) ? \sprintf('%.6F', $value) : $value, match (true) {
                \is_int($value), \is_bool($value) => \PDO::PARAM_INT,
                $value === null => \PDO::PARAM_NULL,
                default => \PDO::PARAM_STR,
            });
        }
        $statement->execute();

        return $statement;
    }

    /** @throws JournalException */
    private function refuseForeign(string $path): void
    {
        if (is_link($path) || file_exists($path) && !is_file($path)) {
            throw new JournalException("The journal {$this->shown} is not a file. Nothing was started. Move it away.");
        }
        if (is_file($path) && !is_readable($path)) {
            throw new JournalException("The journal {$this->shown} cannot be read: Permission denied. Nothing was"
                . ' started. Make it readable for you.');
        }
    }

    /** @throws JournalException */
    private function prepare(string $path, bool $forWriting): void
    {
        $version = $this->number('PRAGMA user_version');
        $application = $this->number('PRAGMA application_id');
        if ($version > self::VERSION && $application === self::APPLICATION) {
            throw new JournalException("The journal {$this->shown} was written by a newer version of photolibrary."
                . ' Nothing was started. Use that version.');
        }
        if ($version !== 0 && $application !== self::APPLICATION) {
            throw new JournalException("The journal {$this->shown} is a database of another program. Nothing was"
                . ' started. Move it away.');
        }
        if ($forWriting) {
            $this->pdo->exec('PRAGMA journal_mode = WAL');
        }
        $this->pdo->exec('PRAGMA synchronous = FULL');
        if ($version === 0) {
            $this->create($path);
        }
        $found = (string) ($this->first('PRAGMA quick_check(1)') ?? 'SQLite cannot check it');
        if ($found !== 'ok') {
            throw $this->corrupt(PlainText::line($found, 100));
        }
        if ($forWriting) {
            // A full disk or one that cannot be written shows now, before anything is started.
            $this->change(
                'INSERT INTO opened VALUES (1, ?) ON CONFLICT DO UPDATE SET at = excluded.at',
                [microtime(true)],
            );
        }
    }

    private function create(string $path): void
    {
        if ($path !== '') {
            chmod($path, 0o600);
        }
        $this->pdo->exec('BEGIN IMMEDIATE');
        try {
            // Another process may have made it while this one waited.
            if ($this->number('PRAGMA user_version') === 0) {
                $this->pdo->exec(self::SCHEMA);
                $this->pdo->exec(\sprintf('PRAGMA application_id = %d', self::APPLICATION));
                $this->pdo->exec(\sprintf('PRAGMA user_version = %d', self::VERSION));
            }
            $this->pdo->exec('COMMIT');
        } catch (\PDOException $error) {
            $this->rollBack();
            throw $error;
        }
    }

    private function number(string $query): int
    {
        return (int) ($this->first($query) ?? 0);
    }

    private function first(string $query): string|int|null
    {
        $statement = $this->pdo->query($query);
        $value = $statement === false ? null : $statement->fetchColumn();

        return \is_string($value) || \is_int($value) ? $value : null;
    }

    private function rollBack(): void
    {
        try {
            $this->pdo->exec('ROLLBACK');
        } catch (\PDOException) {
            // SQLite has done it itself.
        }
    }

    private function explained(\PDOException $error): JournalException
    {
        $code = $error->errorInfo[1] ?? 0;
        $words = PlainText::line(
            \is_string($error->errorInfo[2] ?? null) ? $error->errorInfo[2] : $error->getMessage(),
            200,
        );

        return match (true) {
            \in_array($code, self::CORRUPT, true) => $this->corrupt($words),
            \in_array($code, self::BUSY, true) => new JournalException("The journal {$this->shown} is locked by"
                . ' another process, and stayed so.'
                . ' See who has it open with: fuser -v ' . $this->shown, previous: $error),
            $code === self::FULL => new JournalException("The journal {$this->shown} cannot be written: the disk is"
                . ' full. It is as it was before. Make room and try again.', previous: $error),
            $code === self::READ_ONLY || $code === self::CANNOT_OPEN => new JournalException(
                "The journal {$this->shown} cannot be opened for writing ({$words}). It is as it was before. Make it"
                    . ' and its folder writable for you.',
                previous: $error,
            ),
            $code === self::IO => new JournalException("The journal {$this->shown} cannot be read or written"
                . " ({$words}). It is as it was before."
                . ' The disk may be full or broken.', previous: $error),
            default => new JournalException("The journal {$this->shown} cannot be used ({$words}). It is as it was"
                . ' before.', previous: $error),
        };
    }

    private function corrupt(string $words): JournalException
    {
        return new JournalException("The journal {$this->shown} is damaged ({$words}). Nothing was started and"
            . ' nothing in it was changed.'
            . " Set it aside with: photolibrary actions doctor {$this->environment} --repair");
    }
}
