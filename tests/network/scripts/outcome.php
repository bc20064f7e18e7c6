<?php

/** Prints how a request by the default options ends: outcome.php URL */

declare(strict_types=1);

use PhotoLibrary\HttpOptions;
use PhotoLibrary\HttpPool;
use PhotoLibrary\HttpRequest;
use PhotoLibrary\HttpResponse;

foreach ((new HttpPool(new HttpOptions(retries: 0)))->sendAll([new HttpRequest($argv[1] ?? '')]) as $result) {
    echo $result instanceof HttpResponse ? $result->status : $result->reason->value, "\n";
}
