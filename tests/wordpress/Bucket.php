<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\WordPress;

/**
 * A server on this machine that photos of a site are moved to.
 */
final class Bucket
{
    public const SIGNATURE = 'SECRETe3b0c44298fc1c149afbf4c8996fb924';

    /** Requests that are served at once. */
    private const PROCESSES = 8;

    /** @var resource|null */
    private mixed $process = null;

    private readonly string $address;

    private readonly string $folder;

    public function __construct(private readonly Site $site)
    {
        $this->folder = "{$site->folder}/bucket";
        mkdir("{$this->folder}/photos", 0o755, true);
        $socket = stream_socket_server('tcp://127.0.0.1:0') ?: throw new \RuntimeException('There is no port.');
        $this->address = (string) stream_socket_get_name($socket, false);
        fclose($socket);
        $this->start();
    }

    public function start(): void
    {
        // In a session of its own, so that it ends with all its processes.
        $process = proc_open(
            ['setsid', PHP_BINARY, '-n', '-S', $this->address, __DIR__ . '/probes/bucket.php'],
            [['file', '/dev/null', 'r'], ['file', '/dev/null', 'w'], ['file', "{$this->folder}/errors", 'w']],
            $pipes,
            $this->folder,
            ['PHP_CLI_SERVER_WORKERS' => (string) self::PROCESSES, 'BUCKET' => $this->folder, 'SIGNATURE' => self::SIGNATURE] + getenv(),
        );
        $this->process = \is_resource($process) ? $process : throw new \RuntimeException('The bucket cannot be started.');
        while (($connection = @stream_socket_client("tcp://{$this->address}")) === false) {
            if (!proc_get_status($this->process)['running']) {
                throw new \RuntimeException((string) file_get_contents("{$this->folder}/errors"));
            }
            usleep(1000);
        }
        fclose($connection);
    }

    public function stop(): void
    {
        if ($this->process !== null) {
            posix_kill(-proc_get_status($this->process)['pid'], SIGKILL);
            proc_close($this->process);
            $this->process = null;
        }
    }

    /** @return array<string, string> for the probe "offload" */
    public function environment(): array
    {
        return ['BUCKET_URL' => $this->url(), 'BUCKET_ALLOW' => '127.0.0.1', 'SIGNATURE' => self::SIGNATURE];
    }

    public function url(): string
    {
        return "http://{$this->address}";
    }

    /** Moves the photos of the site here. */
    public function takePhotos(): void
    {
        foreach (glob($this->site->uploads('photos') . '/*') ?: [] as $photo) {
            rename($photo, $this->photo(basename($photo)));
        }
    }

    public function photo(string $name): string
    {
        return "{$this->folder}/photos/{$name}";
    }

    /** Answers requests for a photo with nothing but a status; null: with the photo again. */
    public function answer(string $name, ?int $status): void
    {
        $file = $this->photo("{$name}.status");
        $status === null ? unlink($file) : file_put_contents($file, (string) $status);
    }

    /** ".bare": neither ETag nor Last-Modified are sent; ".dates": no ETag. */
    public function forget(string $what): void
    {
        touch("{$this->folder}/{$what}");
    }

    /**
     * What was asked for since the last call, in no order.
     *
     * @return list<array{served: int, status: int, bytes: int, path: string, condition: string}>
     */
    public function requests(): array
    {
        $file = "{$this->folder}/requests";
        $requests = [];
        foreach (is_file($file) ? file($file, FILE_IGNORE_NEW_LINES) ?: [] : [] as $line) {
            [$served, $status, $bytes, $path, $condition] = explode(' ', $line, 5);
            $requests[] = [
                'served' => (int) $served,
                'status' => (int) $status,
                'bytes' => (int) $bytes,
                'path' => $path,
                'condition' => $condition,
            ];
        }
        file_put_contents($file, '');

        return $requests;
    }
}
