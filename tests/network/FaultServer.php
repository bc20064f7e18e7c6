<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Network;

use RuntimeException;

/** The misbehaving server of this suite, a process of its own: see server/Site.php for its paths. */
final class FaultServer
{
    private static ?self $shared = null;

    /** @var resource */
    private $process;

    /** @var array<int, resource> */
    private array $pipes = [];

    /** @var array<string, int> */
    private readonly array $ports;

    /** One for all tests; gone with this process. */
    public static function shared(): self
    {
        return self::$shared ??= new self(self::images(), self::folder());
    }

    public static function images(): string
    {
        return (string) getenv('PHOTOLIBRARY_TEST_IMAGES');
    }

    /** What prepare has made: certificates and a photo. */
    public static function folder(): string
    {
        return \dirname(__DIR__, 2) . '/.cache/network';
    }

    public function __construct(string $images, string $folder)
    {
        $command = [PHP_BINARY, __DIR__ . '/server/main.php', $images, $folder];
        // Nothing else: above all not the setting that makes PHP load our module.
        $process = proc_open($command, [['pipe', 'r'], ['pipe', 'w'], STDERR], $this->pipes, null, []);
        $this->process = $process === false ? throw new RuntimeException('the server does not start') : $process;
        /** @var array<string, int> $ports */
        $ports = json_decode((string) fgets($this->pipes[1]), true, flags: JSON_THROW_ON_ERROR);
        $this->ports = $ports;
    }

    /** It ends with its standard input. */
    public function __destruct()
    {
        array_map(fclose(...), $this->pipes);
        proc_close($this->process);
    }

    /** @param string $entrance http, other, third, fourth: see server/Server.php */
    public function url(string $path, string $entrance = 'http'): string
    {
        $address = match ($entrance) {
            'other' => '127.0.0.2',
            'third' => '127.0.0.3',
            'fourth' => '127.0.0.4',
            default => '127.0.0.1',
        };

        return "http://{$address}:{$this->port($entrance)}{$path}";
    }

    /** @param string $entrance h2, h2-reset…: it alone decides what happens, and not the path */
    public function http2(string $entrance): string
    {
        return "https://localhost:{$this->port($entrance)}/{$entrance}.jpg";
    }

    public function port(string $entrance): int
    {
        return $this->ports[$entrance] ?? throw new RuntimeException("there is no entrance {$entrance}");
    }

    /** What happened since it was told to forget. */
    public function journal(): Journal
    {
        return new Journal($this->ask('/journal'));
    }

    public function forget(): void
    {
        $this->ask('/forget');
    }

    /**
     * Waits until the journal is as wanted: what the server notices comes a moment after what the client does.
     *
     * @param callable(Journal): bool $isWanted
     */
    public function await(callable $isWanted, float $seconds = 20.0): Journal
    {
        $end = microtime(true) + $seconds;
        while (!$isWanted($journal = $this->journal()) && microtime(true) < $end) {
            usleep(5_000);
        }

        return $journal;
    }

    private function ask(string $path): string
    {
        $context = stream_context_create(['http' => ['header' => 'Connection: close', 'timeout' => 20.0]]);
        $answer = file_get_contents($this->url($path, 'control'), context: $context);

        return $answer === false ? throw new RuntimeException('the server is gone') : $answer;
    }
}
