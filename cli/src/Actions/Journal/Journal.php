<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Journal;

use PhotoLibrary\Actions\Support\Environment;
use PhotoLibrary\Actions\Support\Files;
use PhotoLibrary\Actions\Support\PlainText;
use PhotoLibrary\Actions\Support\Quoted;

/**
 * All actions of an environment: what waits, what runs, what has ended and how. Every method is one transaction, and
 * what it has written is on the disk when it returns. Other processes may read and add at any time.
 */
final class Journal
{
    /** Message of an action that was held and that a person has queued again, knowing of the failures before it. */
    public const RELEASED = 'queued again after it was held';

    private const FILE = 'actions.sqlite';
    /** Seconds to wait for another process. A commit takes milliseconds. */
    private const PATIENCE = 10.0;
    private const LONGEST_MESSAGE = 500;

    private int $version = -1;

    private function __construct(public readonly Environment $environment, private readonly Database $database) {}

    /**
     * @param bool $forWriting false: only looks, also where nothing can be written
     * @throws JournalException
     * @throws \PhotoLibrary\Actions\Support\FolderException
     */
    public static function open(
        Environment $environment,
        bool $forWriting = true,
        float $patience = self::PATIENCE,
    ): self {
        $path = "{$environment->folder()}/.queue/" . self::FILE;
        if ($forWriting) {
            $environment->queueFolder();
        } elseif (!file_exists($path)) {
            $path = ''; // nothing was ever queued
        }

        return new self(
            $environment,
            new Database($path, $environment->shown($path), $environment->name, $forWriting, $patience),
        );
    }

    /**
     * For `doctor --repair`: the next journal begins empty.
     *
     * @param RunnerLock $lock so that nobody uses it
     * @return list<string> where its files are now
     */
    public static function setAside(RunnerLock $lock): array
    {
        $environment = $lock->environment;
        $path = $environment->queueFolder() . '/' . self::FILE;
        $aside = $path . '.' . date('Ymd_His');
        for ($number = 2; file_exists($aside); ++$number) {
            $aside = $path . '.' . date('Ymd_His') . "_{$number}";
        }
        $moved = [];
        // The log first: with the next journal it would be applied to that.
        foreach (['-wal', '-shm', ''] as $end) {
            if (file_exists($path . $end)) {
                $problem = Files::problemOf(static fn(): bool => rename($path . $end, $aside . $end));
                $problem === null || throw new JournalException("{$environment->shown($path . $end)} cannot be set"
                    . " aside: {$problem}.");
                $moved[] = $environment->shown($aside . $end);
            }
        }

        return $moved;
    }

    /**
     * @throws DuplicateException if the same action waits already
     * @throws EntryException if an action it is to come after does not exist
     * @throws JournalException if it cannot be stored, as in all methods that store something
     */
    public function add(NewEntry $new): JournalEntry
    {
        $added = $this->addAll([$new]);

        return $added->entries[0] ?? throw new DuplicateException($added->duplicates[0]);
    }

    /**
     * Actions that wait already are not added again; the others are, all at once. A held one makes way for the same
     * one.
     *
     * If an action that one of them is to come after does not exist, that is an EntryException, and none is added.
     *
     * @param list<NewEntry> $news
     * @throws JournalException|EntryException
     */
    public function addAll(array $news): Added
    {
        return $this->database->transaction(function () use ($news): Added {
            [$entries, $duplicates] = [[], []];
            foreach ($news as $new) {
                $waiting = $this->select("identity = ? AND state = 'queued'", [$new->identity()])[0] ?? null;
                if ($waiting !== null) {
                    $duplicates[] = $waiting;
                } else {
                    $entries[] = $this->insert($new);
                }
            }

            return new Added($entries, $duplicates);
        });
    }

    /**
     * @param string $id or enough of its beginning
     * @throws EntryException if there is none, or several
     */
    public function find(string $id): JournalEntry
    {
        $isPart = preg_match('/^[0-9a-f][0-9a-f-]{2,35}\z/', $id) === 1;
        $found = $isPart ? $this->select('id >= ? AND id < ? ORDER BY id LIMIT 3', [$id, "{$id}~"]) : [];

        return match (\count($found)) {
            1 => $found[0],
            0 => throw new EntryException('There is no action ' . Quoted::text($id)
                . " in {$this->environment->name}. See: photolibrary actions history {$this->environment->name}"),
            default => throw new EntryException('Several actions begin with ' . Quoted::text($id) . ', for example '
                . "{$found[0]->id} and {$found[1]->id}. Write more of the id."),
        };
    }

    /** @return list<JournalEntry> in the order in which they were added; of all states if none is named */
    public function entries(EntryState ...$states): array
    {
        $states = array_values($states);

        return $states === [] ? $this->select('1 ORDER BY sequence')
            : $this->select(self::among($states) . ' ORDER BY sequence');
    }

    /**
     * @return list<JournalEntry> in the order in which they begin
     * @phpstan-impure
     */
    public function waiting(): array
    {
        return $this->select("state = 'queued' ORDER BY priority DESC, sequence");
    }

    /** @return list<JournalEntry> */
    public function active(): array
    {
        return $this->entries(...EntryState::active());
    }

    /** @return array<string, int> how many there are, by the value of each state */
    public function counts(): array
    {
        $counts = array_fill_keys(array_column(EntryState::cases(), 'value'), 0);
        foreach ($this->database->rows('SELECT state, COUNT(*) AS number FROM actions GROUP BY state') as $row) {
            $counts[(string) $row['state']] = (int) $row['number'];
        }

        return $counts;
    }

    /** Whether another process has changed the journal since this was asked last; cheap enough to ask every 100 ms. */
    public function hasChanged(): bool
    {
        $version = $this->database->version();
        $hasChanged = $version !== $this->version;
        $this->version = $version;

        return $hasChanged;
    }

    /** Grows when this process has changed the journal through this object. */
    public function ownChanges(): int
    {
        return $this->database->ownChanges();
    }

    /**
     * Before its process exists. False if it does not wait any more, because somebody cancelled it: then it must not
     * start.
     */
    public function starting(string $id, int $attempt, string $run, string $logFile, string $eventsFile): bool
    {
        return $this->update($id, [EntryState::Queued], [
            'state' => EntryState::Starting->value,
            'attempts' => $attempt,
            'run' => $run,
            'log_file' => $logFile,
            'events_file' => $eventsFile,
            'started_at' => microtime(true),
            'ended_at' => null,
            'pid' => null,
            'start_ticks' => null,
            'boot_id' => BootId::current(),
            'outcome' => null,
            'changed' => null,
            'message' => '',
        ]);
    }

    /** As soon as its process exists. */
    public function started(string $id, int $pid, int $startTicks, ?string $bootId = null): bool
    {
        return $this->update($id, [EntryState::Starting], [
            'state' => EntryState::Running->value,
            'pid' => $pid,
            'start_ticks' => $startTicks,
            'boot_id' => $bootId ?? BootId::current(),
        ]);
    }

    /** Its process has ended well, and the server's health is being checked. */
    public function verifying(string $id): bool
    {
        return $this->update(
            $id,
            [EntryState::Starting, EntryState::Running],
            ['state' => EntryState::Verifying->value],
        );
    }

    /**
     * @param string $message without secrets; made one safe line
     * @param ?string $outcome how its process ended
     * @return bool false if it had ended already: the first one to say how is right
     */
    public function ended(
        string $id,
        EntryState $state,
        string $message = '',
        ?int $changed = null,
        ?string $outcome = null,
    ): bool {
        if (!$state->isEnd()) {
            throw new \LogicException("{$state->value} is no end.");
        }

        return $this->update($id, [EntryState::Queued, ...EntryState::active()], [
            'state' => $state->value,
            'message' => PlainText::line($message, self::LONGEST_MESSAGE),
            'changed' => $changed,
            'outcome' => $outcome,
            'ended_at' => microtime(true),
        ]);
    }

    /**
     * Back into the queue: an active action that is repeated, or that never began ($countAttempt false); a held one.
     *
     * @return bool false if it waits or has ended, or if the same action waits already
     */
    public function requeue(string $id, bool $countAttempt, string $message = ''): bool
    {
        return $this->database->transaction(
            fn(): bool => $this->queueAgain($id, [...EntryState::active(), EntryState::Held], $countAttempt, $message),
        );
    }

    /** @return bool false if it does not wait any more */
    public function changePriority(string $id, int $priority): bool
    {
        return $this->update($id, [EntryState::Queued], ['priority' => $priority]);
    }

    /**
     * An action that waits or is held will not be done.
     *
     * @return bool false if it runs or has ended
     */
    public function cancel(string $id, string $message = 'cancelled'): bool
    {
        return $this->update($id, [EntryState::Queued, EntryState::Held], [
            'state' => EntryState::Cancelled->value,
            'message' => PlainText::line($message, self::LONGEST_MESSAGE),
            'ended_at' => microtime(true),
        ]);
    }

    /** Cancels all that wait or are held. @return int how many */
    public function clear(string $message = 'cancelled with all others'): int
    {
        return $this->database->transaction(fn(): int => $this->database->change(
            'UPDATE actions SET state = ?, message = ?, ended_at = ? WHERE '
                . self::among([EntryState::Queued, EntryState::Held]),
            [EntryState::Cancelled->value, $message, microtime(true)],
        ));
    }

    /**
     * A person says how an action ended of which nobody knew it.
     *
     * @param EntryState $state Ok, Failed, or Queued for once more
     * @return bool false if it is not unknown, or once more and the same one waits already
     */
    public function resolve(string $id, EntryState $state, string $message): bool
    {
        if ($state === EntryState::Queued) {
            return $this->database->transaction(
                fn(): bool => $this->queueAgain($id, [EntryState::Unknown], true, $message),
            );
        }

        return $this->update($id, [EntryState::Unknown], [
            'state' => $state->value,
            'message' => PlainText::line($message, self::LONGEST_MESSAGE),
        ]);
    }

    /**
     * Queues actions again: those that have ended as new ones, so that the history keeps both; held ones as they are.
     * Those that are to come after another one of them come after its repetition. If one waits, runs or is unknown,
     * that is an EntryException, and none is queued.
     *
     * @param list<string> $ids
     */
    public function retry(array $ids, ?string $who = null): Added
    {
        return $this->database->transaction(function () use ($ids, $who): Added {
            [$entries, $duplicates, $successors] = [[], [], []];
            foreach ($this->inOrder($ids) as $entry) {
                $waiting = $this->select(
                    "state = 'queued' AND identity = (SELECT identity FROM actions WHERE id = ?)",
                    [$entry->id],
                )[0] ?? null;
                if ($waiting !== null) {
                    $duplicates[] = $waiting;
                    $successors[$entry->id] = $waiting->id;
                } elseif ($entry->state === EntryState::Held) {
                    $this->queueAgain($entry->id, [EntryState::Held], true, self::RELEASED);
                    $entries[] = $this->find($entry->id);
                } else {
                    $after = array_map(static fn(string $id): string => $successors[$id] ?? $id, $entry->after);
                    $new = $this->insert(new NewEntry(
                        $entry->kind,
                        $entry->server,
                        $entry->tags,
                        $entry->skipTags,
                        $entry->dryRun,
                        $entry->priority,
                        $after,
                        $entry->options,
                        $who,
                    ));
                    $successors[$entry->id] = $new->id;
                    $entries[] = $new;
                }
            }

            return new Added($entries, $duplicates);
        });
    }

    /** @return list<JournalEntry> failed, skipped and held ones after which the same was not done again */
    public function retryable(): array
    {
        return array_values(array_filter(
            $this->select(
                'sequence IN (SELECT MAX(sequence) FROM actions WHERE state <> ? GROUP BY identity) ORDER BY sequence',
                [EntryState::Cancelled->value],
            ),
            static fn(JournalEntry $entry): bool => $entry->state->isFailure()
                || $entry->state === EntryState::Held || $entry->state === EntryState::Skipped,
        ));
    }

    /** @return list<JournalEntry> nothing else may begin on the server until they are resolved */
    public function unknownOn(string $server): array
    {
        return $this->select('server = ? AND state = ? ORDER BY sequence', [$server, EntryState::Unknown->value]);
    }

    /** @return list<JournalEntry> the latest first */
    public function history(?string $server = null, int $limit = 50): array
    {
        return $server === null
            ? $this->select('1 ORDER BY sequence DESC LIMIT ?', [$limit])
            : $this->select('server = ? ORDER BY sequence DESC LIMIT ?', [$server, $limit]);
    }

    /**
     * Forgets what ended before: its log, its events, and then its row, so that no file is left behind without one.
     *
     * @return list<string> the files that were removed
     */
    public function prune(float $olderThan): array
    {
        $removed = [];
        // What an action that waits comes after is still needed.
        $needed = array_fill_keys(array_merge([], ...array_map(
            static fn(JournalEntry $entry): array => $entry->after,
            $this->entries(EntryState::Queued, EntryState::Held),
        )), true);
        $old = array_filter(
            $this->select(self::among(EntryState::settled()) . ' AND ended_at < ?', [$olderThan]),
            static fn(JournalEntry $entry): bool => !isset($needed[$entry->id]),
        );
        $gone = [];
        foreach ($old as $entry) {
            $files = array_filter(
                [$entry->logFile, $entry->eventsFile],
                fn(?string $file): bool => $file !== null && $this->isOurs($file),
            );
            $files = array_filter($files, is_file(...));
            $problems = array_filter(
                $files,
                static fn(string $file): bool => Files::problemOf(static fn(): bool => unlink($file)) !== null,
            );
            if ($problems === []) {
                $gone[] = $entry->id;
                array_push($removed, ...$files);
            }
        }
        $this->database->transaction(function () use ($gone): void {
            foreach ($gone as $id) {
                $this->database->change(
                    'DELETE FROM actions WHERE id = ? AND ' . self::among(EntryState::settled()),
                    [$id],
                );
            }
        });

        return $removed;
    }

    /**
     * Actions of another program's queue, with their own ids. Those that are there already are passed over.
     *
     * @param list<array{id: string, entry: NewEntry, queued_at: float, begun: bool}> $items
     * @return list<JournalEntry> those that were added
     */
    public function import(array $items, string $message): array
    {
        return $this->database->transaction(function () use ($items, $message): array {
            $entries = [];
            foreach ($items as $item) {
                $isKnown = $this->select('id = ?', [$item['id']]) !== [];
                $waits = $this->select("identity = ? AND state = 'queued'", [$item['entry']->identity()]) !== [];
                if ($isKnown || $waits) {
                    continue;
                }
                $isUnknown = $item['begun'] && $item['entry']->kind->changesServer();
                $entries[] = $this->insert(
                    $item['entry'],
                    $item['id'],
                    $item['queued_at'],
                    $isUnknown ? EntryState::Unknown : EntryState::Queued,
                    $message,
                );
            }

            return $entries;
        });
    }

    private function insert(
        NewEntry $new,
        ?string $id = null,
        ?float $queuedAt = null,
        EntryState $state = EntryState::Queued,
        string $message = '',
    ): JournalEntry {
        $id ??= self::uuid();
        $after = array_map(fn(string $one): string => $this->find($one)->id, $new->after);
        $held = $this->select('identity = ? AND state = ?', [$new->identity(), EntryState::Held->value]);
        foreach ($held as $entry) {
            $this->database->change('UPDATE actions SET state = ?, message = ?, ended_at = ? WHERE id = ?', [
                EntryState::Cancelled->value,
                'queued again as ' . substr($id, 0, 8),
                microtime(true),
                $entry->id,
            ]);
        }
        $row = [
            'id' => $id,
            'identity' => $new->identity(),
            'kind' => $new->kind->value,
            'server' => $new->server,
            'tags' => self::json($new->tags),
            'skip_tags' => self::json($new->skipTags),
            'dry_run' => (int) $new->dryRun,
            'priority' => $new->priority,
            'state' => $state->value,
            'who' => $new->who,
            'queued_at' => $queuedAt ?? microtime(true),
            'after' => self::json($after),
            'options' => self::json((object) $new->options),
            'message' => $message,
        ];
        $this->database->change(
            'INSERT INTO actions (' . implode(', ', array_keys($row)) . ') VALUES ('
                . implode(', ', array_fill(0, \count($row), '?')) . ')',
            array_values($row),
        );

        return $this->find($id);
    }

    /**
     * @param list<EntryState> $from
     * @param array<string, scalar|null> $values
     * @return bool whether it was in one of those states
     */
    private function update(string $id, array $from, array $values): bool
    {
        $assignments = implode(
            ', ',
            array_map(static fn(string $column): string => "{$column} = ?", array_keys($values)),
        );

        return $this->database->transaction(fn(): bool => $this->database->change(
            "UPDATE actions SET {$assignments} WHERE id = ? AND " . self::among($from),
            [...array_values($values), $id],
        ) === 1);
    }

    /**
     * Within a transaction.
     *
     * @param list<EntryState> $from
     */
    private function queueAgain(string $id, array $from, bool $countAttempt, string $message): bool
    {
        $duplicate = $this->select(
            "state = 'queued' AND id <> ? AND identity = (SELECT identity FROM actions WHERE id = ?)",
            [$id, $id],
        );

        return $duplicate === [] && $this->database->change(
            'UPDATE actions SET state = ?, message = ?, attempts = MAX(0, attempts - ?), started_at = NULL,'
                . ' ended_at = NULL, pid = NULL, start_ticks = NULL, boot_id = NULL, outcome = NULL, changed = NULL'
                . ' WHERE id = ? AND ' . self::among($from),
            [EntryState::Queued->value, PlainText::line($message, self::LONGEST_MESSAGE), $countAttempt ? 0 : 1, $id],
        ) === 1;
    }

    /**
     * @param list<string> $ids
     * @return list<JournalEntry> as they were added
     */
    private function inOrder(array $ids): array
    {
        $entries = [];
        foreach ($ids as $id) {
            $entry = $this->find($id);
            if (!$entry->state->isSettled() && $entry->state !== EntryState::Held) {
                throw new EntryException("{$entry->title()} ({$entry->shortId()}) is {$entry->state->value}, so it"
                    . ' cannot be done again now.'
                    . ($entry->state !== EntryState::Unknown ? '' : ' Look at the server, then: photolibrary actions'
                        . " resolve {$entry->shortId()} --as=done (or failed, or retry)"));
            }
            $entries[$entry->sequence] = $entry;
        }
        ksort($entries);

        return array_values($entries);
    }

    /**
     * @param list<scalar|null> $values
     * @return list<JournalEntry>
     */
    private function select(string $where, array $values = []): array
    {
        return array_map(Row::entry(...), $this->database->rows("SELECT * FROM actions WHERE {$where}", $values));
    }

    /** @param list<EntryState> $states */
    private static function among(array $states): string
    {
        return "state IN ('" . implode("', '", array_column($states, 'value')) . "')";
    }

    /** Whatever the journal says, only files of the environment are ever removed. */
    private function isOurs(string $file): bool
    {
        $folder = realpath(\dirname($file));
        $folders = [$this->environment->logFolder(), "{$this->environment->folder()}/.queue"];
        $ours = array_filter(array_map(realpath(...), $folders));
        foreach ($ours as $one) {
            if ($folder !== false && ($folder === $one || str_starts_with($folder, "{$one}/"))) {
                return true;
            }
        }

        return false;
    }

    private static function uuid(): string
    {
        $bytes = random_bytes(16);
        $bytes[6] = \chr(\ord($bytes[6]) & 0x0F | 0x40);
        $bytes[8] = \chr(\ord($bytes[8]) & 0x3F | 0x80);

        return vsprintf('%s%s-%s-%s-%s-%s%s%s', str_split(bin2hex($bytes), 4));
    }

    private static function json(mixed $value): string
    {
        return json_encode($value, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
    }
}
