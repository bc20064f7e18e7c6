<?php

use PhotoLibrary\{Action, ActionOutput, ActionQueue, ActionResult, ActionStarting};

$queue = new ActionQueue(workers: 2);
$queue->add(new Action('build', 'this machine', ['sh', '-c', 'echo building; sleep 0.1'], priority: 1));
$queue->add(new Action('deploy', 'web-01', ['sh', '-c', 'echo deploying to $SERVER'], environment: ['SERVER' => 'web-01'], after: ['build']));
$queue->add(new Action('check', 'web-01', ['sh', '-c', 'exit 3'], timeout: 30, after: ['deploy']));

foreach ($queue->run(output: true) as $event) {
    echo $event->action->id, ' ', match (true) {
        $event instanceof ActionStarting => "starts on worker $event->worker",    // its process does not exist yet: write your journal
        $event instanceof ActionOutput => "says: $event->text",
        $event instanceof ActionResult => rtrim("is {$event->outcome->value} $event->message"),
        default => 'runs',
    }, $event instanceof ActionOutput ? '' : "\n";
}
