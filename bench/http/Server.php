<?php

declare(strict_types=1);

namespace PhotoLibrary\Bench\Http;

/**
 * An nginx on loopback, with one worker process, on the last processor:
 *   /bodies/BYTES/N               a file of BYTES + N bytes
 *   /delayed/bodies/BYTES/N       the same, a while later
 *   /photos/RUN/NAME              a photo; RUN is what the log is to be read by
 *   /no-ranges/RUN/NAME           the same from a server that knows no Range requests
 */
final class Server
{
    public const DELAY_MS = 50;
    public const FILES = 8;

    /** @var resource|null */
    private $process = null;
    public readonly int $port;

    public function __construct(private readonly string $folder, private readonly string $photos)
    {
        is_dir("{$folder}/tmp") || mkdir("{$folder}/tmp", 0o755, true);
        $this->port = self::freePort();
        file_put_contents("{$folder}/nginx.conf", $this->configuration());
        file_exists($this->log()) && unlink($this->log());
    }

    public function __destruct()
    {
        $this->stop();
    }

    /** @param list<int> $sizes of the bodies */
    public function makeBodies(array $sizes): void
    {
        foreach ($sizes as $bytes) {
            is_dir("{$this->folder}/bodies/{$bytes}") || mkdir("{$this->folder}/bodies/{$bytes}", 0o755, true);
            for ($i = 0; $i < self::FILES; ++$i) {
                file_put_contents("{$this->folder}/bodies/{$bytes}/{$i}", random_bytes(max(1, $bytes + $i)));
            }
        }
    }

    public function start(): void
    {
        $command = [...self::onProcessor(processors() - 1), '/usr/sbin/nginx', '-p', $this->folder, '-c', "{$this->folder}/nginx.conf", '-e', 'nginx.errors'];
        $process = proc_open($command, [['file', '/dev/null', 'r'], ['file', '/dev/null', 'a'], ['file', "{$this->folder}/nginx.errors", 'a']], $pipes);
        if ($process === false) {
            throw new \RuntimeException('nginx cannot be started');
        }
        $this->process = $process;
        for ($tries = 0; @file_get_contents("http://127.0.0.1:{$this->port}/") === false; ++$tries) {
            if ($tries === 100) {
                throw new \RuntimeException("nginx does not answer; see {$this->folder}/nginx.errors");
            }
            usleep(20_000);
        }
    }

    /** Lets it end what is under way, so that its log is complete. */
    public function stop(): void
    {
        if ($this->process !== null) {
            proc_terminate($this->process, SIGQUIT);
            proc_close($this->process);
            $this->process = null;
        }
    }

    /**
     * What the photos of a run took on the wire, to be called after stop().
     *
     * @return array<string, array{requests: int, wire: int, bodies: int}> by the names of the photos; bytes with and without headers
     */
    public function traffic(string $run): array
    {
        $traffic = [];
        foreach (file($this->log(), FILE_IGNORE_NEW_LINES) ?: [] as $line) {
            [$uri, , $wire, $body] = [...explode("\t", $line), '', '', '', ''];
            if (preg_match('#^/(?:photos|no-ranges)/([^/]+)/([^/]+)$#', $uri, $match) === 1 && $match[1] === $run) {
                $of = $traffic[$match[2]] ?? ['requests' => 0, 'wire' => 0, 'bodies' => 0];
                $traffic[$match[2]] = ['requests' => $of['requests'] + 1, 'wire' => $of['wire'] + (int) $wire, 'bodies' => $of['bodies'] + (int) $body];
            }
        }

        return $traffic;
    }

    /** @return list<string> the beginning of a command that is to run there only; nothing where one processor is all there is */
    public static function onProcessor(int $number): array
    {
        return processors() > 1 ? ['taskset', '-c', (string) $number] : [];
    }

    private function log(): string
    {
        return "{$this->folder}/photos.log";
    }

    private static function freePort(): int
    {
        $socket = stream_socket_server('tcp://127.0.0.1:0');
        if ($socket === false) {
            throw new \RuntimeException('there is no free port');
        }
        $name = (string) stream_socket_get_name($socket, false);
        fclose($socket);

        return (int) substr($name, (int) strrpos($name, ':') + 1);
    }

    private function configuration(): string
    {
        $delay = self::DELAY_MS / 1000;
        // By default whoever calls nginx as root gets workers of another user, who may not read here.
        $user = posix_geteuid() === 0 ? 'user root;' : '';

        return <<<CONFIGURATION
            load_module /usr/lib/nginx/modules/ngx_http_echo_module.so;
            {$user}
            daemon off;
            worker_processes 1;
            pid {$this->folder}/nginx.pid;
            events { worker_connections 4096; }
            http {
                client_body_temp_path {$this->folder}/tmp;
                proxy_temp_path {$this->folder}/tmp;
                fastcgi_temp_path {$this->folder}/tmp;
                uwsgi_temp_path {$this->folder}/tmp;
                scgi_temp_path {$this->folder}/tmp;
                sendfile on;
                tcp_nopush on;
                keepalive_requests 1000000;
                default_type application/octet-stream;
                types { image/jpeg jpg; }
                log_format photos '\$uri\t\$status\t\$bytes_sent\t\$body_bytes_sent\t\$http_range';
                access_log off;
                server {
                    listen 127.0.0.1:{$this->port} backlog=4096;
                    listen 127.0.0.2:{$this->port} backlog=4096;
                    location = / { return 204; }
                    location /bodies/ { root {$this->folder}; }
                    location ~ ^/delayed(?<body>/.*)$ { echo_sleep {$delay}; echo_exec \$body; }
                    location ~ ^/photos/[^/]+/(?<photo>.*)$ { alias {$this->photos}/\$photo; access_log {$this->log()} photos; }
                    location ~ ^/no-ranges/[^/]+/(?<photo>.*)$ { alias {$this->photos}/\$photo; access_log {$this->log()} photos; max_ranges 0; }
                }
            }

            CONFIGURATION;
    }
}
