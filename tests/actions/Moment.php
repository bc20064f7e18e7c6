<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions;

/**
 * A moment of a run of nine actions with three workers, at which something happens to it. It is told by what the servers
 * and Ansible have written, never by time.
 */
enum Moment: string
{
    case FirstIsStarted = 'the first Ansible was started';
    case FirstHasBegun = 'the first server works';
    case ThreeHaveBegun = 'three servers work';
    case TwoHaveEnded = 'two servers are done';
    case SixHaveEnded = 'six servers are done';

    public function wait(Site $site): void
    {
        if ($this === self::TwoHaveEnded || $this === self::SixHaveEnded) {
            $site->open();
        }
        $site->wait(fn(Site $site): bool => match ($this) {
            self::FirstIsStarted => $site->eventsFiles() !== [],
            self::FirstHasBegun => $site->count('begin') >= 1,
            self::ThreeHaveBegun => $site->count('begin') >= 3,
            self::TwoHaveEnded => $site->count('end') >= 2,
            self::SixHaveEnded => $site->count('end') >= 6,
        }, $this->value);
    }

    /** @return array<string, array{self}> for a data provider */
    public static function all(): array
    {
        return array_combine(array_column(self::cases(), 'value'), array_map(static fn(self $one): array => [$one], self::cases()));
    }
}
