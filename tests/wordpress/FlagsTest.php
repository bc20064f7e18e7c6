<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\WordPress;

use PHPUnit\Framework\Attributes\DataProvider;

/**
 * What may be typed, and what is refused with which words.
 */
final class FlagsTest extends SiteTestCase
{
    /** @return iterable<string, array{list<string>, string}> */
    public static function refusals(): iterable
    {
        $workers = '--workers must be "auto" or a whole number from 0 to 256.';
        yield 'workers: negative' => [['--workers=-1'], $workers];
        yield 'workers: no number' => [['--workers=abc'], $workers];
        yield 'workers: a fraction' => [['--workers=2.5'], $workers];
        yield 'workers: scientific' => [['--workers=1e2'], $workers];
        yield 'workers: hexadecimal' => [['--workers=0x10'], $workers];
        yield 'workers: too many' => [['--workers=257'], $workers];
        yield 'workers: more than an integer holds' => [['--workers=99999999999999999999'], $workers];
        yield 'workers: empty' => [['--workers='], $workers];
        yield 'workers: a space instead of =' => [['--workers', '4'], '--workers needs its value after an equals sign: write --workers=4.'];
        yield 'workers: nothing' => [['--workers'], '--workers needs its value after an equals sign: write --workers=<value>.'];
        $batchSize = '--batch-size must be a whole number from 1 to 10000.';
        yield 'batch size: 0' => [['--batch-size=0'], $batchSize];
        yield 'batch size: negative' => [['--batch-size=-20'], $batchSize];
        yield 'batch size: no number' => [['--batch-size=many'], $batchSize];
        yield 'batch size: a space instead of =' => [['--batch-size', '10'], '--batch-size needs its value after an equals sign: write --batch-size=10.'];
        yield 'batch size: negated' => [['--no-batch-size'], $batchSize];
        yield 'max images: negative' => [['--max-images=-1'], '--max-images must be a whole number from 0.'];
        yield 'max images: no number' => [['--max-images=all'], '--max-images must be a whole number from 0.'];
        yield 'colours: none' => [['--colors=0'], '--colors must be a whole number from 1 to 32.'];
        yield 'colours: too many' => [['--colors=33'], '--colors must be a whole number from 1 to 32.'];
        yield 'style: unknown' => [['--style=pretty'], "Parameter errors:\n Invalid value specified for 'style'"];
        yield 'style: two' => [['--style=accent,representative'], '--style must be one of accent, representative.'];
        yield 'strategy: unknown' => [['--strategy=magic'], "Parameter errors:\n Invalid value specified for 'strategy'"];
        yield 'strategy: two' => [['--strategy=workers,sequential'], '--strategy must be one of auto, processes, workers,'];
        yield 'strategy: contradiction 1' => [['--strategy=sequential', '--workers=2'], '--strategy=sequential contradicts the number of --workers.'];
        yield 'strategy: contradiction 2' => [['--strategy=sequential', '--workers=auto'], '--strategy=sequential contradicts the number of --workers.'];
        yield 'strategy: contradiction 3' => [['--strategy=workers', '--workers=0'], '--strategy=workers contradicts the number of --workers.'];
        foreach (['processes', 'fork', 'http', 'http-pool'] as $strategy) {
            yield "strategy: {$strategy}" => [["--strategy={$strategy}"], "--strategy={$strategy} is not there yet."];
        }
        yield 'format: unknown' => [['--format=xml'], "Parameter errors:\n Invalid value specified for 'format'"];
        yield 'format: two' => [['--format=table,json'], '--format must be one of table, json.'];
        yield 'force: a value' => [['--force=please'], '--force takes no value: write --force or --no-force.'];
        yield 'an id: no number' => [['12a'], '"12a" is not the id of an attachment.'];
        yield 'an id: 0' => [['0'], '"0" is not the id of an attachment.'];
        yield 'an id: a fraction' => [['1.0'], '"1.0" is not the id of an attachment.'];
        yield 'an unknown flag' => [['--parallel=4'], "Parameter errors:\n unknown --parallel parameter"];
    }

    /** @param list<string> $options */
    #[DataProvider('refusals')]
    public function testAMistakeIsOneClearError(array $options, string $message): void
    {
        self::assertRefused($message, $this->site->sync(...$options));
        self::assertNull($this->site->value('SELECT 1 FROM wp_photolibrary_palettes'));
    }

    /** @return iterable<string, array{list<string>, string, int|null}> */
    public static function modes(): iterable
    {
        yield 'nothing said: threads' => [[], 'workers', null];
        yield 'one thread' => [['--workers=1'], 'workers', 1];
        yield 'two threads' => [['--workers=2'], 'workers', 2];
        yield 'as many as processors' => [['--workers=auto'], 'workers', null];
        yield 'none' => [['--workers=0'], 'sequential', 1];
        yield 'negated' => [['--no-workers'], 'sequential', 1];
        yield 'forced threads' => [['--strategy=workers'], 'workers', null];
        yield 'forced threads, counted' => [['--strategy=workers', '--workers=2'], 'workers', 2];
        yield 'forced sequence' => [['--strategy=sequential'], 'sequential', 1];
        yield 'forced sequence, no threads' => [['--strategy=sequential', '--workers=0'], 'sequential', 1];
        yield 'automatic, counted' => [['--strategy=auto', '--workers=2'], 'workers', 2];
    }

    /** @param list<string> $options */
    #[DataProvider('modes')]
    public function testTheModeIsTheOneAskedFor(array $options, string $mode, ?int $workers): void
    {
        $this->site->addPhotos(2);
        $report = $this->sync(...$options);

        self::assertSame($mode, $report['mode']);
        self::assertSame($workers ?? $this->usableCpus(), $report['workers']);
        self::assertSame(2, $report['processed']);
    }

    public function testDefaultsComeFromWpCliYml(): void
    {
        $this->site->addPhotos(5);
        file_put_contents("{$this->site->folder}/wp-cli.yml", <<<'YML'
            photolibrary sync_palettes:
              workers: 0
              max-images: 2
              colors: 3
              force: true
              format: json
            YML);

        $report = $this->reportOf($this->site->sync());
        self::assertCounts(['mode' => 'sequential', 'processed' => 2], $report);
        self::assertCounts(['mode' => 'workers', 'processed' => 3], $this->reportOf($this->site->sync('--workers=1', '--max-images=3')));
        self::assertSame(3, $this->site->value('SELECT COUNT(*) FROM wp_photolibrary_palettes'));
        self::assertSame(3, $this->site->value('SELECT MAX(rank) + 1 FROM wp_photolibrary_colors'));
    }

    public function testTheAliasWithADashIsTheSameCommand(): void
    {
        $this->site->addPhotos(2);

        self::assertCounts(['processed' => 2], $this->reportOf($this->site->wp('photolibrary', 'sync-palettes', '--format=json')));
    }

    /** Public methods of a trait become subcommands. */
    public function testThereAreNoOtherSubcommands(): void
    {
        $help = $this->site->run(['help', 'photolibrary'], ['PAGER' => 'cat'])->stdout;

        preg_match_all('/^  (\w+)/m', self::matchIn($help, '/^SUBCOMMANDS\n\n(.+?)\n\n/ms'), $names);
        self::assertSame(['stats', 'sync_palettes'], $names[1]);
    }

    public function testTooManyThreadsAreWarnedAboutAndTheSuggestionIsNot(): void
    {
        $this->site->addPhotos(1);
        $warnings = 0;
        foreach ([1, 2, 3, 4, 8, 256] as $workers) {
            $outcome = $this->site->sync("--workers={$workers}");
            self::assertSame(0, $outcome->status, $outcome->all());
            if ($outcome->stderr === '') {
                continue;
            }
            ++$warnings;
            $suggestion = self::matchIn(
                trim($outcome->stderr),
                '/^Warning: \d+ threads are more than \d+ processors can run at once\. Try (--workers=\d+)\.$/D',
            );
            self::assertSucceeded($this->site->sync($suggestion));
        }
        self::assertGreaterThan(0, $warnings);
    }

    private function usableCpus(): int
    {
        return (int) $this->site->wp('eval', 'echo PhotoLibrary\Parallelism::usableCpus();')->stdout;
    }
}
