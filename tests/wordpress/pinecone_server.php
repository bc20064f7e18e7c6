<?php

/**
 * Serves a PineconeEmulator over HTTP/1.1 on a port of its own, which it prints: `php -n pinecone_server.php FOLDER`.
 * FOLDER/behaviour.json says how it differs from a well one; FOLDER/requests.jsonl lists what it was asked. It ends
 * with its STDIN.
 */

declare(strict_types=1);

namespace PhotoLibrary\Tests\WordPress;

require __DIR__ . '/PineconeEmulator.php';

$folder = $argv[1] ?? '';
/** @phpstan-ignore argument.type (the test has written it) */
$emulator = new PineconeEmulator((array) json_decode((string) file_get_contents("{$folder}/behaviour.json"), true, 64, JSON_THROW_ON_ERROR));
$listener = stream_socket_server('tcp://127.0.0.1:0');
\assert(\is_resource($listener));
echo stream_socket_get_name($listener, false), "\n";

/** @var array<int, resource> $clients */
$clients = [];
/** @var array<int, string> $received */
$received = [];
/** @var list<array{float, int, string}> $later answers that are slow: when, for whom, what */
$later = [];

while (true) {
    $read = [STDIN, $listener, ...$clients];
    $none = null;
    stream_select($read, $none, $none, 0, $later === [] ? 500_000 : 10_000);
    foreach ($later as $i => [$when, $id, $answer]) {
        if ($when <= microtime(true)) {
            isset($clients[$id]) && @fwrite($clients[$id], $answer);
            unset($later[$i]);
        }
    }
    $later = array_values($later);
    foreach ($read as $stream) {
        if ($stream === STDIN) {
            exit(0);
        }
        if ($stream === $listener) {
            $client = @stream_socket_accept($listener, 0);
            if (\is_resource($client)) {
                $clients[get_resource_id($client)] = $client;
                $received[get_resource_id($client)] = '';
            }
            continue;
        }
        $id = get_resource_id($stream);
        $bytes = fread($stream, 1 << 20);
        if ($bytes === false || $bytes === '') {
            fclose($stream);
            unset($clients[$id], $received[$id]);
            continue;
        }
        $received[$id] .= $bytes;
        while (preg_match('/^(\S+) (\S+) HTTP\/1\.1\r\n(.*?)\r\n\r\n/s', $received[$id], $match) === 1) {
            [$head, $method, $path, $lines] = $match;
            $headers = [];
            foreach (explode("\r\n", $lines) as $line) {
                [$name, $value] = explode(':', $line, 2) + [1 => ''];
                $headers[strtolower($name)] = trim($value);
            }
            if (isset($headers['expect']) && \strlen($received[$id]) === \strlen($head)) {
                fwrite($stream, "HTTP/1.1 100 Continue\r\n\r\n");
            }
            $length = (int) ($headers['content-length'] ?? 0);
            if (\strlen($received[$id]) < \strlen($head) + $length) {
                break;
            }
            $body = substr($received[$id], \strlen($head), $length);
            $received[$id] = substr($received[$id], \strlen($head) + $length);
            file_put_contents("{$folder}/requests.jsonl", json_encode(
                ['time' => microtime(true), 'path' => $path, 'key' => $headers['api-key'] ?? '', 'body' => $body],
                JSON_THROW_ON_ERROR,
            ) . "\n", FILE_APPEND);
            [$status, $fields, $content, $seconds] = $emulator->answer($method, $path, $headers, $body);
            $answer = "HTTP/1.1 {$status} Status\r\nContent-Length: " . \strlen($content) . "\r\n";
            foreach ($fields as $name => $value) {
                $answer .= "{$name}: {$value}\r\n";
            }
            if ($seconds > 0.0) {
                $later[] = [microtime(true) + $seconds, $id, "{$answer}\r\n{$content}"];
            } else {
                fwrite($stream, "{$answer}\r\n{$content}");
            }
            if (strtolower($headers['connection'] ?? '') === 'close') {
                fclose($stream);
                unset($clients[$id], $received[$id]);
                continue 2;
            }
        }
    }
}
