<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Network;

use PhotoLibrary\FailureReason;
use PhotoLibrary\FormPart;
use PhotoLibrary\HttpPool;
use PhotoLibrary\HttpRequest;
use RuntimeException;

/** Bodies of parts, taken apart by PHP. */
final class FormTest extends NetworkTestCase
{
    /** @var resource|null */
    private $php;

    private string $form = '';

    protected function setUp(): void
    {
        parent::setUp();
        $null = ['file', '/dev/null', 'r+'];
        for ($attempt = 0; $attempt < 5; ++$attempt) {
            $address = self::freeAddress();
            $command = [PHP_BINARY, '-n', '-d', 'upload_max_filesize=100M', '-d', 'post_max_size=100M', '-S', $address, __DIR__ . '/scripts/form.php'];
            $this->php = proc_open($command, [$null, $null, $null], $pipes, null, []) ?: throw new RuntimeException('PHP does not start');
            $this->form = "http://{$address}/";
            for ($end = microtime(true) + 60.0; microtime(true) < $end && proc_get_status($this->php)['running']; usleep(10_000)) {
                if (@stream_socket_client("tcp://{$address}") !== false) {
                    return;
                }
            }
            $this->endPhp();
        }
        self::fail("PHP's web server does not start");
    }

    protected function assertPostConditions(): void
    {
        $this->endPhp();
        parent::assertPostConditions();
    }

    public function testPhpReadsTheFormAsItWasGiven(): void
    {
        $file = "{$this->nginx->folder}/site/bodies/20m";
        $everyByte = implode('', array_map(chr(...), range(0, 255)));
        $received = $this->received([
            FormPart::text('title', "two\r\nlines, \"quotes\" and --dashes--"),
            FormPart::text('tags[]', 'one'),
            FormPart::text('tags[]', ''),
            FormPart::file('original', $file, contentType: 'image/jpeg'),
            FormPart::bytes('sidecars[]', $everyByte, 'a.xmp', 'application/xml'),
            FormPart::bytes('sidecars[]', '', 'b.xmp'),
        ]);
        self::assertSame(['title' => "two\r\nlines, \"quotes\" and --dashes--", 'tags' => ['one', '']], $received['fields']);
        self::assertSame([
            ['field' => 'original', 'filename' => '20m', 'type' => 'image/jpeg', 'error' => 0, 'hash' => hash_file('sha256', $file)],
            ['field' => 'sidecars', 'filename' => 'a.xmp', 'type' => 'application/xml', 'error' => 0, 'hash' => hash('sha256', $everyByte)],
            ['field' => 'sidecars', 'filename' => 'b.xmp', 'type' => 'application/octet-stream', 'error' => 0, 'hash' => hash('sha256', '')],
        ], $received['files']);
        self::assertGreaterThan(20_000_000 + 256, $received['length']);
    }

    public function testAHostileNameAddsNoPart(): void
    {
        $received = $this->received([
            FormPart::text("a\"\r\n\r\nforged\r\nContent-Disposition: form-data; name=\"role", 'user'),
            FormPart::bytes('file', 'x', "b\"; filename=\"c.php\r\n"),
        ]);
        self::assertCount(1, $received['fields']);
        self::assertStringStartsWith('a%22%0D%0A%0D%0Aforged', (string) array_key_first($received['fields']));
        self::assertSame(['b%22; filename=%22c.php%0D%0A'], array_column($received['files'], 'filename'));
    }

    /** From its beginning, after a redirect and after a failure. */
    public function testAFormIsSentAgain(): void
    {
        $parts = [FormPart::text('a', 'b'), FormPart::file('f', "{$this->nginx->folder}/site/bodies/1m")];
        $pool = new HttpPool(self::options(retries: 2));
        $heard = self::heard($pool->send(new HttpRequest($this->faults->url('/redirect?status=307&to=/echo'), 'POST', parts: $parts)));
        self::assertSame(['POST', (string) $heard['bytes']], [$heard['method'], $heard['headers']['content-length'] ?? '']);
        self::assertGreaterThan(1_000_000, $heard['bytes']);
        $pool->send(new HttpRequest($this->faults->url('/status?times=1'), 'PUT', parts: $parts));
        [$first, $second] = array_column($this->faults->journal()->of('/status'), 'bodyHash');
        self::assertSame($first, $second);
    }

    public function testWhatIsSentIsCounted(): void
    {
        $parts = [FormPart::file('f', "{$this->nginx->folder}/site/bodies/20m")];
        $batch = (new HttpPool(self::options()))->sendAll([new HttpRequest($this->form, 'POST', parts: $parts), new HttpRequest($this->form)]);
        self::assertSame(0, $batch->statistics()->bytesSent);
        $length = 0;
        foreach ($batch as $result) {
            $length += self::form($result)['length'];
        }
        self::assertGreaterThan(20_000_000, $length);
        self::assertSame($length, $batch->statistics()->bytesSent);
    }

    public function testAFileThatIsMissingIsNamed(): void
    {
        $parts = [FormPart::text('a', 'b'), FormPart::file('f', '/no/such/file')];
        $results = iterator_to_array((new HttpPool(self::options()))->sendAll([new HttpRequest($this->faults->url('/echo'), 'POST', parts: $parts)]));
        $failure = self::failure($results[0]);
        self::assertSame(FailureReason::NotFound, $failure->reason);
        self::assertStringContainsString('/no/such/file', $failure->message);
        self::assertCount(0, $this->faults->journal()->of('/echo'));
    }

    /**
     * What PHP makes of a form.
     *
     * @param list<FormPart> $parts
     * @return array{fields: array<string, mixed>, files: list<array<string, mixed>>, length: int}
     */
    private function received(array $parts): array
    {
        return self::form((new HttpPool(self::options()))->send(new HttpRequest($this->form, 'POST', parts: $parts)));
    }

    /** @return array{fields: array<string, mixed>, files: list<array<string, mixed>>, length: int} */
    private static function form(mixed $result): array
    {
        /** @var array{fields: array<string, mixed>, files: list<array<string, mixed>>, length: int} $form */
        $form = json_decode(self::response($result)->body, true, flags: JSON_THROW_ON_ERROR);

        return $form;
    }

    private function endPhp(): void
    {
        if ($this->php !== null) {
            proc_terminate($this->php, SIGKILL);
            proc_close($this->php);
            $this->php = null;
        }
    }

    private static function freeAddress(): string
    {
        $server = stream_socket_server('tcp://127.0.0.1:0') ?: throw new RuntimeException('no free port');

        return (string) stream_socket_get_name($server, false);
    }
}
