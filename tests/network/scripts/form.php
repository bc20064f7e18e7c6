<?php

declare(strict_types=1);

// Run by PHP's own web server: tells what PHP makes of a form.

$files = [];
/** @var array<string, array{name: string|list<string>, type: string|list<string>, tmp_name: string|list<string>, error: int|list<int>}> $uploads */
$uploads = $_FILES;
foreach ($uploads as $field => $upload) {
    [$names, $types, $paths, $errors] = [(array) $upload['name'], (array) $upload['type'], (array) $upload['tmp_name'], (array) $upload['error']];
    foreach ($names as $i => $filename) {
        $hash = $paths[$i] === '' ? '' : hash_file('sha256', $paths[$i]);
        $files[] = ['field' => $field, 'filename' => $filename, 'type' => $types[$i], 'error' => $errors[$i], 'hash' => $hash];
    }
}
$length = $_SERVER['CONTENT_LENGTH'] ?? null;
header('Content-Type: application/json');
echo json_encode(['fields' => $_POST, 'files' => $files, 'length' => is_numeric($length) ? (int) $length : 0], JSON_THROW_ON_ERROR);
