<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Network\Server;

/**
 * What is at which path: the first word of the path says how the server behaves. What is given with it stands in the
 * query, above all `image`, the name of the image that is served.
 */
final class Site
{
    /** Seconds that a fault lasts if nobody leaves: longer than any limit that a test sets. */
    private const FOR_EVER = 120.0;

    /** @var array<int, Exchange> that wait until enough of them do */
    private array $gathered = [];

    /** @var array<string, string> images by their paths */
    private array $cache = [];

    private ?string $bomb = null;

    private readonly string $megabyte;

    /** @param list<string> $folders where images are */
    public function __construct(private readonly array $folders, private readonly Journal $journal)
    {
        $this->megabyte = str_repeat(implode('', array_map(chr(...), range(0, 255))), 4096);
    }

    public function answer(Exchange $exchange): void
    {
        match (explode('/', $exchange->request->path)[1]) {
            'journal' => $exchange->reply(200, ['Content-Type' => 'application/json'], $this->journal->toJson()),
            'forget' => $this->forget($exchange),
            'echo' => $this->echo($exchange),
            'bytes' => $exchange->reply(200, ['Content-Type' => 'application/octet-stream'], $this->bytes($exchange->request->number('count', 1000))),
            'image' => $exchange->file($this->image($exchange), ['Content-Type' => 'image/jpeg', 'ETag' => $this->etag($exchange)]),
            'gather' => $this->gather($exchange),
            'late' => $this->late($exchange),
            'status' => $this->status($exchange),
            'redirect' => $exchange->reply($exchange->request->number('status', 302), ['Location' => $exchange->request->query['to'] ?? '/'], ''),
            'redirects' => $this->redirects($exchange),
            'redirect-loop' => $exchange->reply(302, ['Location' => '/redirect-loop'], ''),
            'no-ranges' => $exchange->reply(200, ['Content-Type' => 'image/jpeg'], $this->image($exchange)),
            'lying-range' => $this->lyingRange($exchange),
            'shifted-range' => $this->shiftedRange($exchange),
            'changing' => $this->changing($exchange),
            'truncated' => $this->truncated($exchange),
            'html' => $exchange->reply(200, ['Content-Type' => 'text/html'], '<!DOCTYPE html><title>Please log in</title>' . str_repeat("<p>Not a photo.</p>\n", 50_000)),
            'slow-headers' => $this->slowHeaders($exchange),
            'slow-body' => $this->slowBody($exchange),
            'stall' => $exchange->connection->untilClosed(),
            'stall-in-body' => $this->stallInBody($exchange),
            'hang-up' => $exchange->connection->hangUp(),
            'reset' => $exchange->connection->reset(),
            'reset-in-body' => $this->resetInBody($exchange),
            'short-body' => $this->shortBody($exchange),
            'long-body' => $this->longBody($exchange),
            'endless-body' => $this->endlessBody($exchange),
            'endless-chunks' => $this->endlessChunks($exchange),
            'broken-chunks' => $this->brokenChunks($exchange),
            'cut-chunks' => $this->cutChunks($exchange),
            'gzip-bomb' => $this->gzipBomb($exchange),
            'huge-length' => $this->hugeLength($exchange),
            'huge-header' => $this->hugeHeader($exchange),
            'endless-headers' => $this->endlessHeaders($exchange),
            'endless-informational' => $this->endlessInformational($exchange),
            'endless-redirect' => $this->endless($exchange, 302, ['Location' => '/image']),
            'endless-error' => $this->endless($exchange, 404, []),
            'no-http' => $this->noHttp($exchange),
            'raw' => $this->raw($exchange),
            'false-http2' => $this->falseHttp2($exchange),
            default => $exchange->reply(404, ['Content-Type' => 'text/plain'], "There is nothing here.\n"),
        };
    }

    // ---- what is well behaved

    private function forget(Exchange $exchange): void
    {
        $this->journal->forget();
        $exchange->json([]);
    }

    private function echo(Exchange $exchange): void
    {
        $request = $exchange->request;
        $exchange->json([
            'method' => $request->method,
            'target' => $request->target,
            'headers' => $request->headers,
            'body' => \strlen($request->body) <= 100_000 ? $request->body : '',
            'bytes' => \strlen($request->body),
            'hash' => hash('sha256', $request->body),
        ]);
    }

    /** Nobody gets an answer before as many ask at once as `count` says; those who came too late would wait for ever. */
    private function gather(Exchange $exchange): void
    {
        $id = spl_object_id($exchange);
        $this->gathered[$id] = $exchange;
        if (\count($this->gathered) >= $exchange->request->number('count', 1)) {
            $this->gathered = [];
        }
        try {
            while (isset($this->gathered[$id])) {
                $exchange->connection->pause(0.002);
            }
        } finally {
            unset($this->gathered[$id]);
        }
        $exchange->reply(200, [], 'together');
    }

    private function late(Exchange $exchange): void
    {
        $exchange->connection->pause($exchange->request->number('milliseconds', 50) / 1000);
        $exchange->reply(200, ['Content-Type' => 'image/jpeg'], $this->image($exchange));
    }

    /** `times` times the status `code`, with Retry-After if `after` is given; then the image. */
    private function status(Exchange $exchange): void
    {
        $request = $exchange->request;
        if ($this->journal->count($request->target) > $request->number('times', PHP_INT_MAX)) {
            $exchange->reply(200, ['Content-Type' => 'image/jpeg'], $this->image($exchange));

            return;
        }
        $after = isset($request->query['after']) ? ['Retry-After' => $request->query['after']] : [];
        $exchange->reply($request->number('code', 503), $after, "Not now.\n");
    }

    /** A chain of `count` redirects that ends at the image. */
    private function redirects(Exchange $exchange): void
    {
        $count = $exchange->request->number('count', 1);
        $image = 'image=' . $this->name($exchange);
        $exchange->reply(302, ['Location' => $count > 1 ? '/redirects?count=' . ($count - 1) . "&{$image}" : "/image?{$image}"], '');
    }

    // ---- ranges

    /** Gives another range than it says. */
    private function lyingRange(Exchange $exchange): void
    {
        $bytes = $this->image($exchange);
        $range = $exchange->range(\strlen($bytes)) ?? new Range(0, \strlen($bytes) - 1, \strlen($bytes));
        $exchange->reply(206, ['Content-Type' => 'image/jpeg', 'Content-Range' => (string) $range], substr($bytes, $range->first + 100, $range->last - $range->first + 1));
    }

    /** Gives another range than it was asked for, and says so. */
    private function shiftedRange(Exchange $exchange): void
    {
        $bytes = $this->image($exchange);
        $range = $exchange->range(\strlen($bytes)) ?? new Range(0, \strlen($bytes) - 1, \strlen($bytes));
        $shifted = new Range($range->first + 100, $range->last, \strlen($bytes));
        $exchange->reply(206, ['Content-Type' => 'image/jpeg', 'Content-Range' => (string) $shifted], $shifted->of($bytes));
    }

    /** The first request sees `image`, all later ones `then`, each with an ETag of its own. */
    private function changing(Exchange $exchange): void
    {
        $name = $this->journal->count($exchange->request->target) === 1 ? $this->name($exchange) : ($exchange->request->query['then'] ?? '');
        $bytes = $this->read($name);
        $exchange->file($bytes, ['Content-Type' => 'image/jpeg', 'ETag' => '"' . md5($bytes) . '"']);
    }

    /** Ends after `bytes` bytes, as a file that was never uploaded to its end. */
    private function truncated(Exchange $exchange): void
    {
        $bytes = substr($this->image($exchange), 0, $exchange->request->number('bytes', 5000));
        $exchange->file($bytes, ['Content-Type' => 'image/jpeg', 'ETag' => '"truncated"']);
    }

    // ---- what is too slow

    private function slowHeaders(Exchange $exchange): void
    {
        $exchange->connection->write("HTTP/1.1 200 OK\r\n");
        for ($i = 0; $i < self::FOR_EVER * 20; ++$i) {
            $exchange->connection->write("X-{$i}: 1\r\n");
            $exchange->connection->pause(0.05);
        }
        $exchange->connection->hangUp();
    }

    private function slowBody(Exchange $exchange): void
    {
        $bytes = $this->image($exchange);
        $exchange->head(200, ['Content-Type' => 'image/jpeg', 'Content-Length' => \strlen($bytes)]);
        foreach (str_split($bytes, 16) as $piece) {
            $exchange->connection->write($piece);
            $exchange->connection->pause(0.05);
        }
        $exchange->connection->hangUp();
    }

    private function stallInBody(Exchange $exchange): void
    {
        $this->half($exchange);
        $exchange->connection->untilClosed();
    }

    // ---- what breaks off

    private function resetInBody(Exchange $exchange): void
    {
        $this->half($exchange);
        // A reset throws away what is still under way: let it arrive, so that the fault is in the body.
        $exchange->connection->pause(0.05);
        $exchange->connection->reset();
    }

    private function half(Exchange $exchange): void
    {
        $bytes = $this->image($exchange);
        $exchange->head(200, ['Content-Type' => 'image/jpeg', 'Content-Length' => \strlen($bytes)]);
        $exchange->connection->write(substr($bytes, 0, intdiv(\strlen($bytes), 2)));
    }

    private function shortBody(Exchange $exchange): void
    {
        $this->half($exchange);
        $exchange->connection->hangUp();
    }

    /** More than was announced: what is too much looks like the answer to the next request. */
    private function longBody(Exchange $exchange): void
    {
        $bytes = $this->image($exchange);
        $exchange->head(200, ['Content-Type' => 'image/jpeg', 'Content-Length' => 1000]);
        $exchange->connection->write(substr($bytes, 0, 1000) . "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nsmuggled");
    }

    private function brokenChunks(Exchange $exchange): void
    {
        $exchange->head(200, ['Content-Type' => 'image/jpeg', 'Transfer-Encoding' => 'chunked']);
        $exchange->chunk(substr($this->image($exchange), 0, 1000));
        $exchange->connection->write("this is no size\r\n");
        $exchange->connection->hangUp();
    }

    private function cutChunks(Exchange $exchange): void
    {
        $exchange->head(200, ['Content-Type' => 'image/jpeg', 'Transfer-Encoding' => 'chunked']);
        $exchange->chunk(substr($this->image($exchange), 0, 1000));
        $exchange->connection->hangUp();
    }

    private function noHttp(Exchange $exchange): void
    {
        $exchange->connection->write("SSH-2.0-OpenSSH_9.2\r\n");
        $exchange->connection->hangUp();
    }

    /** Claims to speak another protocol than it does, and answers with the `name`. */
    private function falseHttp2(Exchange $exchange): void
    {
        $name = $exchange->request->query['name'] ?? '';
        $exchange->connection->write("HTTP/2 200 OK\r\nContent-Length: " . \strlen($name) . "\r\n\r\n{$name}");
    }

    /** Answers with nothing but the `answer`. */
    private function raw(Exchange $exchange): void
    {
        $exchange->connection->write($exchange->request->query['answer'] ?? '');
        $exchange->connection->hangUp();
    }

    // ---- what is too much

    private function endlessBody(Exchange $exchange): void
    {
        $exchange->head(200, ['Content-Type' => 'image/jpeg', 'Connection' => 'close']);
        $exchange->connection->write($this->image($exchange));
        for (;;) {
            $exchange->connection->write($this->megabyte);
        }
    }

    private function endlessChunks(Exchange $exchange): void
    {
        $exchange->head(200, ['Content-Type' => 'image/jpeg', 'Transfer-Encoding' => 'chunked']);
        $exchange->chunk($this->image($exchange));
        for (;;) {
            $exchange->chunk(substr($this->megabyte, 0, 1 << 16));
        }
    }

    /** 20 kB of it are 20 MB. */
    private function gzipBomb(Exchange $exchange): void
    {
        $this->bomb ??= (string) gzencode($this->image($exchange) . str_repeat("\0", 20 << 20));
        $exchange->reply(200, ['Content-Type' => 'image/jpeg', 'Content-Encoding' => 'gzip'], $this->bomb);
    }

    /** Announces a terabyte and sends what there is. */
    private function hugeLength(Exchange $exchange): void
    {
        $exchange->head(200, ['Content-Type' => 'image/jpeg', 'Content-Length' => 1 << 40]);
        $exchange->connection->write($this->image($exchange));
        $exchange->connection->untilClosed();
    }

    private function hugeHeader(Exchange $exchange): void
    {
        // In pieces: many are asked for it at once.
        $exchange->connection->write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Huge: ");
        for ($i = 0; $i < 400; ++$i) {
            $exchange->connection->write(str_repeat('x', 10_000));
        }
        $exchange->connection->write("\r\n\r\n");
    }

    private function endlessHeaders(Exchange $exchange): void
    {
        $exchange->connection->write("HTTP/1.1 200 OK\r\n");
        for ($i = 0; ; ++$i) {
            $exchange->connection->write(str_repeat("X-Header-{$i}: " . str_repeat('x', 1000) . "\r\n", 10));
        }
    }

    /** Announces an answer again and again. */
    private function endlessInformational(Exchange $exchange): void
    {
        for (;;) {
            $exchange->connection->write(str_repeat("HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n", 100));
        }
    }

    /** @param array<string, string> $headers */
    private function endless(Exchange $exchange, int $status, array $headers): void
    {
        $exchange->head($status, $headers + ['Connection' => 'close']);
        for (;;) {
            $exchange->connection->write($this->megabyte);
        }
    }

    // ---- helpers

    private function name(Exchange $exchange): string
    {
        return $exchange->request->query['image'] ?? 'baseline.jpg';
    }

    private function image(Exchange $exchange): string
    {
        return $this->read($this->name($exchange));
    }

    private function etag(Exchange $exchange): string
    {
        return '"' . md5($this->image($exchange)) . '"';
    }

    private function read(string $name): string
    {
        foreach ($this->folders as $folder) {
            $path = "{$folder}/" . basename($name);
            if (is_file($path)) {
                return $this->cache[$path] ??= (string) file_get_contents($path);
            }
        }

        return '';
    }

    private function bytes(int $count): string
    {
        return substr(str_repeat($this->megabyte, intdiv($count, \strlen($this->megabyte)) + 1), 0, $count);
    }
}
