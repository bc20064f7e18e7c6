<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\WordPress;

/**
 * The colours of the library in an index of Pinecone, which here is an emulator of its public API.
 *
 * @phpstan-import-type Behaviour from PineconeEmulator
 * @phpstan-type IndexReport array{dry_run: bool, batch_size: int, total: int, processed: int, skipped: int, failed: int, skipped_by_reason: array<string, int>, failed_by_reason: array<string, int>, batches: int, retried: int, vectors_before: int|null, vectors_after: int|null, interrupted: string|null, failures: list<array{ids: string, photos: int, reason: string, message: string}>, samples?: list<array{id: string, values: string, metadata: string}>}
 */
final class PineconeTest extends SiteTestCase
{
    private ?PineconeServer $server = null;

    protected function tearDown(): void
    {
        $this->server?->stop();
        parent::tearDown();
    }

    public function testTheColoursOfALibraryAreIndexedAndFoundAgain(): void
    {
        $ids = $this->site->addPhotos(5);
        $this->site->query('UPDATE wp_posts SET post_title = ? WHERE ID = ?', 'Ünï "cöde"', $ids[0]);
        $this->sync();
        $report = $this->rebuild();

        self::assertCounts(['total' => 5, 'processed' => 5, 'skipped' => 0, 'failed' => 0, 'batches' => 1, 'retried' => 0, 'vectors_before' => 0, 'vectors_after' => 5], $report);
        self::assertSame(['/describe_index_stats', '/vectors/upsert', '/describe_index_stats'], $this->server()->paths());
        $upsert = $this->server()->upserts()[0];
        self::assertSame('photos', $upsert['namespace']);
        self::assertSame(array_map(strval(...), $ids), array_column($upsert['vectors'], 'id'));
        foreach ($upsert['vectors'] as $i => $vector) {
            $rgb = (int) $this->site->value('SELECT rgb FROM wp_photolibrary_colors WHERE attachment_id = ? AND rank = 0', $ids[$i]);
            self::assertEqualsWithDelta([($rgb >> 16) / 255, ($rgb >> 8 & 255) / 255, ($rgb & 255) / 255], $vector['values'], 1e-9);
            self::assertSame(['photo_id' => $ids[$i], 'rgb' => \sprintf('#%06x', $rgb)], \array_slice($vector['metadata'], 0, 2));
            self::assertMatchesRegularExpression('/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/D', self::string($vector['metadata']['updated_at']));
        }
        self::assertSame('Ünï "cöde"', $upsert['vectors'][0]['metadata']['title']);
        self::assertSame('photos/1.jpg', $upsert['vectors'][1]['metadata']['title']);

        $outcome = $this->pinecone('test_pinecone');
        self::assertSucceeded($outcome);
        $rgb = self::string($upsert['vectors'][0]['metadata']['rgb']);
        self::assertSame(
            "item\tvalue\nhost\t127.0.0.1\nnamespace\tphotos\ndimension\t3\nmetric\teuclidean\nfullness\t25 %\nvectors\t5\nvectors: photos\t5\n"
            . "photo\tcolor\tnearest\tnearest_color\tsimilarity\n{$ids[0]}\t{$rgb}\t{$ids[0]}\t{$rgb}\t1\nSuccess: The index accepts colours.\n",
            $outcome->stdout,
        );
    }

    public function testTheReportIsATableAndASentenceAndDashesDoToo(): void
    {
        $this->addPalettes(3);
        $this->addPalette(null); // what is stored is damaged
        $outcome = $this->pinecone('rebuild-pinecone-index', '--batch-size=2');

        self::assertSucceeded($outcome);
        self::assertMatchesRegularExpression(
            '~^item\tvalue\nsite\thttp://photolibrary.test\nnamespace\tphotos\ndry_run\tno\nbatch_size\t2\ntotal\t4\nprocessed\t3\nskipped\t1\nfailed\t0\n'
            . 'skipped: no_color\t1\nbatches\t2\nretried\t0\nvectors_before\t0\nvectors_after\t3\nseconds\t[\d.]+\nSuccess: Indexed 3 of 4 photos \(1 skipped\)\.\n$~D',
            $outcome->stdout,
        );
        self::assertSucceeded($this->pinecone('test-pinecone'));
        self::assertSucceeded($this->pinecone('list-palettes-for-pinecone'));
    }

    public function testTheBatchSizeIsThatOfTheRequests(): void
    {
        $ids = $this->addPalettes(450);
        $sizes = static fn(PineconeServer $server): array => array_map(static fn(array $upsert): int => \count($upsert['vectors']), $server->upserts());

        self::assertSame(5, $this->rebuild()['batches']);
        self::assertEqualsCanonicalizing([100, 100, 100, 100, 50], $sizes($this->server()));
        $this->start([]);
        $this->rebuild('--batch-size=7');
        self::assertEqualsCanonicalizing([...array_fill(0, 64, 7), 2], $sizes($this->server()));
        $this->start([]);
        $this->rebuild('--batch-size=1000');
        self::assertSame([450], $sizes($this->server()));
        self::assertSame(array_map(strval(...), $ids), array_column($this->server()->upserts()[0]['vectors'], 'id'));
        foreach (['0', '1001', '-1', 'many', '1.5'] as $size) {
            self::assertRefused('--batch-size must be a whole number from 1 to 1000.', $this->pinecone('rebuild_pinecone_index', "--batch-size={$size}"));
        }
    }

    public function testARequestIsNeverLargerThanTheIndexTakes(): void
    {
        $this->addPalettes(1000, str_repeat('🌄', 2000));
        $report = $this->rebuild('--batch-size=1000');

        self::assertCounts(['processed' => 1000, 'failed' => 0, 'batches' => 2], $report);
        foreach ($this->server()->requests() as $request) {
            self::assertLessThanOrEqual(2_000_000, \strlen($request['body']));
        }
        $first = $this->server()->upserts()[0]['vectors'][0];
        self::assertSame(str_repeat('🌄', 500), $first['metadata']['title'], 'The index takes 40 kB of metadata.');
    }

    public function testBlackIsAColourAndNotAVectorOfZeros(): void
    {
        $this->addPalette('#000000');
        $this->addPalette('#ffffff');
        self::assertSame(2, $this->rebuild()['processed']);

        self::assertStringContainsString("\t#000000\t1\nSuccess", $this->pinecone('test_pinecone')->stdout);
    }

    public function testAnOverrideIsTheColourOfThePhoto(): void
    {
        $chosen = $this->addPalette('#102030');
        $broken = $this->addPalette('#405060');
        $this->override($chosen, '{"swatches":[{"color":"#FF0000","share":1}]}');
        $this->override($broken, '{"swatches":[{"color":"red"}]}');
        $failed = $this->addPalette('#708090', 'failed');
        $this->override($failed, '{"swatches":[{"color":"#00ff00","share":1}]}');
        $this->addPalette('#708090', 'failed'); // of a file that was there before
        $this->rebuild();

        self::assertSame(
            [(string) $chosen => '#ff0000', (string) $broken => '#405060', (string) $failed => '#00ff00'],
            array_column(array_column($this->server()->upserts()[0]['vectors'], 'metadata'), 'rgb', 'photo_id'),
        );
    }

    public function testPhotosThatAreGoneAreNotIndexed(): void
    {
        [$gone, $document, $photo] = $this->addPalettes(3);
        $this->site->query('DELETE FROM wp_posts WHERE ID = ?', $gone);
        $this->site->query("UPDATE wp_posts SET post_mime_type = 'application/pdf' WHERE ID = ?", $document);
        $this->rebuild();

        self::assertSame([(string) $photo], array_column($this->server()->upserts()[0]['vectors'], 'id'));
    }

    public function testClearingComesFirstAndOnlyWhenAskedFor(): void
    {
        $this->addPalettes(2);
        $this->start(['vectors' => ['photos' => ['gone' => [0.5, 0.5, 0.5]], 'other' => ['1' => [0.5, 0.5, 0.5]]]]);

        self::assertCounts(['vectors_before' => 1, 'vectors_after' => 3], $this->rebuild());
        self::assertNotContains('/vectors/delete', $this->server()->paths());
        self::assertCounts(['vectors_before' => 3, 'vectors_after' => 2], $this->rebuild('--clear-first', '--batch-size=1'));
        self::assertSame(
            ['/describe_index_stats', '/vectors/delete', '/vectors/upsert', '/vectors/upsert', '/describe_index_stats'],
            \array_slice($this->server()->paths(), 3),
        );
        self::assertStringContainsString("vectors: other\t1\n", $this->pinecone('test_pinecone')->stdout);
        $this->rebuild('--no-clear-first');
        self::assertSame(1, \count(array_keys($this->server()->paths(), '/vectors/delete', true)));
    }

    public function testNothingToClearIsNoError(): void
    {
        $this->addPalettes(1);

        self::assertSame(1, $this->rebuild('--clear-first')['processed']);
        self::assertContains('/vectors/delete', $this->server()->paths());
    }

    public function testNothingIsSentWhenClearingFails(): void
    {
        $this->addPalettes(1);
        $this->start(['always' => ['/vectors/delete' => ['status' => 409, 'body' => '{"code":9,"message":"The index is <b>busy</b>"}']]]);

        self::assertRefused('127.0.0.1 does not answer like a Pinecone index (HTTP 409: The index is busy).', $this->pinecone('rebuild_pinecone_index', '--clear-first'));
        self::assertSame([], $this->server()->upserts());
    }

    public function testABusyIndexIsAskedAgain(): void
    {
        $this->addPalettes(6);
        $this->start(['answers' => [
            '/describe_index_stats' => [['status' => 503]],
            '/vectors/delete' => [['status' => 500]],
            '/vectors/upsert' => [['status' => 429, 'headers' => ['Retry-After' => '1']], null, ['status' => 500, 'body' => '{"code":13,"message":"Internal"}']],
        ]]);
        $report = $this->rebuild('--clear-first', '--batch-size=2');

        self::assertCounts(['processed' => 6, 'failed' => 0, 'batches' => 3, 'retried' => 2, 'vectors_after' => 6], $report);
        $times = array_column(array_filter($this->server()->requests(), static fn(array $request): bool => $request['path'] === '/vectors/upsert'), 'time');
        self::assertCount(5, $times);
        self::assertGreaterThanOrEqual(0.9, $times[4] - $times[0], 'Retry-After is waited for.');
    }

    public function testWhatTheIndexDoesNotTakeIsCounted(): void
    {
        $this->addPalettes(10);
        $this->start(['answers' => ['/vectors/upsert' => [['take' => 3], null]]]);
        $outcome = $this->pinecone('rebuild_pinecone_index', '--batch-size=5', '--format=json');
        $report = self::indexReport($outcome);

        self::assertSame([1, "Error: Only indexed 8 of 10 photos (2 failed).\n"], [$outcome->status, $outcome->stderr]);
        self::assertCounts(['total' => 10, 'processed' => 8, 'failed' => 2, 'failed_by_reason' => ['not_taken' => 2], 'vectors_after' => 8], $report);
        self::assertSame('The index accepted 3 of 5 vectors.', $report['failures'][0]['message']);
    }

    public function testABatchThatFailsForGoodIsCountedAndTheOthersAreSent(): void
    {
        $this->addPalettes(6);
        $this->start(['answers' => ['/vectors/upsert' => [['status' => 400, 'body' => '{"code":3,"message":"Bad vector","details":[]}'], ['status' => 200, 'body' => '<html>']]]]);
        $outcome = $this->pinecone('rebuild_pinecone_index', '--batch-size=2');

        self::assertSame([1, "Error: Only indexed 2 of 6 photos (4 failed).\n"], [$outcome->status, $outcome->stderr]);
        self::assertStringContainsString("\nprocessed\t2\nskipped\t0\nfailed\t4\nfailed: http_status\t4\n", $outcome->stdout);
        self::assertMatchesRegularExpression("~^\d+-\d+\t2\thttp_status\tHTTP 400: Bad vector$~m", $outcome->stdout);
        self::assertMatchesRegularExpression("~^\d+-\d+\t2\thttp_status\tHTTP 200$~m", $outcome->stdout);
        self::assertCount(3, $this->server()->upserts());
    }

    public function testAQuietRunCountsPhotosAndNotRequests(): void
    {
        $ids = $this->addPalettes(10);
        $bad = ['status' => 400, 'body' => '{"code":3,"message":"Bad vector","details":[]}'];
        $this->start(['answers' => ['/vectors/upsert' => [$bad]]]);
        $outcome = $this->pinecone('rebuild_pinecone_index', '--quiet');
        $message = "Attachments {$ids[0]}-{$ids[9]}: 10 photos failed: HTTP 400: Bad vector (http_status)\n";
        self::assertSame(['', 1, "{$message}Error: No photos indexed (10 failed).\n"], [$outcome->stdout, $outcome->status, $outcome->stderr]);

        $this->start(['answers' => ['/vectors/upsert' => [['take' => 9]]]]);
        self::assertStringStartsWith("Attachments {$ids[0]}-{$ids[9]}: 1 photo failed: ", $this->pinecone('rebuild_pinecone_index', '--quiet')->stderr);

        $this->addPalettes(50);
        $this->start(['always' => ['/vectors/upsert' => $bad]]);
        $outcome = $this->pinecone('rebuild_pinecone_index', '--quiet', '--batch-size=2');
        self::assertSame(20, substr_count($outcome->stderr, ': 2 photos failed: HTTP 400'));
        self::assertStringEndsWith("\nand 20 more\nError: No photos indexed (60 failed).\n", $outcome->stderr);

        $this->start(['answers' => ['/vectors/upsert' => [$bad]]]);
        $outcome = $this->pinecone('rebuild_pinecone_index', '--quiet', '--batch-size=1');
        self::assertMatchesRegularExpression('/^Attachment \d+ failed: HTTP 400: Bad vector \(http_status\)\nError: /D', $outcome->stderr);
    }

    public function testARefusedKeyEndsTheRunAtOnce(): void
    {
        $this->addPalettes(300);
        $this->start([]);
        $wrong = 'pcsk_wrong-' . bin2hex(random_bytes(8));
        foreach (['rebuild_pinecone_index', 'test_pinecone'] as $command) {
            $outcome = $this->pineconeWith(['PINECONE_API_KEY' => $wrong], $command);
            self::assertRefused('Pinecone does not accept the API key for 127.0.0.1 (HTTP 401: Invalid API Key: ***).', $outcome);
            self::assertStringNotContainsString($wrong, $outcome->all());
        }
        self::assertSame(['/describe_index_stats', '/describe_index_stats'], $this->server()->paths());

        $this->start(['always' => ['/vectors/upsert' => ['status' => 403, 'body' => '{"code":7,"message":"Write quota exceeded"}']]]);
        $outcome = $this->pinecone('rebuild_pinecone_index', '--batch-size=1', '--format=json');
        self::assertSame(1, $outcome->status);
        self::assertSame("Error: Pinecone forbids this on 127.0.0.1 (HTTP 403: Write quota exceeded).\n", $outcome->stderr);
        self::assertLessThan(150, \count($this->server()->upserts()));
        $report = self::indexReport($outcome);
        self::assertSame([0, \count($this->server()->upserts())], [$report['processed'], $report['failed']]);
    }

    public function testAnIndexThatIsNotThereIsOneClearError(): void
    {
        $this->addPalettes(1);
        $this->start([]);
        $environment = $this->server()->environment();
        $this->server()->stop();
        $this->server = null;

        self::assertRefused('Pinecone cannot be reached at 127.0.0.1: ', $this->site->run(['photolibrary', 'rebuild_pinecone_index'], $environment));
    }

    public function testAnIndexOfOtherDimensionsIsRefused(): void
    {
        $this->addPalettes(1);
        $this->start(['dimension' => 1536]);
        $message = "Error: The index has dimension 1536, but colours need 3. Create an index with dimension 3 and the metric euclidean.\n";
        $outcome = $this->pinecone('test_pinecone');

        self::assertSame([1, $message], [$outcome->status, $outcome->stderr]);
        self::assertStringContainsString("\ndimension\t1536\n", $outcome->stdout);
        self::assertRefused(substr($message, 7, -1), $this->pinecone('rebuild_pinecone_index', '--clear-first'));
        self::assertNotContains('/vectors/delete', $this->server()->paths());
    }

    public function testAnIndexThatReportsNoDimensionIsRefused(): void
    {
        $this->start(['always' => ['/describe_index_stats' => ['status' => 200, 'body' => '{"namespaces":{}}']]]);
        $message = "Error: The index does not report a dimension; colours need 3. Create an index with dimension 3 and the metric euclidean.\n";

        self::assertSame([1, $message], [$this->pinecone('test_pinecone')->status, $this->pinecone('test_pinecone')->stderr]);
    }

    public function testASimilarityOf1IsTheVerySameColourWhateverTheMetric(): void
    {
        $this->addPalette('#808080');
        $stored = ['photos' => ['white' => [1.0, 1.0, 1.0], 'grey' => [0.25, 0.25, 0.25]]];
        $this->start(['vectors' => $stored]);
        self::assertMatchesRegularExpression("~\t#808080\tgrey\t#404040\t0\.749\n~", $this->pinecone('test_pinecone')->stdout);

        $this->start(['vectors' => $stored, 'metric' => 'cosine']);
        $outcome = $this->pinecone('test_pinecone');
        self::assertMatchesRegularExpression("~\t#808080\t(white\t#ffffff\t0\.502|grey\t#404040\t0\.749)\n~", $outcome->stdout, 'All greys have the same cosine.');
        self::assertStringContainsString('Warning: The metric of the index is cosine', $outcome->stderr);
        self::assertSame(0, $outcome->status);
        self::assertStringContainsString('Warning: The metric of the index is cosine', $this->pinecone('rebuild_pinecone_index')->stderr);
    }

    public function testADryRunSendsNothingAndNeedsNoKey(): void
    {
        $ids = $this->addPalettes(5);
        $this->start([]);
        $dump = $this->site->dump();
        foreach ([$this->server()->environment(), []] as $environment) {
            $outcome = $this->site->run(['photolibrary', 'rebuild_pinecone_index', '--dry-run', '--clear-first', '--batch-size=2', '--format=json'], $environment);
            self::assertSucceeded($outcome);
            $report = self::indexReport($outcome);
            self::assertCounts(['dry_run' => true, 'total' => 5, 'processed' => 5, 'batches' => 3, 'vectors_before' => null], $report);
            self::assertSame(array_map(strval(...), \array_slice($ids, 0, 3)), array_column($report['samples'] ?? [], 'id'));
        }
        $outcome = $this->pinecone('rebuild_pinecone_index', '--dry-run');
        self::assertStringContainsString("\n{$ids[0]}\t[", $outcome->stdout);
        self::assertStringEndsWith("\nSuccess: Prepared 5 of 5 photos.\n", $outcome->stdout);
        self::assertSame([], $this->server()->paths());
        self::assertSame($dump, $this->site->dump());
    }

    public function testTheListComesInEveryFormat(): void
    {
        $ids = $this->addPalettes(12);
        $this->site->query('UPDATE wp_posts SET post_title = ?, post_date = ? WHERE ID = ?', 'A, "B"', '2024-05-06 07:08:09', $ids[0]);
        $this->override($ids[0], '{"swatches":[{"color":"#0a0b0c","share":0.5},{"color":"#ffffff","share":0.5}]}');
        $list = fn(string ...$options): string => $this->pinecone('list_palettes_for_pinecone', ...$options)->stdout;

        $rows = (array) json_decode($list('--format=json'), true);
        self::assertCount(10, $rows);
        self::assertSame(['id' => $ids[0], 'title' => 'A, "B"', 'date' => '2024-05-06 07:08:09', 'red' => 10, 'green' => 11, 'blue' => 12, 'hex' => '#0a0b0c', 'colors' => 2], $rows[0]);
        self::assertSame("id,title,date,red,green,blue,hex,colors\n{$ids[0]},\"A, \"\"B\"\"\",\"2024-05-06 07:08:09\",10,11,12,#0a0b0c,2\n", $list('--limit=1', '--format=csv'));
        self::assertSame("id\ttitle\tdate\tred\tgreen\tblue\thex\tcolors\n{$ids[0]}\tA, \"B\"\t2024-05-06 07:08:09\t10\t11\t12\t#0a0b0c\t2\n", $list('--limit=1'));
        self::assertCount(12, (array) json_decode($list('--format=json', '--limit=0'), true));
        self::assertRefused('--limit must be a whole number, 0 or more.', $this->pinecone('list_palettes_for_pinecone', '--limit=-1'));
    }

    public function testAnEmptyLibraryIsNoError(): void
    {
        self::assertCounts(['total' => 0, 'batches' => 0], $this->rebuild());
        self::assertSame('[]', trim($this->pinecone('list_palettes_for_pinecone', '--format=json')->stdout));
        self::assertSucceeded($this->pinecone('test_pinecone'));
        $this->site->dropTables();
        self::assertCounts(['total' => 0, 'batches' => 0], $this->rebuild());
    }

    public function testTheEnvironmentAndConstantsConfigureIt(): void
    {
        $this->addPalettes(1);
        $this->start([]);
        $missing = 'Pinecone needs a key and the host of an index: set ';

        $key = 'PINECONE_API_KEY in the environment or PHOTOLIBRARY_PINECONE_API_KEY in wp-config.php';
        $host = 'PINECONE_INDEX_HOST in the environment or PHOTOLIBRARY_PINECONE_HOST in wp-config.php';
        self::assertRefused("{$missing}{$key}, and {$host}.", $this->rebuildIn([]));
        self::assertRefused("{$missing}{$host}.", $this->rebuildIn(['PINECONE_API_KEY' => PineconeEmulator::KEY]));
        self::assertRefused("{$missing}{$key}.", $this->rebuildIn(['PINECONE_INDEX_HOST' => $this->server()->url]));

        $this->define('PHOTOLIBRARY_PINECONE_API_KEY', PineconeEmulator::KEY);
        $this->define('PHOTOLIBRARY_PINECONE_HOST', $this->server()->url);
        self::assertSucceeded($this->rebuildIn([]));
        $this->define('PHOTOLIBRARY_PINECONE_NAMESPACE', 'site-2');
        self::assertSucceeded($this->rebuildIn([]));
        self::assertSucceeded($this->rebuildIn(['PHOTOLIBRARY_PINECONE_NAMESPACE' => 'site-3']));
        self::assertSame(['photos', 'site-2', 'site-3'], array_column($this->server()->upserts(), 'namespace'));
        self::assertRefused('Pinecone does not accept the API key', $this->rebuildIn(['PINECONE_API_KEY' => 'another']));
    }

    public function testTheKeyIsNotSentUnencryptedNorToWhatIsNoHost(): void
    {
        $this->addPalettes(1);
        foreach (['http://index.pinecone.io', 'ftp://127.0.0.1', 'http://127.0.0.1.example.org'] as $host) {
            self::assertRefused('PINECONE_INDEX_HOST must begin with https://', $this->pineconeWith(['PINECONE_INDEX_HOST' => $host], 'test_pinecone'));
        }
        foreach (['https://user:secret@index.pinecone.io', 'index.pinecone.io/path', 'https://', 'index.pinecone.io?x=1', 'index pinecone.io', 'indéx.pinecone.io', '::1'] as $host) {
            self::assertRefused('PINECONE_INDEX_HOST must be the host of an index', $this->pineconeWith(['PINECONE_INDEX_HOST' => $host], 'test_pinecone'));
        }
        self::assertRefused('The Pinecone API key contains invalid characters.', $this->pineconeWith(['PINECONE_API_KEY' => "key\nwith: header"], 'test_pinecone'));
    }

    public function testARedirectionIsNotFollowed(): void
    {
        $this->addPalettes(1);
        $this->start(['always' => ['/describe_index_stats' => ['status' => 307, 'headers' => ['Location' => '/elsewhere']]]]);
        $outcome = $this->pinecone('rebuild_pinecone_index');

        self::assertSame([1, ''], [$outcome->status, $outcome->stdout]);
        self::assertSame(['/describe_index_stats'], $this->server()->paths());
    }

    public function testTheKeyIsNowhereButInTheRequests(): void
    {
        $this->addPalettes(3);
        $this->start(['answers' => ['/vectors/upsert' => [['status' => 400, 'body' => 'You sent ' . PineconeEmulator::KEY]]]]);
        $this->site->addCode('debug', "ini_set('log_errors', '1'); ini_set('error_log', WP_CONTENT_DIR . '/debug.log');");
        $output = '';
        foreach (['rebuild_pinecone_index', 'test_pinecone', 'list_palettes_for_pinecone'] as $command) {
            $output .= $this->pinecone($command, '--debug')->all();
        }
        $this->start([]);
        $output .= $this->pinecone('rebuild_pinecone_index', '--debug', '--batch-size=1')->all();

        self::assertSame(PineconeEmulator::KEY, $this->server()->requests()[0]['key']);
        self::assertStringContainsString('You sent ***', $output);
        self::assertStringNotContainsString(PineconeEmulator::KEY, $output);
        self::assertStringNotContainsString(PineconeEmulator::KEY, $this->site->dump());
        foreach (new \RecursiveIteratorIterator(new \RecursiveDirectoryIterator("{$this->site->folder}/wp-content", \FilesystemIterator::SKIP_DOTS)) as $file) {
            if ($file instanceof \SplFileInfo && !str_contains($file->getPathname(), '/sqlite-database-integration/')) {
                self::assertStringNotContainsString(PineconeEmulator::KEY, (string) file_get_contents($file->getPathname()), $file->getPathname());
            }
        }
    }

    public function testAnInterruptionEndsItInGoodOrder(): void
    {
        $this->addPalettes(200);
        $this->start(['always' => ['/vectors/upsert' => ['seconds' => 0.5]]]);
        $outcome = $this->site->run(
            ['photolibrary', 'rebuild_pinecone_index', '--batch-size=1', '--format=json'],
            $this->server()->environment() + ['REQUESTS' => $this->server()->log()],
            '"$@" </dev/null & until grep -q upsert "$REQUESTS" || ! kill -0 $!; do sleep 0.05; done; kill -INT $!; wait $!',
        );

        self::assertSame(130, $outcome->status, $outcome->all());
        self::assertStringContainsString('Error: Interrupted by SIGINT after ', $outcome->stderr);
        $report = self::indexReport($outcome);
        self::assertSame('SIGINT', $report['interrupted']);
        self::assertSame(\count($this->server()->upserts()), $report['processed']);
        self::assertLessThan(200, $report['processed']);
    }

    public function testALibraryThatCannotBeReadOnIsAnErrorAfterWhatWasSent(): void
    {
        $this->addPalettes(250);
        $this->site->addCode('broken', "add_filter('query', static function (string \$sql): string {
            static \$pages = 0;
            return str_contains(\$sql, 'p.override') && ++\$pages === 2 ? 'SELECT * FROM nowhere' : \$sql;
        });");
        $outcome = $this->pinecone('rebuild_pinecone_index', '--batch-size=50', '--format=json');

        self::assertSame(1, $outcome->status);
        self::assertStringStartsWith('Error: The database refused a query', $outcome->stderr);
        self::assertCounts(['total' => 200, 'processed' => 200, 'batches' => 4], self::indexReport($outcome));
        self::assertCount(4, $this->server()->upserts());
    }

    /** @return IndexReport of a rebuild that must succeed */
    private function rebuild(string ...$options): array
    {
        $outcome = $this->pinecone('rebuild_pinecone_index', '--format=json', ...$options);
        self::assertSucceeded($outcome);

        return self::indexReport($outcome);
    }

    /** @return IndexReport which must add up */
    private static function indexReport(Outcome $outcome): array
    {
        self::assertJson($outcome->stdout, $outcome->all());
        $report = json_decode($outcome->stdout, true);
        self::assertIsArray($report);

        /** @var IndexReport $report */
        self::assertSame($report['total'], $report['processed'] + $report['skipped'] + $report['failed'], $outcome->all());
        self::assertSame($report['failed'], array_sum($report['failed_by_reason']), $outcome->all());

        return $report;
    }

    /** @param array<string, string> $environment that has nothing else of Pinecone in it */
    private function rebuildIn(array $environment): Outcome
    {
        return $this->pineconeWith($environment + ['PINECONE_API_KEY' => null, 'PINECONE_INDEX_HOST' => null], 'rebuild_pinecone_index');
    }

    private function pinecone(string $command, string ...$options): Outcome
    {
        return $this->pineconeWith([], $command, ...$options);
    }

    /** @param array<string, string|null> $environment instead of the server's own */
    private function pineconeWith(array $environment, string $command, string ...$options): Outcome
    {
        return $this->site->run(['photolibrary', $command, ...array_values($options)], $environment + $this->server()->environment());
    }

    private function server(): PineconeServer
    {
        return $this->server ?? $this->start([]);
    }

    /** @param Behaviour $behaviour */
    private function start(array $behaviour): PineconeServer
    {
        $this->server?->stop();

        return $this->server = PineconeServer::start("{$this->site->folder}/pinecone", $behaviour);
    }

    /**
     * Adds photos with palettes of a colour each, as a sync would have stored them.
     *
     * @return list<int> ids
     */
    private function addPalettes(int $count, string $title = ''): array
    {
        $ids = [];
        for ($i = 1; $i <= $count; ++$i) {
            $ids[] = $this->addPalette(\sprintf('#%06x', $i * 7919 % 0x1000000), title: $title);
        }

        return $ids;
    }

    private function addPalette(?string $color, string $status = 'ok', string $title = ''): int
    {
        $id = $this->site->addAttachment("photos/{$color}.jpg", 'image/jpeg');
        if ($title !== '') {
            $this->site->query('UPDATE wp_posts SET post_title = ? WHERE ID = ?', $title, $id);
        }
        $this->site->query(
            'INSERT INTO wp_photolibrary_palettes (attachment_id, status, palette, updated_gmt) VALUES (?, ?, ?, ?)',
            $id,
            $status,
            json_encode(['swatches' => $color === null ? [] : [['color' => $color, 'share' => 1]]], JSON_THROW_ON_ERROR),
            '2026-01-02 03:04:05',
        );

        return $id;
    }

    private function override(int $id, string $palette): void
    {
        $this->site->query('UPDATE wp_photolibrary_palettes SET override = ? WHERE attachment_id = ?', $palette, $id);
    }

    private function define(string $constant, string $value): void
    {
        $outcome = $this->site->wp('config', 'set', $constant, $value);
        self::assertSame(0, $outcome->status, $outcome->all());
    }

    private static function string(mixed $value): string
    {
        self::assertIsString($value);

        return $value;
    }
}
