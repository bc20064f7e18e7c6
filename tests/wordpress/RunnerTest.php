<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\WordPress;

/**
 * The runner asks nobody but its source for jobs, and gives results to nobody but its sink.
 */
final class RunnerTest extends SiteTestCase
{
    public function testItRunsBetweenTwoArrays(): void
    {
        $photos = [];
        for ($i = 0; $i < 6; ++$i) {
            Photo::write($photos[] = "{$this->site->folder}/{$i}.jpg", 80, 60, $i);
        }
        $photos[] = "{$this->site->folder}/lost.jpg";
        $before = $this->site->dump();
        $outcome = $this->site->wp('eval-file', '--use-include', __DIR__ . '/probes/runner.php', ...$photos);

        self::assertSucceeded($outcome);
        $run = json_decode($outcome->stdout, true);
        self::assertIsArray($run, $outcome->all());
        /** @var array{total: int, processed: int, skipped: int, failed: int, opened: int, batches: list<list<array{id: int, dominant: string|null, message: string}>>} $run */
        self::assertCounts(['total' => 7, 'processed' => 5, 'skipped' => 1, 'failed' => 1, 'opened' => 1], $run);
        self::assertSame([2, 2, 2], array_map(\count(...), $run['batches']));
        $results = array_column(array_merge(...$run['batches']), null, 'id');
        ksort($results);
        self::assertSame(range(2, 7), array_keys($results), 'Each once.');
        foreach ($results as $id => ['dominant' => $dominant, 'message' => $message]) {
            self::assertSame($id === 7, $dominant === null);
            self::assertSame($id === 7, $message !== '');
        }
        self::assertStringStartsWith('lost.jpg: ', $results[7]['message']);
        self::assertSame($before, $this->site->dump(), 'No table knows of it.');
    }
}
