<?php

/**
 * Judges an SBOM by CycloneDX' own schema: php sbom.php FILE SCHEMAS
 *
 * SCHEMAS is a folder with the schemas as @cyclonedx/cyclonedx-library has them. Prints what is wrong, and fails then.
 */

declare(strict_types=1);

use Opis\JsonSchema\Errors\ErrorFormatter;
use Opis\JsonSchema\Validator;

require __DIR__ . '/../../.cache/tools/vendor/autoload.php';

[, $file, $schemas] = $argv;
$validator = new Validator(max_errors: 20);
$resolver = $validator->resolver() ?? throw new RuntimeException('the validator resolves nothing');
foreach (['bom-1.6', 'jsf-0.82', 'spdx'] as $name) {
    $resolver->registerFile("http://cyclonedx.org/schema/{$name}.schema.json", "{$schemas}/{$name}.SNAPSHOT.schema.json");
    $resolver->registerFile("http://cyclonedx.org/schema/{$name}.SNAPSHOT.schema.json", "{$schemas}/{$name}.SNAPSHOT.schema.json");
}
$error = $validator->validate(json_decode((string) file_get_contents($file)), 'http://cyclonedx.org/schema/bom-1.6.schema.json')->error();
if ($error !== null) {
    echo json_encode((new ErrorFormatter())->format($error), JSON_PRETTY_PRINT | JSON_THROW_ON_ERROR), "\n";
    exit(1);
}
