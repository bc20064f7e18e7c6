<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Network\Server;

use RuntimeException;

/** The bytes of one connection. Whatever waits throws Gone when the peer leaves. */
final class Connection
{
    private const PIECE = 16_384;

    private string $received = '';

    /** Bytes that the kernel took from us. */
    public int $sent = 0;

    /** @param resource $stream */
    public function __construct(private readonly Loop $loop, private $stream, public readonly int $number, public readonly string $entrance)
    {
        stream_set_blocking($stream, false);
        stream_set_write_buffer($stream, 0);
    }

    /** Answers as a TLS server with the certificate of the listening stream. */
    public function encrypt(): void
    {
        while (($done = @stream_socket_enable_crypto($this->stream, true, STREAM_CRYPTO_METHOD_TLS_SERVER)) !== true) {
            if ($done === false) {
                throw new Gone('no TLS');
            }
            $this->loop->untilReadable($this->stream);
        }
    }

    /** Up to the end of the line, without it. */
    public function line(): string
    {
        while (($end = strpos($this->received, "\r\n")) === false) {
            $this->receive();
        }
        $line = substr($this->received, 0, $end);
        $this->received = substr($this->received, $end + 2);

        return $line;
    }

    public function exactly(int $bytes): string
    {
        while (\strlen($this->received) < $bytes) {
            $this->receive();
        }
        $wanted = substr($this->received, 0, $bytes);
        $this->received = substr($this->received, $bytes);

        return $wanted;
    }

    public function write(string $bytes): void
    {
        for ($done = 0; $done < \strlen($bytes);) {
            $written = @fwrite($this->stream, substr($bytes, $done, self::PIECE));
            if ($written === false) {
                throw new Gone('cannot be written to');
            }
            $done += $written;
            $this->sent += $written;
            if ($written === 0) {
                $this->loop->untilWritable($this->stream);
                // A peer that has reset the connection makes it writable as well.
                $this->throwIfGone();
            }
        }
    }

    /** Looks after the connection meanwhile. */
    public function pause(float $seconds): void
    {
        $end = microtime(true) + $seconds;
        while (($left = $end - microtime(true)) > 0 && $this->loop->untilReadable($this->stream, $left)) {
            $this->throwIfGone();
        }
    }

    public function untilClosed(): never
    {
        for (;;) {
            $this->receive();
        }
    }

    /** Ends the connection as a crash does: the peer sees a reset. */
    public function reset(): never
    {
        $socket = socket_import_stream($this->stream);
        if ($socket === false) {
            throw new RuntimeException('no socket');
        }
        socket_set_option($socket, SOL_SOCKET, SO_LINGER, ['l_onoff' => 1, 'l_linger' => 0]);
        unset($socket);
        $this->close();
        throw new Gone('reset');
    }

    /** What was written still arrives. */
    public function hangUp(): never
    {
        $this->close();
        throw new Gone('hung up');
    }

    public function close(): void
    {
        if (\is_resource($this->stream)) {
            fclose($this->stream);
        }
    }

    private function receive(): void
    {
        if (!$this->read()) {
            $this->loop->untilReadable($this->stream);
        }
    }

    private function throwIfGone(): void
    {
        while ($this->read());
    }

    /** Whether there was something. */
    private function read(): bool
    {
        $bytes = @fread($this->stream, self::PIECE);
        if ($bytes === false || ($bytes === '' && feof($this->stream))) {
            throw new Gone('closed by the peer');
        }
        $this->received .= $bytes;

        return $bytes !== '';
    }
}
