--TEST--
What cannot be started says why; a relative program starts from its directory
--FILE--
<?php
require __DIR__ . '/common.inc';

use PhotoLibrary\{Action, ActionQueue};

$link = path('link');
symlink('/tmp', $link);
$results = results(queue(0,
    new Action('program', 't', ['no-such-program']),
    new Action('path', 't', ['/no/such/program']),
    action('directory', directory: '/no/such/folder'),
    action('output', outputFile: '/no/such/folder/log'),
    action('link', outputFile: $link),
    action('lock', lockFile: $link, maxAttempts: 2),
    new Action('folder', 't', ['/']),
)->run());
ksort($results);
foreach ($results as $id => $result) {
    echo "$id {$result->outcome->value} {$result->attempt} {$result->seconds} ", str_replace($link, 'LINK', $result->message), "\n";
}
file_put_contents(path('program'), "#!/bin/sh\necho \$0; pwd\n");
chmod(path('program'), 0700);
chdir(rtrim(path(''), '/'));
$here = getcwd();
foreach ([new Action('a', 't', ['./program']), new Action('b', 't', ['./program'], directory: '.'), new Action('c', 't', ['../' . basename($here) . '/program'], directory: $here)] as $action) {
    echo str_replace("$here", 'HERE', results(queue(0, $action)->run())[$action->id]->output['head']);
}
?>
--EXPECTF--
directory not_started 1 0 /bin/sh cannot be started: the directory /no/such/folder cannot be entered: No such file or directory
folder not_started 1 0 / cannot be started: Permission denied
link not_started 1 0 the output file LINK cannot be opened: Too many levels of symbolic links (it is a symbolic link)
lock not_started 2 0 the lock file LINK cannot be opened: Too many levels of symbolic links (it is a symbolic link)
output not_started 1 0 the output file /no/such/folder/log cannot be opened: No such file or directory
path not_started 1 0 /no/such/program cannot be started: No such file or directory
program not_started 1 0 command not found: no-such-program
HERE/%Sprogram
HERE
HERE/%Sprogram
HERE
HERE/%Sprogram
HERE
