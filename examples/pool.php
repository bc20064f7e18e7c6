<?php

use PhotoLibrary\{HttpOptions, HttpPool, HttpRequest, HttpResponse};

$requests = [
    'page' => new HttpRequest('https://example.org/'),
    'gone' => new HttpRequest('https://example.org/gone'),
    'form' => new HttpRequest('https://example.org/echo', 'POST', ['Content-Type' => 'text/plain'], 'Hello'),
];
$pool = new HttpPool(new HttpOptions(concurrency: 64, retries: 3));
foreach ($pool->sendAll($requests) as $key => $answer) {
    echo $key, ': ', $answer instanceof HttpResponse ? "$answer->status, $answer->bytes bytes" : $answer->message, "\n";
}
