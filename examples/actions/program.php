<?php

use PhotoLibrary\Actions\Orchestrator;
use PhotoLibrary\Actions\Status\StatusManager;
use PhotoLibrary\Actions\Support\Environment;

require 'vendor/autoload.php';

// <quote>
$environment = new Environment('production');
$orchestrator = new Orchestrator($environment, new StatusManager($environment));
$orchestrator->setMaxWorkers(5);
$servers = ['web-01', 'web-02', 'web-03'];
$orchestrator->queueDeploy($servers, 1);    // priority 1
$report = $orchestrator->start($servers);
echo $report->processed(), ' of ', $report->total(), " deployed\n";
// </quote>
