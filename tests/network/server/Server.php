<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Network\Server;

use RuntimeException;

/** Listens at several entrances, each a port of its own, and ends when its standard input does. */
final class Server
{
    /** Origins of HTTP/1.1, at several addresses of this machine; one of them for what the tests themselves ask. */
    private const PLAIN = ['control' => '127.0.0.1', 'http' => '127.0.0.1', 'other' => '127.0.0.2', 'third' => '127.0.0.3', 'fourth' => '127.0.0.4'];

    /** Of HTTP/2 over TLS: see Http2. */
    private const HTTP2 = [
        'h2', 'h2-reset', 'h2-reset-once', 'h2-refused-once', 'h2-goaway', 'h2-goaway-once', 'h2-last', 'h2-stall', 'h2-hang-up', 'h2-garbage',
    ];

    private readonly Loop $loop;

    private readonly Journal $journal;

    private readonly Site $site;

    private int $connections = 0;

    public function __construct(private readonly string $images, private readonly string $folder)
    {
        $this->loop = new Loop();
        $this->journal = new Journal();
        $this->site = new Site([$images, $folder], $this->journal);
    }

    public function run(): void
    {
        $ports = [];
        foreach (self::PLAIN as $entrance => $address) {
            $ports[$entrance] = $this->listen($entrance, $address, false);
        }
        foreach (self::HTTP2 as $entrance) {
            $ports[$entrance] = $this->listen($entrance, '127.0.0.1', true);
        }
        $this->loop->start(function (): void {
            while (!feof(STDIN)) {
                $this->loop->untilReadable(STDIN);
                fread(STDIN, 100);
            }
            exit(0);
        });
        fwrite(STDOUT, json_encode($ports, JSON_THROW_ON_ERROR) . "\n");
        $this->loop->run();
    }

    /** The port. */
    private function listen(string $entrance, string $address, bool $isHttp2): int
    {
        $tls = ['local_cert' => "{$this->folder}/localhost.pem", 'local_pk' => "{$this->folder}/localhost.key", 'alpn_protocols' => 'h2'];
        $context = stream_context_create(['socket' => ['backlog' => 512], 'ssl' => $tls]);
        $listening = stream_socket_server("tcp://{$address}:0", context: $context);
        if ($listening === false) {
            throw new RuntimeException("no port at {$address}");
        }
        // Small, so that what the kernel took from us has nearly arrived.
        $socket = socket_import_stream($listening);
        if ($socket !== false) {
            socket_set_option($socket, SOL_SOCKET, SO_SNDBUF, 16_384);
        }
        $this->loop->start(function () use ($listening, $entrance, $isHttp2): void {
            for (;;) {
                $this->loop->untilReadable($listening);
                $stream = @stream_socket_accept($listening, 0);
                if ($stream !== false) {
                    $connection = new Connection($this->loop, $stream, ++$this->connections, $entrance);
                    $this->loop->start(fn() => $this->connected($connection, $isHttp2));
                }
            }
        });

        return (int) substr((string) strrchr((string) stream_socket_get_name($listening, false), ':'), 1);
    }

    private function connected(Connection $connection, bool $isHttp2): void
    {
        $this->journal->connected($connection->entrance);
        try {
            if ($isHttp2) {
                $connection->encrypt();
                (new Http2($connection, $this->journal, (string) file_get_contents("{$this->images}/tiny.jpg")))->serve();
            }
            for (;;) {
                $this->serve($connection);
            }
        } catch (Gone) {
        } finally {
            $connection->close();
            $this->journal->disconnected($connection->entrance);
        }
    }

    private function serve(Connection $connection): void
    {
        $request = Request::read($connection);
        $entry = new Entry(
            $connection->entrance,
            $connection->number,
            $request->method,
            $request->target,
            $request->headers,
            \strlen($request->body),
            hash('sha256', $request->body),
            microtime(true),
        );
        // What the tests themselves ask is not part of the story.
        if ($connection->entrance !== 'control') {
            $this->journal->begin($entry);
        }
        $sent = $connection->sent;
        try {
            $this->site->answer(new Exchange($this->loop, $connection, $request));
            $entry->state = 'done';
        } finally {
            $entry->sent = $connection->sent - $sent;
            $entry->state = $entry->state === 'done' ? 'done' : 'lost';
        }
        if (strtolower($request->headers['connection'] ?? '') === 'close') {
            $connection->hangUp();
        }
    }
}
