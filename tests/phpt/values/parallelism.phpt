--TEST--
Parallelism: modes, ranges, over-subscription
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\Parallelism;

echo json_encode(Parallelism::sequential()), "\n";
echo json_encode(Parallelism::workers(3)), "\n";
var_dump(Parallelism::workers()->workers === min(Parallelism::usableCpus(), 256));
var_dump(Parallelism::detect() == (has_processes() ? Parallelism::processes() : Parallelism::workers()));
var_dump(Parallelism::usableCpus() >= 1);
foreach ([0, -1, 257, PHP_INT_MAX] as $wrong) {
    echo thrown(static fn () => Parallelism::workers($wrong)), "\n";
}
echo json_encode(Parallelism::processes(2, 3)), "\n";
foreach ([[0], [257], [1, 0], [16, 17], [2, PHP_INT_MAX]] as $wrong) {
    echo thrown(static fn () => Parallelism::processes(...$wrong)), "\n";
}
var_dump(Parallelism::sequential()->oversubscription());
$many = Parallelism::workers(256)->oversubscription();
var_dump($many->total, $many->cpus === Parallelism::usableCpus(), $many->suggestedProcesses);
var_dump(Parallelism::workers($many->suggestedWorkers)->oversubscription());
var_dump(Parallelism::fromArray(['mode' => 'processes', 'processes' => 3]) == Parallelism::processes(3));
echo thrown(static fn () => Parallelism::fromArray(['mode' => 'processes', 'processes' => 64, 'workers' => 64])), "\n";
echo thrown(static fn () => Parallelism::fromArray(['mode' => 'workers', 'processes' => 2])), "\n";
echo thrown(static fn () => Parallelism::fromArray(['mode' => 'sequential', 'workers' => 2])), "\n";
?>
--EXPECT--
{"mode":"sequential","processes":1,"workers":1}
{"mode":"workers","processes":1,"workers":3}
bool(true)
bool(true)
bool(true)
ValueError: PhotoLibrary\Parallelism::workers(): Argument #1 ($workers) must be between 1 and 256
ValueError: PhotoLibrary\Parallelism::workers(): Argument #1 ($workers) must be between 1 and 256
ValueError: PhotoLibrary\Parallelism::workers(): Argument #1 ($workers) must be between 1 and 256
ValueError: PhotoLibrary\Parallelism::workers(): Argument #1 ($workers) must be between 1 and 256
{"mode":"processes","processes":2,"workers":3}
ValueError: PhotoLibrary\Parallelism::processes(): Argument #1 ($processes) must be between 1 and 256
ValueError: PhotoLibrary\Parallelism::processes(): Argument #1 ($processes) must be between 1 and 256
ValueError: PhotoLibrary\Parallelism::processes(): Argument #2 ($workers) must be between 1 and 256 with 1 process: at most 256 images can be computed at once
ValueError: PhotoLibrary\Parallelism::processes(): Argument #2 ($workers) must be between 1 and 16 with 16 processes: at most 256 images can be computed at once
ValueError: PhotoLibrary\Parallelism::processes(): Argument #2 ($workers) must be between 1 and 128 with 2 processes: at most 256 images can be computed at once
NULL
int(257)
bool(true)
NULL
NULL
bool(true)
ValueError: PhotoLibrary\Parallelism: "workers" must be small enough that "processes" times "workers" is at most 256
ValueError: PhotoLibrary\Parallelism: "processes" must be 1 unless "mode" is "processes"
ValueError: PhotoLibrary\Parallelism: "workers" must be 1 if "mode" is "sequential"
