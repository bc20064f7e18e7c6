<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Network\Server;

/**
 * As little of HTTP/2 (RFC 9113) as misbehaving takes: requests are not decoded, so that what is done to them depends on
 * the entrance alone.
 */
final class Http2
{
    private const PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private const DATA = 0;
    private const HEADERS = 1;
    private const RST_STREAM = 3;
    private const SETTINGS = 4;
    private const PING = 6;
    private const GOAWAY = 7;

    private const END_STREAM = 1;
    private const ACK = 1;
    private const END_HEADERS = 4;

    private const NO_ERROR = 0;
    private const INTERNAL_ERROR = 2;
    private const REFUSED_STREAM = 7;

    /** ":status: 200" of the static table of HPACK. */
    private const STATUS_200 = "\x88";

    /** @param string $body small enough for the window that every client has at first */
    public function __construct(private readonly Connection $connection, private readonly Journal $journal, private readonly string $body) {}

    public function serve(): void
    {
        $this->connection->exactly(\strlen(self::PREFACE));
        $this->frame(self::SETTINGS, 0, 0, '');
        for (;;) {
            [$type, $flags, $stream, $payload] = $this->receive();
            if ($type === self::SETTINGS && $flags !== self::ACK) {
                $this->frame(self::SETTINGS, self::ACK, 0, '');
            } elseif ($type === self::PING && $flags !== self::ACK) {
                $this->frame(self::PING, self::ACK, 0, $payload);
            } elseif ($type === self::HEADERS) {
                $this->answer($stream);
            }
        }
    }

    private function answer(int $stream): void
    {
        $entrance = $this->connection->entrance;
        $entry = new Entry($entrance, $this->connection->number, '', '', [], 0, '', microtime(true));
        $this->journal->begin($entry);
        $sent = $this->connection->sent;
        try {
            $isFirst = $this->journal->count($entrance) === 1;
            match ($entrance) {
                'h2-reset' => $this->reset($stream),
                'h2-reset-once' => $isFirst ? $this->reset($stream) : $this->whole($stream),
                'h2-refused-once' => $isFirst ? $this->refuse($stream) : $this->whole($stream),
                'h2-goaway' => $this->goAway($stream),
                'h2-goaway-once' => $isFirst ? $this->goAway($stream) : $this->whole($stream),
                'h2-last' => $this->last($stream),
                'h2-stall' => $this->half($stream),
                'h2-hang-up' => $this->hangUp($stream),
                'h2-garbage' => $this->garbage(),
                default => $this->whole($stream),
            };
            $entry->state = 'done';
        } finally {
            $entry->sent = $this->connection->sent - $sent;
            $entry->state = $entry->state === 'done' ? 'done' : 'lost';
        }
    }

    private function whole(int $stream): void
    {
        $this->frame(self::HEADERS, self::END_HEADERS, $stream, self::STATUS_200);
        foreach (str_split($this->body, 16_000) as $piece) {
            $this->frame(self::DATA, 0, $stream, $piece);
        }
        $this->frame(self::DATA, self::END_STREAM, $stream, '');
    }

    private function half(int $stream): void
    {
        $this->frame(self::HEADERS, self::END_HEADERS, $stream, self::STATUS_200);
        $this->frame(self::DATA, 0, $stream, substr($this->body, 0, min(16_000, intdiv(\strlen($this->body), 2))));
    }

    private function reset(int $stream): void
    {
        $this->half($stream);
        $this->frame(self::RST_STREAM, 0, $stream, pack('N', self::INTERNAL_ERROR));
    }

    private function refuse(int $stream): void
    {
        $this->frame(self::RST_STREAM, 0, $stream, pack('N', self::REFUSED_STREAM));
    }

    /** In the middle of the body, and goes. */
    private function goAway(int $stream): void
    {
        $this->half($stream);
        $this->frame(self::GOAWAY, 0, 0, pack('NN', 0, self::INTERNAL_ERROR) . 'overloaded');
        $this->connection->hangUp();
    }

    /** Announces the end of the connection as servers do that are restarted, and finishes what is under way. */
    private function last(int $stream): void
    {
        $this->half($stream);
        $this->frame(self::GOAWAY, 0, 0, pack('NN', 0x7FFFFFFF, self::NO_ERROR));
        $this->frame(self::DATA, self::END_STREAM, $stream, substr($this->body, min(16_000, intdiv(\strlen($this->body), 2))));
    }

    private function hangUp(int $stream): void
    {
        $this->half($stream);
        $this->connection->hangUp();
    }

    private function garbage(): void
    {
        $this->connection->write(random_bytes(5000));
        $this->connection->hangUp();
    }

    private function frame(int $type, int $flags, int $stream, string $payload): void
    {
        $this->connection->write(substr(pack('N', \strlen($payload)), 1) . pack('CCN', $type, $flags, $stream) . $payload);
    }

    /** @return array{int, int, int, string} type, flags, stream, payload */
    private function receive(): array
    {
        $head = $this->connection->exactly(9);
        $stream = ((\ord($head[5]) & 0x7F) << 24) | (\ord($head[6]) << 16) | (\ord($head[7]) << 8) | \ord($head[8]);
        $length = (\ord($head[0]) << 16) | (\ord($head[1]) << 8) | \ord($head[2]);

        return [\ord($head[3]), \ord($head[4]), $stream, $this->connection->exactly($length)];
    }
}
