--TEST--
$maxAttempts: tried again until it ends well; one result
--FILE--
<?php
require __DIR__ . '/common.inc';

$tries = path('tries');
$lines = [];
foreach (queue(0, action('a', "echo x >> $tries; [ \$(wc -l < $tries) = 2 ]", maxAttempts: 4))->run() as $event) {
    $lines[] = line($event) . ' ' . ($event->attempt ?? '');
}
echo implode("\n", $lines), "\n";
$result = results(queue(0, action('b', 'exit 4', maxAttempts: 2))->run())['b'];
echo $result->outcome->value, ' ', $result->exitCode, ' ', $result->attempt, "\n";
?>
--EXPECT--
a starting 1
a started 
a starting 2
a started 
a ok 2
failed 4 2
