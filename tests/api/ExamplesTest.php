<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Api;

use PHPUnit\Framework\Attributes\DataProvider;
use RuntimeException;

/**
 * The examples that the documents quote, run as they stand in examples/, in a folder with a few photos. Their output must
 * be that of the file beside them, in any order of lines: palettes come as they are ready. example.org is a server here.
 */
final class ExamplesTest extends ApiTestCase
{
    private const EXAMPLES = __DIR__ . '/../../examples';

    private static string $folder;

    private static string $server;

    /** @var resource */
    private static mixed $process;

    public static function setUpBeforeClass(): void
    {
        self::$folder = sys_get_temp_dir() . '/photolibrary-examples-' . getmypid();
        mkdir(self::$folder . '/photos', recursive: true);
        self::writePhotos();
        self::startServer();
    }

    public static function tearDownAfterClass(): void
    {
        proc_terminate(self::$process);
        proc_close(self::$process);
        array_map(unlink(...), [...self::found(self::$folder . '/photos/*'), ...self::found(self::$folder . '/*.*')]);
        rmdir(self::$folder . '/photos');
        rmdir(self::$folder);
    }

    /** @return iterable<string, array{string}> */
    public static function examples(): iterable
    {
        foreach (self::found(self::EXAMPLES . '/*.php') as $path) {
            yield basename($path) => [$path];
        }
    }

    #[DataProvider('examples')]
    public function testAnExamplePrintsWhatStandsBesideIt(string $path): void
    {
        $example = self::$folder . '/example.php';
        file_put_contents($example, strtr((string) file_get_contents($path), ['https://example.org' => self::$server]));
        $command = [PHP_BINARY, '-d', 'error_reporting=-1', '-d', 'display_errors=stderr', '-d', 'photolibrary.http_allow=127.0.0.1', $example];
        $process = proc_open($command, [1 => ['pipe', 'w'], 2 => ['file', self::$folder . '/errors.txt', 'w']], $pipes, self::$folder);
        \assert(\is_resource($process));
        $output = (string) stream_get_contents($pipes[1]);
        $status = proc_close($process);

        self::assertSame('', file_get_contents(self::$folder . '/errors.txt'));
        self::assertSame(0, $status);
        self::assertSame(self::sortedLines(self::expected($path)), self::sortedLines($output));
    }

    private static function expected(string $path): string
    {
        $expected = file_get_contents(substr($path, 0, -3) . 'out');
        self::assertIsString($expected);

        return $expected;
    }

    private static function sortedLines(string $text): string
    {
        $lines = explode("\n", $text);
        sort($lines);

        return implode("\n", $lines);
    }

    /** @return list<string> */
    private static function found(string $pattern): array
    {
        return glob($pattern) ?: [];
    }

    /** PNGs, by whatever name: their colours are exact with every version of every library. */
    private static function writePhotos(): void
    {
        file_put_contents(self::$folder . '/photo.jpg', self::png(["\xdf\xe8\xef" => 50, "\x8f\x6f\x73" => 30, "\xc2\x3b\x22" => 20]));
        file_put_contents(self::$folder . '/photos/hills.png', self::png(["\x3c\x6e\x47" => 100]));
        file_put_contents(self::$folder . '/photos/lake.png', self::png(["\x1e\x46\x6e" => 100]));
        file_put_contents(self::$folder . '/photos/notes.txt', 'Bring the tripod.');
    }

    /** @param array<string, int> $bands RGB and rows of each, from above */
    private static function png(array $bands): string
    {
        $rows = '';
        foreach ($bands as $rgb => $count) {
            $rows .= str_repeat("\0" . str_repeat($rgb, 100), $count);
        }
        $chunk = static fn(string $type, string $data): string => pack('N', \strlen($data)) . $type . $data . pack('N', crc32($type . $data));

        return "\x89PNG\r\n\x1a\n" . $chunk('IHDR', pack('NNC5', 100, array_sum($bands), 8, 2, 0, 0, 0))
            . $chunk('IDAT', (string) gzcompress($rows)) . $chunk('IEND', '');
    }

    private static function startServer(): void
    {
        $router = self::$folder . '/router.php';
        file_put_contents($router, <<<'PHP'
            <?php
            match ($_SERVER['REQUEST_URI']) {
                '/' => print 'Welcome',
                '/photo.jpg' => readfile(__DIR__ . '/photo.jpg'),
                '/echo' => print file_get_contents('php://input'),
                '/form' => print json_encode($_POST + array_map(static fn(array $file): string => $file['name']
                    . (md5_file($file['tmp_name']) === md5_file(__DIR__ . '/photo.jpg') ? ' arrived whole' : ' is damaged'), $_FILES)),
                default => print http_response_code(404) ? 'Not found' : '',
            };
            PHP);
        $process = proc_open(
            [PHP_BINARY, '-n', '-S', '127.0.0.1:0', $router],
            [1 => ['file', '/dev/null', 'w'], 2 => ['pipe', 'w']],
            $pipes,
            self::$folder,
        );
        \assert(\is_resource($process));
        self::$process = $process;
        $said = (string) fgets($pipes[2]);
        if (preg_match('~\((http://[0-9.:]+)\) started~', $said, $match) !== 1) {
            throw new RuntimeException("PHP's server does not start: {$said}");
        }
        self::$server = $match[1];
    }
}
