<?php

declare(strict_types=1);

namespace PhotoLibrary\Bench\Http;

use PhotoLibrary\Bench\SideBySide\Report;

/** What photolibrary is to reach beside others, and whether it does. */
final class Verdicts
{
    /** @var list<list<string>> */
    private array $rows = [];

    /** @return list<list<string>> */
    public function rows(): array
    {
        return $this->rows;
    }

    /** @param list<Workload> $workloads */
    public function judgeTransfers(Transfers $transfers, array $workloads): void
    {
        foreach ($workloads as $workload) {
            $ours = $transfers->cpuOf('photolibrary', $workload);
            $times = static fn(string ...$clients): ?float => quotient(self::best($transfers, $clients, $workload), $ours);
            $this->atMost("{$workload->name}: photolibrary ÷ floor", 1.2, quotient($ours, $transfers->cpuOf('floor', $workload)));
            $high = $workload->concurrency === 128 || $workload->bytes >= 1_000_000;
            $this->atLeast("{$workload->name}: PHP's curl ÷ photolibrary", $high ? 1.5 : 1.0, $times('curl'));
            if ($workload->bytes === 100_000) {
                $this->atLeast("{$workload->name}: Guzzle at its best ÷ photolibrary", 3.0, $times(...GUZZLE));
                $this->atLeast("{$workload->name}: Symfony at its best ÷ photolibrary", 2.5, $times(...SYMFONY));
            }
        }
    }

    /** @param list<Workload> $workloads */
    public function judgeDelayed(Transfers $transfers, array $workloads): void
    {
        foreach ($workloads as $workload) {
            $ours = $transfers->rateOf('photolibrary', $workload);
            $this->atLeast("{$workload->name}: rate of photolibrary ÷ PHP's curl", 1.3, quotient($ours, $transfers->rateOf('curl', $workload)));
        }
    }

    public function judgePalettes(RemotePalettes $palettes, Photos $photos, int $rounds): void
    {
        foreach (['url', 'url-without-ranges'] as $place) {
            foreach (RemotePalettes::MODES as $mode) {
                $read = $palettes->share($place, $mode, $rounds)['read'];
                $this->atMost("{$place}, {$mode}: bytes read of a progressive photo ÷ allowed, most", 1.0, $read === [] ? null : max($read));
                foreach (array_keys($photos->sets()) as $set) {
                    $ratio = quotient($palettes->cpuOf($mode, $place, $set), $palettes->cpuOf($mode, 'file', $set));
                    $this->atMost("{$place}, {$mode}: processor time of a {$set} photo ÷ from a file", 1.15, $ratio);
                }
            }
        }
    }

    private function atMost(string $what, float $limit, ?float $value): void
    {
        $this->row($what, '≤ ' . Report::number($limit), $value, $value !== null && $value <= $limit);
    }

    private function atLeast(string $what, float $limit, ?float $value): void
    {
        $this->row($what, '≥ ' . Report::number($limit), $value, $value !== null && $value >= $limit);
    }

    private function row(string $what, string $limit, ?float $value, bool $isMet): void
    {
        $this->rows[] = [$what, $limit, Report::number($value), $value === null ? 'not measured' : ($isMet ? 'met' : '**missed**')];
    }

    /** @param array<string> $clients */
    private static function best(Transfers $transfers, array $clients, Workload $workload): ?float
    {
        $values = array_filter(array_map(static fn(string $client): ?float => $transfers->cpuOf($client, $workload), $clients), is_float(...));

        return $values === [] ? null : min($values);
    }
}
