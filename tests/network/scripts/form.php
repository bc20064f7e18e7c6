<?php

declare(strict_types=1);

// Run by PHP's own web server: tells what PHP makes of a form.

$files = [];
foreach ($_FILES as $name => $file) {
    foreach ((array) $file['name'] as $i => $filename) {
        $path = ((array) $file['tmp_name'])[$i];
        $files[] = [
            'field' => $name, 'filename' => $filename, 'type' => ((array) $file['type'])[$i], 'error' => ((array) $file['error'])[$i],
            'hash' => $path === '' ? '' : hash_file('sha256', $path),
        ];
    }
}
header('Content-Type: application/json');
echo json_encode(['fields' => $_POST, 'files' => $files, 'length' => (int) ($_SERVER['CONTENT_LENGTH'] ?? -1)], JSON_THROW_ON_ERROR);
