<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\WordPress;

/**
 * A PineconeEmulator in a process of its own.
 *
 * @phpstan-import-type Behaviour from PineconeEmulator
 * @phpstan-type Upsert array{namespace: string, vectors: list<array{id: string, values: list<float|int>, metadata: array<string, mixed>}>}
 */
final readonly class PineconeServer
{
    /**
     * @param resource $process
     * @param resource $stdin
     */
    private function __construct(private string $folder, public string $url, private mixed $process, private mixed $stdin) {}

    /** @param Behaviour $behaviour */
    public static function start(string $folder, array $behaviour): self
    {
        is_dir($folder) || mkdir($folder, 0o755, true);
        file_put_contents("{$folder}/behaviour.json", json_encode($behaviour, JSON_THROW_ON_ERROR));
        file_put_contents("{$folder}/requests.jsonl", '');
        $command = [PHP_BINARY, '-n', __DIR__ . '/pinecone_server.php', $folder];
        $process = proc_open($command, [['pipe', 'r'], ['pipe', 'w'], ['file', "{$folder}/errors", 'w']], $pipes);
        \assert(\is_resource($process));
        $address = trim((string) fgets($pipes[1]));
        if ($address === '') {
            throw new \RuntimeException((string) file_get_contents("{$folder}/errors"));
        }

        return new self($folder, "http://{$address}", $process, $pipes[0]);
    }

    public function stop(): void
    {
        fclose($this->stdin);
        proc_close($this->process);
    }

    /** @return array<string, string> */
    public function environment(): array
    {
        return ['PINECONE_API_KEY' => PineconeEmulator::KEY, 'PINECONE_INDEX_HOST' => $this->url];
    }

    /** The file that lists its requests. */
    public function log(): string
    {
        return "{$this->folder}/requests.jsonl";
    }

    /** @return list<string> what it was asked for, in the order of arrival */
    public function paths(): array
    {
        return array_column($this->requests(), 'path');
    }

    /** @return list<Upsert> */
    public function upserts(): array
    {
        $upserts = [];
        foreach ($this->requests() as ['path' => $path, 'body' => $body]) {
            if ($path === '/vectors/upsert') {
                $upserts[] = json_decode($body, true, 64, JSON_THROW_ON_ERROR);
            }
        }

        /** @var list<Upsert> */
        return $upserts;
    }

    /** @return list<array{time: float, path: string, key: string, body: string}> */
    public function requests(): array
    {
        $lines = file($this->log(), FILE_IGNORE_NEW_LINES) ?: [];

        /** @var list<array{time: float, path: string, key: string, body: string}> */
        return array_map(static fn(string $line): mixed => json_decode($line, true, 64, JSON_THROW_ON_ERROR), $lines);
    }
}
