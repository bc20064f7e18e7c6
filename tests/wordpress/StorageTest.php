<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\WordPress;

/**
 * A database that refuses: a batch is stored whole or not at all, and the run says so.
 */
final class StorageTest extends SiteTestCase
{
    public function testARefusedBatchIsRolledBackAndTheRunEndsWithOneClearError(): void
    {
        $ids = $this->site->addPhotos(30);
        // The tables of palettes and colours take the third batch, the meta table does not.
        $this->site->query("CREATE TRIGGER refuse BEFORE INSERT ON wp_postmeta WHEN NEW.post_id = {$ids[25]}
            BEGIN SELECT RAISE(ABORT, 'the disk is full'); END");
        $outcome = $this->site->sync('--format=json', '--batch-size=10', '--workers=0');

        self::assertSame(1, $outcome->status, $outcome->all());
        self::assertMatchesRegularExpression('/^Error: The database refused a query: .*the disk is full.* What this run stored before is kept\. Run the command again to go on\.\n$/D', $outcome->stderr);
        $report = (array) json_decode($outcome->stdout, true);
        self::assertSame([20, 0, 0], [$report['processed'], $report['skipped'], $report['failed']]);
        self::assertSame(\array_slice($ids, 0, 20), $this->withPalette());
        self::assertSame([[20, 20]], $this->site->numbers("SELECT
            (SELECT COUNT(DISTINCT attachment_id) FROM wp_photolibrary_colors),
            (SELECT COUNT(*) FROM wp_postmeta WHERE meta_key = '_pl_palette')"));

        $this->site->query('DROP TRIGGER refuse');
        self::assertCounts(['processed' => 10, 'skipped' => 20], $this->sync());
    }

    public function testALibraryThatCannotBeReadOnIsAnErrorAfterWhatWasDone(): void
    {
        $this->site->addPhotos(250);
        // The second page of attachments meets a database without the meta table.
        $this->site->addCode('broken', "add_filter('query', static function (string \$sql): string {
            static \$pages = 0;
            return str_contains(\$sql, '_wp_attachment_metadata') && ++\$pages === 2 ? 'SELECT * FROM nowhere' : \$sql;
        });");
        $rehearsal = $this->site->sync('--dry-run', '--format=json');
        self::assertMatchesRegularExpression('/^Error: The database refused a query: .*nowhere.*\n$/D', $rehearsal->stderr);
        self::assertStringNotContainsString('What this run stored', $rehearsal->stderr);
        self::assertGreaterThan(0, ((array) json_decode($rehearsal->stdout, true))['processed'] ?? 0);
        $outcome = $this->site->sync('--format=json');

        self::assertSame(1, $outcome->status, $outcome->all());
        self::assertMatchesRegularExpression('/^Error: The database refused a query: .*nowhere.* What this run stored before is kept\. Run the command again to go on\.\n$/D', $outcome->stderr);
        $report = (array) json_decode($outcome->stdout, true);
        self::assertSame($report['processed'], \count($this->withPalette()));
        self::assertGreaterThanOrEqual(100, $report['processed']);
    }

    public function testARunThatCannotBeginSpeaksOfNothingStored(): void
    {
        $this->site->addPhotos(1);
        $this->site->addCode('broken', "add_filter('query', static fn(string \$sql): string => str_starts_with(\$sql, 'SHOW TABLES') ? 'SELECT * FROM nowhere' : \$sql);");
        $outcome = $this->site->sync();

        self::assertRefused('The database refused a query: ', $outcome);
        self::assertStringNotContainsString('What this run stored', $outcome->stderr);
    }

    /** Transactions are opened when a batch is computed, and never wait for pictures. */
    public function testNothingIsReadOrComputedWithinATransaction(): void
    {
        $this->site->addPhotos(45);
        $this->site->addCode('log', "add_filter('query', static function (string \$sql): string {
            fwrite(STDERR, '|' . strtok(trim(\$sql), ' '));
            return \$sql;
        });
        add_filter('photolibrary_source', static function (array \$candidates): array {
            fwrite(STDERR, '|chosen');
            return \$candidates;
        });");
        $log = $this->site->sync('--format=json', '--workers=2', '--batch-size=20')->stderr;

        preg_match_all('/\|START(.*?)\|COMMIT/', $log, $transactions);
        self::assertCount(3, $transactions[1]);
        foreach ($transactions[1] as $statements) {
            self::assertSame('|INSERT|SELECT|DELETE|INSERT|DELETE|INSERT', $statements);
        }
    }

    /** Keyset pages of direct SQL: no OFFSET, no query for each image. */
    public function testTheNumberOfQueriesDoesNotGrowWithEveryImage(): void
    {
        $this->site->addPhotos(200);
        $this->site->addCode('log', "add_filter('query', static function (string \$sql): string {
            fwrite(STDERR, '|' . str_replace(\"\\n\", ' ', \$sql));
            return \$sql;
        });");
        $this->sync();
        $queries = static fn(Outcome $outcome): int => substr_count($outcome->stderr, '|');
        $outcome = $this->site->sync('--format=json');
        $two_hundred = $queries($outcome);
        $this->site->addPhotos(150);
        $this->sync();
        $outcome = $this->site->sync('--format=json');

        self::assertStringNotContainsString('OFFSET', $outcome->stderr);
        self::assertLessThanOrEqual(4, $queries($outcome) - $two_hundred, 'One more page.');
    }
}
