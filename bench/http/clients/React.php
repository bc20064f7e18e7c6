<?php

declare(strict_types=1);

namespace PhotoLibrary\Bench\Http\Clients;

use PhotoLibrary\Bench\Http\Client;
use Psr\Http\Message\ResponseInterface;
use React\EventLoop\Loop;
use React\Http\Browser;

/** ReactPHP's Browser, with as many requests under way as are allowed. */
final class React implements Client
{
    private readonly Browser $browser;
    private int $running = 0;
    private ?\Throwable $failure = null;

    public function __construct(private readonly int $concurrency)
    {
        $this->browser = (new Browser())->withTimeout(false);
    }

    public function fetch(\Generator $urls, \Closure $take): void
    {
        $this->fill($urls, $take);
        Loop::run();
        if ($this->failure !== null) {
            throw $this->failure;
        }
    }

    /**
     * @param \Generator<int, non-empty-string> $urls
     * @param \Closure(int, string): void $take
     */
    private function fill(\Generator $urls, \Closure $take): void
    {
        for (; $this->running < $this->concurrency && $urls->valid() && $this->failure === null; $urls->next()) {
            ++$this->running;
            $number = $urls->key();
            $this->browser->get($urls->current())->then(
                function (ResponseInterface $response) use ($urls, $take, $number): void {
                    --$this->running;
                    $take($number, (string) $response->getBody());
                    $this->fill($urls, $take);
                },
            )->then(null, function (\Throwable $failure): void {
                $this->failure ??= $failure;
                Loop::stop();
            });
        }
    }
}
