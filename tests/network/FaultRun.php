<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Network;

use Generator;
use PhotoLibrary\Failure;
use PhotoLibrary\HttpOptions;
use PhotoLibrary\HttpPool;
use PhotoLibrary\HttpRequest;
use PhotoLibrary\HttpResponse;
use PhotoLibrary\Palette;
use PhotoLibrary\PaletteOptions;
use PhotoLibrary\Parallelism;
use PhotoLibrary\Source;
use RuntimeException;

use function PhotoLibrary\palettes;

/** Many faults at once, each several times, and what comes of them. */
final class FaultRun
{
    /** Of what is read of a body: more than any image of the tests has. */
    private const MOST_BYTES = 2_000_000;

    /** @var array<string, list<array{outcome: string, attempts: int, message: string}>> by the name of the fault */
    public array $results = [];

    /**
     * @param array<string, Fault> $faults
     * @param float $patience seconds for what a deadline ends; what ends by itself has ten times as long at least
     */
    public function __construct(private readonly array $faults, private readonly int $times, private readonly float $patience = 1.5)
    {
        foreach ($faults as $name => $_) {
            $this->results[$name] = [];
        }
    }

    public function throughPool(): void
    {
        foreach ($this->groups() as [$faults, $options]) {
            $requests = $this->mixed($faults, static fn(string $url): HttpRequest => new HttpRequest($url));
            foreach ((new HttpPool($options))->sendAll($requests) as $key => $result) {
                $this->take($key, $result);
            }
        }
    }

    public function throughPalettes(Parallelism $parallelism): void
    {
        foreach ($this->groups() as [$faults, $options]) {
            $sources = $this->mixed($faults, static fn(string $url): Source => Source::url($url));
            $limits = new PaletteOptions(timeout: $options->timeout, maxBytes: self::MOST_BYTES, http: $options);
            foreach (palettes($sources, $limits, $parallelism) as $key => $result) {
                $this->take($key, $result);
            }
        }
    }

    /** @return list<array{array<string, Fault>, HttpOptions}> */
    private function groups(): array
    {
        $options = new HttpOptions(
            concurrency: 256,
            perHost: 64,
            retries: 1,
            timeout: max(60.0, 10 * $this->patience),
            maxBytes: self::MOST_BYTES,
            allow: ['127.0.0.0/8'],
        );
        $groups = [
            [array_filter($this->faults, static fn(Fault $fault): bool => !$fault->isSlow && !$fault->isGuarded), $options],
            [array_filter($this->faults, static fn(Fault $fault): bool => $fault->isSlow), $options->with(timeout: $this->patience)],
            [array_filter($this->faults, static fn(Fault $fault): bool => $fault->isGuarded), $options->with(allow: [])],
        ];

        return array_values(array_filter($groups, static fn(array $group): bool => $group[0] !== []));
    }

    /**
     * @template Asked
     * @param array<string, Fault> $faults
     * @param callable(string): Asked $ask
     * @return Generator<array{string, int}, Asked>
     */
    private function mixed(array $faults, callable $ask): Generator
    {
        for ($time = 0; $time < $this->times; ++$time) {
            foreach ($faults as $name => $fault) {
                yield [$name, $time] => $ask($fault->url);
            }
        }
    }

    private function take(mixed $key, HttpResponse|Palette|Failure $result): void
    {
        if (!\is_array($key) || !\is_string($key[0] ?? null)) {
            throw new RuntimeException('a key that was never given: ' . json_encode($key));
        }
        $outcome = match (true) {
            $result instanceof HttpResponse => "response {$result->status}",
            $result instanceof Palette => 'palette',
            default => $result->reason->value . ($result->httpStatus === null ? '' : " {$result->httpStatus}"),
        };
        $this->results[$key[0]][] = [
            'outcome' => $outcome,
            'attempts' => $result instanceof Palette ? 0 : $result->attempts,
            'message' => $result instanceof Failure ? $result->message : '',
        ];
    }
}
