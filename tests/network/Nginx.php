<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Network;

use RuntimeException;

/** A real server, which behaves well: nginx as a process of this user, in a temporary folder. */
final class Nginx
{
    private static ?self $shared = null;

    /** @var resource */
    private $process;

    /** @var array<string, int> by what they are for: plain, tls, http2, elsewhere, untrusted */
    private array $ports = [];

    public readonly string $folder;

    /** One for all tests; gone with this process. */
    public static function shared(): self
    {
        return self::$shared ??= new self(FaultServer::images(), FaultServer::folder());
    }

    public function __construct(string $images, private readonly string $prepared)
    {
        $this->folder = sys_get_temp_dir() . '/photolibrary-nginx-' . getmypid();
        mkdir("{$this->folder}/site/bodies", 0o755, true);
        symlink($images, "{$this->folder}/site/images");
        foreach (['1k' => 1_000, '100k' => 100_000, '1m' => 1_000_000, '20m' => 20_000_000] as $name => $bytes) {
            file_put_contents("{$this->folder}/site/bodies/{$name}", substr(str_repeat(hash('sha512', $name), intdiv($bytes, 128) + 1), 0, $bytes));
        }
        // Somebody else may take a port between its choice and its use.
        for ($attempt = 0; $attempt < 5; ++$attempt) {
            if ($this->start()) {
                return;
            }
        }
        throw new RuntimeException('nginx does not start: ' . file_get_contents("{$this->folder}/error.log"));
    }

    public function __destruct()
    {
        proc_terminate($this->process, SIGKILL);
        proc_close($this->process);
        exec('rm -rf ' . escapeshellarg($this->folder));
    }

    /** @param string $kind plain, tls (HTTP/1.1), http2 (over TLS), elsewhere (a certificate for another name), untrusted (a certificate of no authority) */
    public function url(string $path, string $kind = 'plain'): string
    {
        return ($kind === 'plain' ? 'http' : 'https') . "://localhost:{$this->ports[$kind]}{$path}";
    }

    private function start(): bool
    {
        foreach (['plain', 'tls', 'http2', 'elsewhere', 'untrusted'] as $kind) {
            $this->ports[$kind] = self::freePort();
        }
        file_put_contents("{$this->folder}/nginx.conf", $this->configuration());
        $command = [self::binary(), '-p', $this->folder, '-c', "{$this->folder}/nginx.conf", '-e', "{$this->folder}/error.log"];
        $null = ['file', '/dev/null', 'r+'];
        $process = proc_open($command, [$null, $null, $null], $pipes, null, []);
        $this->process = $process === false ? throw new RuntimeException('there is no nginx') : $process;
        for ($end = microtime(true) + 20.0; microtime(true) < $end && proc_get_status($this->process)['running']; usleep(10_000)) {
            if (@fsockopen('127.0.0.1', $this->ports['untrusted']) !== false) {
                return true;
            }
        }
        proc_terminate($this->process, SIGKILL);
        proc_close($this->process);

        return false;
    }

    private function configuration(): string
    {
        $temporary = '';
        foreach (['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'] as $kind) {
            $temporary .= "{$kind}_temp_path {$this->folder}/{$kind};\n";
        }
        $tls = fn(string $name): string => "ssl_certificate {$this->prepared}/{$name}.pem; ssl_certificate_key {$this->prepared}/{$name}.key;";

        return <<<NGINX
            daemon off;
            master_process off;
            pid {$this->folder}/pid;
            error_log {$this->folder}/error.log;
            events { worker_connections 512; }
            http {
                {$temporary}
                access_log off;
                default_type application/octet-stream;
                types { image/jpeg jpg; image/png png; image/webp webp; image/avif avif; image/heic heic; }
                root {$this->folder}/site;
                keepalive_requests 100000;
                server { listen 127.0.0.1:{$this->ports['plain']}; }
                server { listen 127.0.0.1:{$this->ports['tls']} ssl; {$tls('localhost')} }
                server { listen 127.0.0.1:{$this->ports['http2']} ssl http2; {$tls('localhost')} }
                server { listen 127.0.0.1:{$this->ports['elsewhere']} ssl http2; {$tls('elsewhere')} }
                server { listen 127.0.0.1:{$this->ports['untrusted']} ssl http2; {$tls('untrusted')} }
            }

            NGINX;
    }

    private static function binary(): string
    {
        return is_file('/usr/sbin/nginx') ? '/usr/sbin/nginx' : 'nginx';
    }

    private static function freePort(): int
    {
        $server = stream_socket_server('tcp://127.0.0.1:0');
        if ($server === false) {
            throw new RuntimeException('no free port');
        }

        return (int) substr((string) strrchr((string) stream_socket_get_name($server, false), ':'), 1);
    }
}
