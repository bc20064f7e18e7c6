<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\WordPress;

use PhotoLibrary\Parallelism;
use PHPUnit\Framework\Attributes\DataProvider;

/**
 * What may be typed, and what is refused with which words.
 */
final class FlagsTest extends SiteTestCase
{
    /** @return iterable<string, array{list<string>, string}> */
    public static function refusals(): iterable
    {
        foreach (['parallel', 'workers'] as $name) {
            $message = "--{$name} must be \"auto\" or a whole number from 0 to 256.";
            yield "{$name}: negative" => [["--{$name}=-1"], $message];
            yield "{$name}: no number" => [["--{$name}=abc"], $message];
            yield "{$name}: a fraction" => [["--{$name}=2.5"], $message];
            yield "{$name}: scientific" => [["--{$name}=1e2"], $message];
            yield "{$name}: hexadecimal" => [["--{$name}=0x10"], $message];
            yield "{$name}: too many" => [["--{$name}=257"], $message];
            yield "{$name}: more than an integer holds" => [["--{$name}=99999999999999999999"], $message];
            yield "{$name}: empty" => [["--{$name}="], $message];
            yield "{$name}: a space instead of =" => [["--{$name}", '4'], "--{$name} needs its value after an equals sign: write --{$name}=4."];
            yield "{$name}: nothing" => [["--{$name}"], "--{$name} needs its value after an equals sign: write --{$name}=<value>."];
        }
        yield 'too many in all' => [['--parallel=64', '--workers=5'], '--parallel=64 with --workers=5 makes 320 threads; at most 256 are possible.'];
        yield 'nice: negative' => [['--nice=-1'], '--nice must be a whole number from 0 to 19.'];
        yield 'nice: too much' => [['--nice=20'], '--nice must be a whole number from 0 to 19.'];
        yield 'nice: a space instead of =' => [['--nice', '5'], '--nice needs its value after an equals sign: write --nice=5.'];
        yield 'nice: no processes' => [['--nice=5', '--workers=2'], '--nice applies only to isolated processes, and these options start none.'];
        $batchSize = '--batch-size must be a whole number from 1 to 10000.';
        yield 'batch size: 0' => [['--batch-size=0'], $batchSize];
        yield 'batch size: negative' => [['--batch-size=-20'], $batchSize];
        yield 'batch size: no number' => [['--batch-size=many'], $batchSize];
        yield 'batch size: a space instead of =' => [['--batch-size', '10'], '--batch-size needs its value after an equals sign: write --batch-size=10.'];
        yield 'batch size: negated' => [['--no-batch-size'], $batchSize];
        yield 'max images: negative' => [['--max-images=-1'], '--max-images must be a whole number, 0 or more.'];
        yield 'max images: no number' => [['--max-images=all'], '--max-images must be a whole number, 0 or more.'];
        yield 'colours: none' => [['--colors=0'], '--colors must be a whole number from 1 to 32.'];
        yield 'colours: too many' => [['--colors=33'], '--colors must be a whole number from 1 to 32.'];
        yield 'style: unknown' => [['--style=pretty'], "Parameter errors:\n Invalid value specified for 'style' (Style of the palettes: accent or representative.)"];
        yield 'style: two' => [['--style=accent,representative'], '--style must be one of accent, representative.'];
        yield 'strategy: unknown' => [['--strategy=magic'], "Parameter errors:\n Invalid value specified for 'strategy' (Force one way to compute, or fail: processes, workers or sequential.)"];
        yield 'strategy: two' => [['--strategy=workers,sequential'], '--strategy must be one of auto, processes, workers,'];
        $contradictions = [
            ['sequential', 'workers=2'],
            ['sequential', 'workers=auto'],
            ['sequential', 'parallel=1'],
            ['workers', 'workers=0'],
            ['workers', 'parallel=2'],
            ['workers', 'parallel=auto'],
            ['processes', 'parallel=0'],
            ['fork', 'parallel=0'],
        ];
        foreach ($contradictions as [$strategy, $option]) {
            yield "strategy: {$strategy} and {$option}" => [["--strategy={$strategy}", "--{$option}"], "--strategy={$strategy} contradicts --{$option}."];
        }
        foreach (['strategy=http', 'strategy=http-pool', 'refresh', 'http-concurrency'] as $option) {
            yield "source: local, but {$option}" => [
                ['--source=local', $option === 'http-concurrency' ? "--{$option}=8" : "--{$option}"],
                "--{$option} fetches photos, but --source=local forbids fetching.",
            ];
        }
        yield 'source: unknown' => [['--source=bucket'], "Parameter errors:\n Invalid value specified for 'source' (Where photos are read from: auto, local or remote.)"];
        yield 'source: two' => [['--source=local,remote'], '--source must be one of auto, local, remote.'];
        yield 'source: a space instead of =' => [['--source', 'local'], '--source needs its value after an equals sign: write --source=local.'];
        $transfers = '--http-concurrency must be a whole number from 1 to 256.';
        yield 'transfers: none' => [['--http-concurrency=0'], $transfers];
        yield 'transfers: too many' => [['--http-concurrency=257'], $transfers];
        yield 'transfers: negative' => [['--http-concurrency=-1'], $transfers];
        yield 'transfers: no number' => [['--http-concurrency=auto'], $transfers];
        yield 'transfers: negated' => [['--no-http-concurrency'], $transfers];
        yield 'transfers: a space instead of =' => [['--http-concurrency', '8'], '--http-concurrency needs its value after an equals sign: write --http-concurrency=8.'];
        yield 'refresh: a value' => [['--refresh=all'], '--refresh takes no value: write --refresh or --no-refresh.'];
        yield 'format: unknown' => [['--format=xml'], "Parameter errors:\n Invalid value specified for 'format' (Format of the report: table or json.)"];
        yield 'format: two' => [['--format=table,json'], '--format must be one of table, json.'];
        yield 'force: a value' => [['--force=please'], '--force takes no value: write --force or --no-force.'];
        yield 'an id: no number' => [['12a'], '"12a" is not the id of an attachment.'];
        yield 'an id: 0' => [['0'], '"0" is not the id of an attachment.'];
        yield 'an id: a fraction' => [['1.0'], '"1.0" is not the id of an attachment.'];
        yield 'an unknown flag' => [['--threads=4'], "Parameter errors:\n unknown --threads parameter"];
    }

    /** @param list<string> $options */
    #[DataProvider('refusals')]
    public function testAMistakeIsOneClearError(array $options, string $message): void
    {
        self::assertRefused($message, $this->site->sync(...$options));
        self::assertNull($this->site->value('SELECT 1 FROM wp_photolibrary_palettes'));
    }

    /** @return iterable<string, array{list<string>, string}> */
    public static function refusalsOfOtherCommands(): iterable
    {
        $needs = static fn(string $option, string $value): string => "--{$option} needs its value after an equals sign: write --{$option}={$value}.";
        yield 'stats: a space instead of =' => [['stats', '--colors', '3'], $needs('colors', '3')];
        yield 'stats: nothing' => [['stats', '--style'], $needs('style', '<value>')];
        yield 'stats: another option follows' => [['stats', '--colors', '--format=json'], $needs('colors', '<value>')];
        yield 'stats: an unknown format' => [['stats', '--format=xml'], "Parameter errors:\n Invalid value specified for 'format' (Format of the counts: table, json, csv or yaml.)"];
        yield 'list: a space instead of =' => [['list_palettes_for_pinecone', '--limit', '2'], $needs('limit', '2')];
        yield 'list: nothing' => [['list_palettes_for_pinecone', '--limit'], $needs('limit', '<value>')];
        yield 'list: by its alias' => [['list-palettes-for-pinecone', '--limit', '2'], $needs('limit', '2')];
        yield 'list: no number' => [['list_palettes_for_pinecone', '--limit=all'], '--limit must be a whole number, 0 or more.'];
        yield 'list: yaml' => [['list_palettes_for_pinecone', '--format=table,csv'], '--format must be one of table, json, csv.'];
        yield 'rebuild: a space instead of =' => [['rebuild_pinecone_index', '--batch-size', '10'], $needs('batch-size', '10')];
        yield 'rebuild: nothing' => [['rebuild_pinecone_index', '--dry-run', '--batch-size'], $needs('batch-size', '<value>')];
        yield 'sync: ids before it' => [['sync_palettes', '12', '--workers', '4'], $needs('workers', '4')];
    }

    /** @param list<string> $words */
    #[DataProvider('refusalsOfOtherCommands')]
    public function testAllCommandsRefuseAlike(array $words, string $message): void
    {
        $outcome = $this->site->wp('photolibrary', ...$words);

        self::assertRefused($message, $outcome);
        self::assertStringNotContainsString('Warning', $outcome->stderr);
    }

    /** @return iterable<string, array{list<string>, string, 2?: int, 3?: int}> options, mode, processes, threads in each */
    public static function modes(): iterable
    {
        $cpus = Parallelism::usableCpus();
        yield 'nothing said' => [[], 'processes', $cpus];
        yield 'one process' => [['--parallel=1'], 'processes', 1];
        yield 'three processes' => [['--parallel=3'], 'processes', 3];
        yield 'a process per processor' => [['--parallel=auto'], 'processes', $cpus];
        yield 'one thread' => [['--workers=1'], 'workers', 1, 1];
        yield 'two threads' => [['--workers=2'], 'workers', 1, 2];
        yield 'a thread per processor' => [['--workers=auto'], 'workers', 1, $cpus];
        yield 'both' => [['--parallel=2', '--workers=3'], 'processes', 2, 3];
        yield 'both, one thread' => [['--parallel=2', '--workers=1'], 'processes', 2, 1];
        yield 'threads: what is left' => [['--parallel=1', '--workers=auto'], 'processes', 1, $cpus];
        yield 'threads: nothing is left' => [['--parallel=200', '--workers=auto', '--max-images=1'], 'processes', 200, 1];
        yield 'processes: what is left' => [['--parallel=auto', '--workers=2'], 'processes', max(1, intdiv($cpus, 2)), 2];
        yield 'processes: nothing is left' => [['--parallel=auto', '--workers=100'], 'processes', 1, 100];
        yield 'both what is left' => [['--parallel=auto', '--workers=auto'], 'processes', $cpus];
        yield 'no processes' => [['--parallel=0'], 'sequential'];
        yield 'no threads' => [['--workers=0'], 'sequential'];
        yield 'neither' => [['--parallel=0', '--workers=0'], 'sequential'];
        yield 'not by processes' => [['--parallel=0', '--workers=2'], 'workers', 1, 2];
        yield 'not by threads' => [['--parallel=2', '--workers=0'], 'processes', 2];
        yield 'processes negated' => [['--no-parallel', '--workers=2'], 'workers', 1, 2];
        yield 'threads negated' => [['--no-workers'], 'sequential'];
        yield 'forced processes' => [['--strategy=processes'], 'processes', $cpus];
        yield 'forced processes, counted' => [['--strategy=processes', '--parallel=3'], 'processes', 3];
        yield 'forced processes of two threads' => [['--strategy=processes', '--workers=2'], 'processes', max(1, intdiv($cpus, 2)), 2];
        yield 'forced processes without threads' => [['--strategy=processes', '--workers=0'], 'processes', $cpus];
        yield 'forced processes by their earlier name' => [['--strategy=fork', '--parallel=2'], 'processes', 2];
        yield 'forced threads' => [['--strategy=workers'], 'workers', 1, $cpus];
        yield 'forced threads, counted' => [['--strategy=workers', '--workers=2', '--parallel=0'], 'workers', 1, 2];
        yield 'forced sequence' => [['--strategy=sequential'], 'sequential'];
        yield 'forced sequence, nothing else' => [['--strategy=sequential', '--workers=0', '--parallel=0'], 'sequential'];
        yield 'fetched, computed as if nothing was said' => [['--strategy=http'], 'processes', $cpus];
        yield 'fetched, by its earlier name' => [['--strategy=http-pool', '--http-concurrency=256'], 'processes', $cpus];
        yield 'fetched, for threads' => [['--strategy=http', '--http-concurrency=1', '--workers=2'], 'workers', 1, 2];
        yield 'automatic' => [['--strategy=auto'], 'processes', $cpus];
        yield 'automatic, counted' => [['--strategy=auto', '--workers=2'], 'workers', 1, 2];
    }

    /** @param list<string> $options */
    #[DataProvider('modes')]
    public function testTheModeIsTheOneAskedFor(array $options, string $mode, int $processes = 1, int $workers = 1): void
    {
        $this->site->addPhotos(1);

        self::assertCounts(
            ['mode' => $mode, 'processes' => $processes, 'workers' => $workers, 'processed' => 1],
            $this->sync(...$options),
        );
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
        self::assertCounts(['mode' => 'processes', 'processed' => 2], $this->reportOf($this->site->sync('--parallel=1')));
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
        self::assertSame(['list_palettes_for_pinecone', 'rebuild_pinecone_index', 'stats', 'sync_palettes', 'test_pinecone'], $names[1]);
    }

    /** @return iterable<string, array{list<string>}> */
    public static function tooMuch(): iterable
    {
        $many = 2 * Parallelism::usableCpus() + 1;
        yield 'threads' => [["--workers={$many}"]];
        yield 'processes' => [["--parallel={$many}"]];
        yield 'threads in a process' => [['--parallel=1', "--workers={$many}"]];
        yield 'processes of one thread' => [["--parallel={$many}", '--workers=1']];
        yield 'a process per processor, of many threads' => [['--parallel=' . Parallelism::usableCpus(), "--workers={$many}"]];
        yield 'both' => [["--parallel={$many}", "--workers={$many}"]];
    }

    /** @param list<string> $options */
    #[DataProvider('tooMuch')]
    public function testWhatIsTooMuchIsWarnedAboutAndNoSuggestionIs(array $options): void
    {
        $this->site->addPhotos(1);
        $outcome = $this->site->sync(...$options);

        self::assertSame(0, $outcome->status, $outcome->all());
        $suggestion = self::matchIn(
            trim($outcome->stderr),
            '/^Warning: ' . self::asked($options) . ' are more than this machine can run at once: it has (?:one processor|\d+ processors)\. (Try .*|Without .*)\.$/D',
        );
        preg_match_all('/--(\w+)=\d+/', $suggestion, $suggested);
        if ($suggested[0] === []) {
            self::assertStringStartsWith('Without --parallel and --workers', $suggestion);
            self::assertSucceeded($this->site->sync());
        }
        foreach ($suggested[0] as $number => $option) {
            $others = array_filter($options, static fn(string $other): bool => !str_starts_with($other, "--{$suggested[1][$number]}="));
            self::assertSucceeded($this->site->sync($option, ...array_values($others)));
        }
    }

    /**
     * The warning counts what was typed.
     *
     * @param list<string> $options
     */
    private static function asked(array $options): string
    {
        $given = implode(' ', $options);
        [$processes, $workers] = array_map(
            static fn(string $name): int => preg_match("/--{$name}=(\d+)/", $given, $match) === 1 ? (int) $match[1] : 0,
            ['parallel', 'workers'],
        );

        return match (true) {
            $processes === 0 => "{$workers} threads",
            $workers <= 1 => "{$processes} processes",
            $processes === 1 => "{$workers} threads in one process",
            default => "{$processes} processes of {$workers} threads each",
        };
    }

    public function testWhatFitsIsNotWarnedAbout(): void
    {
        $this->site->addPhotos(1);
        $cpus = Parallelism::usableCpus();

        foreach ([[], ["--parallel={$cpus}"], ["--workers={$cpus}"], ['--parallel=auto', '--workers=auto'], ['--workers=0']] as $options) {
            self::assertSucceeded($this->site->sync(...$options));
        }
    }
}
