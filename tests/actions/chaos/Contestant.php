<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions\Chaos;

use PhotoLibrary\Tests\Actions\Program;
use PhotoLibrary\Tests\Actions\Site;

/**
 * A program that provisions the nine servers, three at a time, and can be told to go on after a crash.
 */
interface Contestant
{
    public function name(): string;

    public function start(Site $site): Program;

    /** @return list<int> the processes that supervise, without the commands that they have started */
    public function supervisors(Program $program, Site $site): array;

    /** How many lines there are of what was done until now. */
    public function progress(Site $site): int;

    /** How many there are if all goes well. */
    public function mostProgress(): int;

    /** Goes on after the crash, as its manual says, until there is nothing more to do. */
    public function goOn(Site $site): Outcome;
}
