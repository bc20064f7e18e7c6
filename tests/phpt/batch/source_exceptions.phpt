--TEST--
An exception in the source generator comes out as it is, after the results of what was taken before
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\Parallelism;

$before = descriptors();
foreach ([Parallelism::sequential(), Parallelism::workers(2)] as $parallelism) {
    $batch = PhotoLibrary\palettes((static function (): Generator {
        yield from images(5);
        throw new DomainException('the database is gone');
    })(), null, $parallelism);
    $delivered = 0;
    echo thrown(static function () use ($batch, &$delivered): void {
        foreach ($batch as $result) {
            ++$delivered;
        }
    }), "\n";
    $s = $batch->statistics();
    var_dump($batch->valid(), $delivered, $s->pulled, $s->succeeded, $s->inFlight, threads());
    unset($batch);

    // Nobody waits for it.
    foreach (PhotoLibrary\palettes((static function (): Generator {
        yield from images(2);
        throw new DomainException('unheard');
    })(), null, $parallelism) as $result) {
        break;
    }

    $aggregate = new class implements IteratorAggregate {
        public function getIterator(): Iterator
        {
            throw new DomainException('no iterator today');
        }
    };
    echo thrown(static fn () => PhotoLibrary\palettes($aggregate, null, $parallelism)), "\n";

    // A generator that comes back into its own batch.
    $batch = null;
    $batch = PhotoLibrary\palettes((static function () use (&$batch): Generator {
        yield image('tiny.jpg');
        yield $batch->current()->source;
    })(), null, $parallelism);
    echo thrown(static fn () => iterator_to_array($batch, false)), "\n";
}
unset($batch);
gc_collect_cycles();
var_dump(descriptors() - $before, threads());
?>
--EXPECT--
DomainException: the database is gone
bool(false)
int(5)
int(5)
int(5)
int(0)
int(1)
DomainException: no iterator today
PhotoLibrary\EngineException: this batch is already being advanced
DomainException: the database is gone
bool(false)
int(5)
int(5)
int(5)
int(0)
int(1)
DomainException: no iterator today
PhotoLibrary\EngineException: this batch is already being advanced
int(0)
int(1)
