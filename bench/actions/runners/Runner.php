<?php

declare(strict_types=1);

namespace PhotoLibrary\Bench\Actions;

/** Something that runs many commands at once, as its manual says. */
interface Runner
{
    /**
     * @param list<string> $command to be run $count times, $parallel at once
     * @return list<float> seconds of each, from the call that starts it to when the program knows that it has ended well
     */
    public function run(array $command, int $count, int $parallel): array;
}
