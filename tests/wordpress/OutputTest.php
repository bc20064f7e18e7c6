<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\WordPress;

/**
 * What goes where: the report to STDOUT, all else to STDERR.
 */
final class OutputTest extends SiteTestCase
{
    public function testTheReportIsATableAndASentence(): void
    {
        $this->site->addPhotos(3);
        $this->site->addAttachment('photos/drawing.svg', 'image/svg+xml');
        $outcome = $this->site->sync('--workers=2');

        self::assertSucceeded($outcome);
        self::assertMatchesRegularExpression(
            '~^item\tvalue\nsite\thttp://photolibrary.test\nmode\tworkers\nprocesses\t1\nworkers\t2\nsandbox\tnone\ndry_run\tno\ntotal\t4\nprocessed\t3\nskipped\t1\nfailed\t0\n'
            . 'skipped: not_an_image\t1\nseconds\t[\d.]+\nimages_per_second\t[\d.]+\nSuccess: Synced 3 of 4 palettes \(1 skipped\)\.\n$~D',
            $outcome->stdout,
        );
    }

    public function testFailuresAreListedAndTheStatusIs1(): void
    {
        $this->site->addPhotos(2);
        $lost = $this->site->addAttachment('photos/lost.jpg', 'image/jpeg');
        $outcome = $this->site->sync();

        self::assertSame(1, $outcome->status);
        self::assertMatchesRegularExpression("~^{$lost}\tnot_found\tphotos/lost\\.jpg.*\t$~m", $outcome->stdout);
        self::assertSame("Error: Only synced 2 of 3 palettes (1 failed).\n", $outcome->stderr);
        self::assertSame('Success: Synced 0 of 3 palettes (3 skipped).', self::lastLine($this->site->sync()->stdout));
    }

    public function testNamesOfFilesDoNotReachTheTerminalAsCommands(): void
    {
        $this->site->addAttachment("photos/red\e[31m\nline.jpg", 'image/jpeg');
        $outcome = $this->site->sync();

        self::assertStringContainsString("photos/red\u{FFFD}[31m\u{FFFD}line.jpg", $outcome->stdout);
    }

    public function testManyFailuresAreCutShortForPeopleOnly(): void
    {
        for ($i = 0; $i < 25; ++$i) {
            $this->site->addAttachment("photos/lost-{$i}.jpg", 'image/jpeg');
        }
        $outcome = $this->site->sync();

        self::assertSame(20, substr_count($outcome->stdout, "\tnot_found\t"));
        self::assertStringContainsString('the first 20 failures; --format=json lists more.', $outcome->stdout);
        self::assertSame("Error: No palettes synced (25 failed).\n", $outcome->stderr);
        self::assertCount(25, $this->sync()['failures']);
    }

    public function testKnownFailuresHideNoNewOne(): void
    {
        for ($i = 0; $i < 25; ++$i) {
            $this->site->addAttachment("photos/long-lost-{$i}.jpg", 'image/jpeg');
        }
        self::assertSame(25, $this->sync()['failed']);
        $lost = $this->site->addAttachment('photos/lost.jpg', 'image/jpeg');

        $outcome = $this->site->sync('--dry-run');
        self::assertMatchesRegularExpression("~^id\treason\tmessage\tknown\n{$lost}\tnot_found\t~m", $outcome->stdout);
        self::assertSame(20, substr_count($outcome->stdout, "\tnot_found\t"));
        $failures = $this->sync()['failures'];
        self::assertSame([$lost, false], [$failures[0]['id'], $failures[0]['known']]);
        self::assertCount(25, array_filter(array_column($failures, 'known')));
    }

    public function testQuietIsQuiet(): void
    {
        $this->site->addPhotos(2);

        foreach ([$this->site->sync('--quiet'), $this->site->wp('photolibrary', 'stats', '--quiet')] as $outcome) {
            self::assertSucceeded($outcome);
            self::assertSame('', $outcome->stdout);
        }
    }

    public function testQuietPrintsErrorsAndWhatPrograms(): void
    {
        $lost = $this->site->addAttachment('photos/lost.jpg', 'image/jpeg');

        $outcome = $this->site->sync('--quiet', '--force');
        self::assertMatchesRegularExpression(
            "~^Attachment {$lost} failed: photos/lost\\.jpg: [^\n]+ \\(not_found\\)\nError: No palettes synced \\(1 failed\\)\\.\n$~D",
            $outcome->stderr,
        );
        self::assertSame(['', 1], [$outcome->stdout, $outcome->status]);
        self::assertSame(1, $this->sync('--quiet', '--force')['failed']);
        self::assertJson($this->site->wp('photolibrary', 'stats', '--quiet', '--format=json')->stdout);
    }

    public function testAQuietRunThatFailsNamesItsFailuresAndNoEarlierOnes(): void
    {
        $known = $this->site->addAttachment('photos/long-lost.jpg', 'image/jpeg');
        $this->sync();
        for ($i = 0; $i < 25; ++$i) {
            $this->site->addAttachment("photos/lost-{$i}.jpg", 'image/jpeg');
        }
        $outcome = $this->site->sync('--quiet');

        self::assertSame(20, substr_count($outcome->stderr, '(not_found)'));
        self::assertStringNotContainsString("Attachment {$known} ", $outcome->stderr);
        self::assertStringEndsWith("\nand 5 more\nError: No palettes synced (25 failed, 1 skipped).\n", $outcome->stderr);
        self::assertSame(['', 1], [$outcome->stdout, $outcome->status]);
        self::assertSucceeded($this->site->sync('--quiet'));
    }

    public function testAPipeGetsNoBar(): void
    {
        $this->site->addPhotos(30);

        self::assertSame('', $this->site->sync('--format=json')->stderr);
    }

    public function testATerminalGetsABarOnStderrOnly(): void
    {
        $this->site->addPhotos(30);
        $out = "{$this->site->folder}/report.json";
        $outcome = $this->site->run(
            ['photolibrary', 'sync_palettes', '--format=json', '--workers=0'],
            ['REPORT' => $out],
            'exec script -qec "$(printf "%s " "$@") >$REPORT" /dev/null </dev/null',
        );

        self::assertJson((string) file_get_contents($out), $outcome->all());
        self::assertMatchesRegularExpression('~\r\e\[K\[=* *\] \d+ of 30, [\d.]+ images/s, \d:\d\d:\d\d left, 0 skipped, 0 failed~', $outcome->stdout);
        self::assertStringEndsWith("\r\e[K", $outcome->stdout, 'The bar is gone at the end.');
    }

    public function testDebugShowsWhatIsGoingOn(): void
    {
        $this->site->addPhotos(2);
        $outcome = $this->site->sync('--debug=photolibrary', '--format=json', '--workers=2');

        self::assertJson($outcome->stdout);
        self::assertStringContainsString('workers', $outcome->stderr);
        self::assertStringContainsString('stored 2 results', $outcome->stderr);
    }

    public function testTheCountsComeInEveryFormat(): void
    {
        $ids = $this->site->addPhotos(8);
        $this->site->addAttachment('photos/lost.jpg', 'image/jpeg');
        $this->site->addAttachment('photos/drawing.svg', 'image/svg+xml');
        $this->sync('--max-images=6');
        $this->sync((string) $this->site->addAttachment('photos/lost.jpg', 'image/jpeg'));
        touch($this->site->uploads('photos/2.jpg'), time() + 10);
        $this->site->query('DELETE FROM wp_posts WHERE ID = ?', $ids[0]);

        $expected = [
            'site' => 'http://photolibrary.test',
            'total' => 9,
            'with_palette' => 5,
            'coverage' => 55.56,
            'stale' => 1,
            'failed' => 1,
            'failed_by_reason' => ['not_found' => 1],
            'without_palette' => 3,
            'orphaned_rows' => 1,
        ];
        self::assertSame($expected, json_decode($this->stats('--format=json'), true));
        self::assertSame(5, ((array) json_decode($this->stats('--format=json', '--colors=6'), true))['stale']);
        self::assertStringContainsString("\nwith_palette,5\n", $this->stats('--format=csv'));
        self::assertStringContainsString("\nwith_palette: 5\n", $this->stats('--format=yaml'));
        self::assertStringContainsString("\nfailed: not_found\t1\n", $this->stats());
    }

    private function stats(string ...$options): string
    {
        $outcome = $this->site->wp('photolibrary', 'stats', ...$options);
        self::assertSucceeded($outcome);

        return $outcome->stdout;
    }

    private static function lastLine(string $text): string
    {
        $lines = explode("\n", trim($text));

        return $lines[\count($lines) - 1];
    }
}
