<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions\Chaos;

use PhotoLibrary\Tests\Actions\Farm;
use PhotoLibrary\Tests\Actions\Processes;
use PhotoLibrary\Tests\Actions\Site;
use PhotoLibrary\Tests\Actions\Wait;
use Random\Engine\Xoshiro256StarStar;
use Random\Randomizer;

/**
 * Kills at random moments, and counts what came of it.
 */
final class Conductor
{
    /** Microseconds that a moment lies at most after the event that it is counted from. */
    private const JITTER = 300_000;

    public function __construct(private readonly int $seed) {}

    /** @return int how often what must hold did not */
    public function conduct(Contestant $contestant, Fault $fault, int $first, int $rounds): int
    {
        $sum = new Outcome(0, 0, 0, 0);
        $wrong = 0;
        for ($round = $first; $round < $first + $rounds; ++$round) {
            $outcome = $this->round($contestant, $fault, $round);
            foreach ($outcome->violations as $violation) {
                ++$wrong;
                echo "VIOLATION: {$violation}\n  again: bin/chaos --actions --seed={$this->seed} --fault={$fault->value} --round={$round}\n";
            }
            $sum = new Outcome(
                $sum->lost + $outcome->lost,
                $sum->twice + $outcome->twice,
                $sum->half + $outcome->half,
                $sum->told + $outcome->told,
            );
        }
        printf(
            "| %s | %s | %d | %d | %d | %d | %d | %d |\n",
            $fault->description(),
            $contestant->name(),
            $rounds,
            $rounds * Farm::SERVERS,
            $sum->lost,
            $sum->twice,
            $sum->half,
            $sum->told,
        );

        return $wrong + ($contestant instanceof Ours ? $sum->lost + $sum->twice : 0);
    }

    private function round(Contestant $contestant, Fault $fault, int $round): Outcome
    {
        $random = new Randomizer(new Xoshiro256StarStar(hash('sha256', "{$this->seed} {$fault->value} {$round}", true)));
        $after = $random->getInt(0, $contestant->mostProgress() - 1);
        $jitter = $random->getInt(0, self::JITTER);
        $site = new Site(Farm::shared(), Farm::names());
        $site->configure("health_check_enabled: false\n");
        $site->open();
        $program = $contestant->start($site);
        Wait::until(static fn(): bool => !$program->isRunning() || $contestant->progress($site) >= $after, what: 'the moment');
        usleep($jitter);
        if ($program->isRunning()) {
            if ($fault === Fault::Everything) {
                $program->killAll();
                // What lost its parent before it could be seen.
                Processes::signal($site->playbooks(), SIGKILL);
                Wait::until(static fn(): bool => $site->playbooks() === [], what: 'the end of all');
            } else {
                Processes::signal($contestant->supervisors($program, $site), SIGKILL);
                $program->wait();
            }
        }

        return $contestant->goOn($site);
    }
}
