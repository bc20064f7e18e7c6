<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Journal;

use PhotoLibrary\Actions\Support\ActionKind;
use PhotoLibrary\Actions\Support\Name;
use PhotoLibrary\Cli\UsageError;

/**
 * An action as it is queued; all of it is known before it is stored.
 */
final readonly class NewEntry
{
    /** @var list<string> */
    public array $tags;
    /** @var list<string> */
    public array $skipTags;
    public string $who;

    /**
     * @param list<string> $tags
     * @param list<string> $skipTags
     * @param list<string> $after ids of actions that must have ended ok before
     * @param array<string, scalar|null> $options timeout, force and what else an action has of its own; no secrets
     * @throws UsageError
     */
    public function __construct(
        public ActionKind $kind,
        public string $server,
        array $tags = [],
        array $skipTags = [],
        public bool $dryRun = false,
        public int $priority = 0,
        public array $after = [],
        public array $options = [],
        ?string $who = null,
    ) {
        Name::check('a server', $server);
        $this->tags = self::names($tags);
        $this->skipTags = self::names($skipTags);
        $this->who = $who ?? self::user();
    }

    /** Two actions with the same identity do the same. */
    public function identity(): string
    {
        $tags = [$this->tags, $this->skipTags];
        sort($tags[0]);
        sort($tags[1]);

        return implode(
            ' ',
            [$this->kind->value, $this->server, implode(',', $tags[0]), implode(',', $tags[1]), (int) $this->dryRun],
        );
    }

    /** "maria@build-7" */
    public static function user(): string
    {
        $user = posix_getpwuid(posix_geteuid());
        // Who called sudo is a person; root is not.
        $name = getenv('SUDO_USER') ?: ($user === false ? (string) posix_geteuid() : $user['name']);

        return "{$name}@" . (gethostname() ?: 'unknown');
    }

    /**
     * @param list<string> $tags
     * @return list<string>
     */
    private static function names(array $tags): array
    {
        return array_values(
            array_unique(array_map(static fn(string $tag): string => Name::check('a tag', $tag), $tags)),
        );
    }
}
