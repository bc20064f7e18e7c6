<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions\Chaos;

use PhotoLibrary\Tests\Actions\Farm;
use PhotoLibrary\Tests\Actions\Site;

/**
 * What the servers' own records say after a crash and whatever its program does to go on.
 */
final readonly class Outcome
{
    /**
     * @param int $lost actions that were never done to their end, and of which the program does not say so
     * @param int $twice servers on which an action was begun a second time
     * @param int $half servers that were left half done
     * @param int $told those of them of which the program says that somebody must look at them
     * @param list<string> $violations of what must hold for the program
     */
    public function __construct(
        public int $lost,
        public int $twice,
        public int $half,
        public int $told,
        public array $violations = [],
    ) {}

    /**
     * @param list<string> $told servers of which the program says that nobody knows
     * @param list<string> $violations
     */
    public static function of(Site $site, array $told = [], array $violations = []): self
    {
        $lost = $twice = $half = 0;
        foreach (Farm::names() as $server) {
            $record = $site->record($server);
            $begun = \count(preg_grep('/^begin /', $record) ?: []);
            $ended = \count(preg_grep('/^end /', $record) ?: []);
            $lost += $ended === 0 && !\in_array($server, $told, true) ? 1 : 0;
            $twice += $begun > 1 ? 1 : 0;
            $half += $begun > $ended ? 1 : 0;
        }

        return new self($lost, $twice, $half, \count($told), $violations);
    }
}
