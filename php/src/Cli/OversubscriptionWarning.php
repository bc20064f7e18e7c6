<?php

declare(strict_types=1);

namespace PhotoLibrary\Cli;

use PhotoLibrary\Mode;
use PhotoLibrary\Oversubscription;
use PhotoLibrary\Parallelism;

/**
 * What to say where --parallel and --workers ask for more than the processors can run.
 */
final readonly class OversubscriptionWarning
{
    /** @return Text|null null where all is well */
    public static function of(Parallelism $parallelism): ?Text
    {
        $over = $parallelism->oversubscription();
        if ($over === null) {
            return null;
        }
        [$asked, $suggestion] = [self::asked($parallelism), self::suggestion($over)];

        return $over->cpus === 1
            /* translators: 1: processes or threads, 2: a suggestion. */
            ? new Text('%1$s are more than this machine can run at once: it has one processor. %2$s', $asked, $suggestion)
            /* translators: 1: processes or threads, 2: a number above 1, 3: a suggestion. */
            : new Text('%1$s are more than this machine can run at once: it has %2$d processors. %3$s', $asked, $over->cpus, $suggestion);
    }

    /** In the numbers that were asked for. */
    private static function asked(Parallelism $parallelism): Text
    {
        return match (true) {
            /* translators: %d: a number above 1. */
            $parallelism->mode === Mode::Workers => new Text('%d threads', $parallelism->workers),
            /* translators: %d: a number above 1. */
            $parallelism->workers === 1 => new Text('%d processes', $parallelism->processes),
            /* translators: %d: a number above 1. */
            $parallelism->processes === 1 => new Text('%d threads in one process', $parallelism->workers),
            /* translators: 1 and 2: numbers above 1. */
            default => new Text('%1$d processes of %2$d threads each', $parallelism->processes, $parallelism->workers),
        };
    }

    /** Each option in it is enough, with the other as it is. */
    private static function suggestion(Oversubscription $over): Text
    {
        [$processes, $workers] = [$over->suggestedProcesses, $over->suggestedWorkers];

        return match (true) {
            $processes === null && $workers === null => new Text('Without --parallel and --workers there is one process per processor.'),
            /* translators: %d: a number. */
            $workers === null => new Text('Try --parallel=%d.', $processes),
            /* translators: %d: a number. */
            $processes === null => new Text('Try --workers=%d.', $workers),
            /* translators: 1 and 2: numbers. */
            default => new Text('Try --parallel=%1$d or --workers=%2$d.', $processes, $workers),
        };
    }
}
