<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions;

use RuntimeException;

/**
 * What a server of the farm serves by HTTP: the status that a file has, and what it was asked, kept in another.
 */
final class WebServer
{
    private const ROUTER = <<<'PHP'
        <?php
        file_put_contents(__DIR__ . '/requests', $_SERVER['REQUEST_METHOD'] . ' ' . file_get_contents('php://input') . "\n", FILE_APPEND);
        http_response_code((int) file_get_contents(__DIR__ . '/status'));
        PHP;

    public readonly int $port;
    private readonly Project $project;

    /** @var resource */
    private $process;

    public function __construct(private readonly string $address)
    {
        $this->project = new Project();
        $router = $this->project->write('router.php', self::ROUTER);
        $this->answer(200);
        $probe = stream_socket_server("tcp://{$address}:0");
        $probe !== false || throw new RuntimeException("{$address} is no address of this machine");
        $this->port = (int) substr((string) strrchr((string) stream_socket_get_name($probe, false), ':'), 1);
        fclose($probe);
        $streams = [['file', '/dev/null', 'r'], ['file', '/dev/null', 'w'], ['file', '/dev/null', 'w']];
        $process = proc_open([PHP_BINARY, '-n', '-S', "{$address}:{$this->port}", $router], $streams, $pipes);
        $process !== false || throw new RuntimeException('the web server does not start');
        $this->process = $process;
        Wait::until(fn(): bool => @stream_socket_client("tcp://{$address}:{$this->port}") !== false, what: 'the web server');
    }

    public function __destruct()
    {
        proc_terminate($this->process, SIGKILL);
        proc_close($this->process);
    }

    public function url(): string
    {
        return "http://{$this->address}:{$this->port}/";
    }

    public function answer(int $status): void
    {
        $this->project->write('status', (string) $status);
    }

    /** @return list<string> method and body of each request */
    public function requests(): array
    {
        return $this->project->lines('requests');
    }
}
