<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\WordPress;

/**
 * The examples that the documents quote, as they stand in examples/wordpress, one after the other on one site.
 */
final class ExamplesTest extends SiteTestCase
{
    private const EXAMPLES = __DIR__ . '/../../examples/wordpress';

    public function testCommandsThatFillTheLibrary(): void
    {
        $this->site->addPhotos(40);
        foreach ($this->commands('sync.sh') as $command) {
            $outcome = $this->shell($command);
            self::assertSame(0, $outcome->status, "{$command}\n{$outcome->all()}");
            self::assertCount(40, $this->withPalette(), $command);
            if (preg_match('/ --(force|dry-run)\b/', $command) === 1) {
                self::assertMatchesRegularExpression('/^processed\t[1-9]/m', $outcome->stdout, "{$command} computes nothing");
            }
        }
    }

    public function testCommandsOfPinecone(): void
    {
        $this->site->addPhotos(10);
        self::assertSame(0, $this->site->sync()->status);
        $server = PineconeServer::start("{$this->site->folder}/pinecone", []);
        try {
            foreach ($this->commands('pinecone.sh') as $command) {
                self::assertSucceeded($this->shell($command, $server->environment()));
            }
            self::assertCount(10, $server->upserts()[0]['vectors']);
        } finally {
            $server->stop();
        }
    }

    public function testTheConstantsOfPinecone(): void
    {
        $this->site->addPhotos(2);
        self::assertSame(0, $this->site->sync()->status);
        $server = PineconeServer::start("{$this->site->folder}/pinecone", []);
        try {
            $this->site->addCode('constants', strtr(implode("\n", \array_slice($this->lines('wp-config.php'), 1)), [
                "'...'" => "'" . PineconeEmulator::KEY . "'",
                'name-1a2b3c4.svc.region.pinecone.io' => $server->url,
                "'photos'" => "'of this site'",
            ]));
            self::assertSucceeded($this->shell('wp photolibrary rebuild_pinecone_index'));
            self::assertSame('of this site', $server->upserts()[0]['namespace']);
        } finally {
            $server->stop();
        }
    }

    public function testTheLineOfTheCrontab(): void
    {
        $this->site->addPhotos(10);
        [$line] = $this->lines('crontab');
        self::assertMatchesRegularExpression('~^(\S+ ){5}cd /var/www/site && ~', $line);
        $command = strtr((string) preg_replace('/^(\S+ ){5}/', '', $line), [
            '/var/www/site' => $this->site->folder,
            '/tmp/' => "{$this->site->folder}/",
        ]);
        $outcome = $this->shell($command);

        self::assertSucceeded($outcome);
        self::assertSame('', $outcome->stdout);
        self::assertCount(10, $this->withPalette());
    }

    public function testTheFilterThatAllowsAddresses(): void
    {
        $this->site->addCode('allow', implode("\n", \array_slice($this->lines('allow.php'), 1)));
        $outcome = $this->site->wp(
            'eval',
            "echo json_encode(new PhotoLibrary\\HttpOptions(...apply_filters('photolibrary_http_options', ['concurrency' => 7])));",
        );
        self::assertSucceeded($outcome);
        $options = json_decode($outcome->stdout, true);
        self::assertIsArray($options);
        self::assertSame([7, ['cdn.internal', '10.0.0.0/8']], [$options['concurrency'], $options['allow']]);
    }

    /** @return list<string> */
    private function lines(string $file): array
    {
        $lines = file(self::EXAMPLES . "/{$file}", FILE_IGNORE_NEW_LINES | FILE_SKIP_EMPTY_LINES);
        self::assertIsArray($lines);

        return $lines;
    }

    /** @return list<string> */
    private function commands(string $file): array
    {
        $commands = array_values(array_filter($this->lines($file), static fn(string $line): bool => str_starts_with($line, 'wp ')));
        self::assertNotSame([], $commands);

        return $commands;
    }

    /** @param array<string, string> $environment */
    private function shell(string $command, array $environment = []): Outcome
    {
        return $this->site->run([], $environment, "PATH=\$(dirname \"\$1\"):\$PATH; {$command} <&-");
    }
}
