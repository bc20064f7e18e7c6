<?php

use PhotoLibrary\{FormPart, HttpPool, HttpRequest};

$request = new HttpRequest('https://example.org/form', 'POST', parts: [
    FormPart::text('album', 'Iceland'),
    FormPart::file('photo', 'photo.jpg', contentType: 'image/jpeg'),
]);
$answer = (new HttpPool())->send($request);         // throws if there is no answer
echo $answer->status, ': ', $answer->body, "\n";
