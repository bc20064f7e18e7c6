--TEST--
The memory limit is hit in the loop body, in a source and while results become PHP values: no crash
--FILE--
<?php
require __DIR__ . '/../common.inc';
$script = <<<'PHP'
    require $argv[1] . '/../common.inc';
    ini_set('memory_limit', '4M');
    $kept = [];
    foreach (PhotoLibrary\palettes(images(20000, 'one_pixel.jpg'), null, $argv[2] === 'workers' ? PhotoLibrary\Parallelism::workers(2) : PhotoLibrary\Parallelism::sequential()) as $result) {
        $kept[] = $result;
    }
    PHP;
foreach (['sequential', 'workers'] as $mode) {
    $command = [PHP_BINARY, '-n', '-d', 'display_errors=stdout', '-d', 'extension=' . module(), '-r', $script, '--', __DIR__, $mode];
    $process = proc_open($command, [1 => ['pipe', 'w'], 2 => ['pipe', 'w']], $pipes);
    $output = stream_get_contents($pipes[1]) . stream_get_contents($pipes[2]);
    echo preg_match('/Allowed memory size of 4194304 bytes exhausted/', $output), ' ', proc_close($process), "\n";
}
?>
--EXPECT--
1 255
1 255
