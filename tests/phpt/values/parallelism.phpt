--TEST--
Parallelism: modes, ranges, over-subscription
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\Parallelism;

echo json_encode(Parallelism::sequential()), "\n";
echo json_encode(Parallelism::workers(3)), "\n";
var_dump(Parallelism::workers()->workers === min(Parallelism::usableCpus(), 256));
var_dump(Parallelism::detect() == Parallelism::workers());
var_dump(Parallelism::usableCpus() >= 1);
foreach ([0, -1, 257, PHP_INT_MAX] as $wrong) {
    echo thrown(static fn () => Parallelism::workers($wrong)), "\n";
}
var_dump(Parallelism::sequential()->oversubscription());
$many = Parallelism::workers(256)->oversubscription();
var_dump($many->total, $many->cpus === Parallelism::usableCpus(), $many->suggestedProcesses);
var_dump(Parallelism::workers($many->suggestedWorkers)->oversubscription());
echo thrown(static fn () => Parallelism::fromArray(['mode' => 'processes'])), "\n";
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
NULL
int(257)
bool(true)
NULL
NULL
ValueError: PhotoLibrary\Parallelism: "mode" must be "sequential" or "workers": isolated processes are not there yet
ValueError: PhotoLibrary\Parallelism: "workers" must be 1 if "mode" is "sequential"
