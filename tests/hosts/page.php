<?php

/** What the servers serve: page.php?mode=processes|workers|sequential answers with one hash over the results of some images. */

declare(strict_types=1);

use PhotoLibrary\Palette;
use PhotoLibrary\Parallelism;

$images = glob(getenv('PHOTOLIBRARY_HOST_IMAGES') . '/*') ?: throw new RuntimeException('there are no images');
$parallelism = match ($_GET['mode'] ?? '') {
    'processes' => Parallelism::processes(2),
    'workers' => Parallelism::workers(2),
    default => Parallelism::sequential(),
};
$results = [];
foreach (PhotoLibrary\palettes($images, parallelism: $parallelism, ordered: true) as $result) {
    $results[] = $result instanceof Palette ? $result->swatches : $result->reason;
}
header('Content-Type: text/plain');
echo 'results ', md5(json_encode($results, JSON_THROW_ON_ERROR)), "\n";
