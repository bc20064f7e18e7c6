<?php

/**
 * A server of photos, as the router of php -S: what lies in the folder BUCKET, for signed requests only, with ETag, Range
 * and conditional requests. A file "NAME.status" beside a photo holds the status to answer with instead; a file ".bare"
 * in the folder stops ETag and Last-Modified, ".dates" ETag only. Every request is a line in the file "requests": how many
 * requests were served at its time, status, bytes of the body, path, the condition in it.
 */

declare(strict_types=1);

(static function (string $folder): void {
    $header = static function (string $name): string {
        $value = $_SERVER["HTTP_{$name}"] ?? '';

        return is_string($value) ? $value : '';
    };
    $count = static function (int $step) use ($folder): int {
        $file = fopen("{$folder}/served", 'c+') ?: exit(1);
        flock($file, LOCK_EX);
        $served = (int) stream_get_contents($file) + $step;
        ftruncate($file, 0);
        rewind($file);
        fwrite($file, (string) $served);

        return $served;
    };

    $served = $count(1);
    usleep(5000); // leaves others time to come
    $uri = is_string($_SERVER['REQUEST_URI'] ?? null) ? $_SERVER['REQUEST_URI'] : '';
    $path = (string) strtok($uri, '?');
    $photo = $folder . rawurldecode($path);
    $status = match (true) {
        !str_ends_with($uri, '?X-Amz-Signature=' . getenv('SIGNATURE')) => 403,
        is_file("{$photo}.status") => (int) file_get_contents("{$photo}.status"),
        !is_file($photo) => 404,
        default => 200,
    };
    $body = $status === 200 ? (string) file_get_contents($photo) : "<Error>{$status}</Error>";
    if ($status === 200) {
        $etag = '"' . md5($body) . '"';
        $date = gmdate('D, d M Y H:i:s', (int) filemtime($photo)) . ' GMT';
        $isUnchanged = $header('IF_NONE_MATCH') === $etag || $header('IF_MODIFIED_SINCE') === $date;
        file_exists("{$folder}/.bare") || header("Last-Modified: {$date}");
        file_exists("{$folder}/.bare") || file_exists("{$folder}/.dates") || header("ETag: {$etag}");
        header('Accept-Ranges: bytes');
        header('Content-Type: image/jpeg');
        if ($isUnchanged) {
            $status = 304;
            $body = '';
        } elseif (preg_match('/^bytes=(\d+)-(\d*)$/D', $header('RANGE'), $range) === 1) {
            $size = strlen($body);
            $last = min($range[2] === '' ? PHP_INT_MAX : (int) $range[2], $size - 1);
            $status = (int) $range[1] > $last ? 416 : 206;
            $body = $status === 206 ? substr($body, (int) $range[1], $last - (int) $range[1] + 1) : '';
            header($status === 206 ? "Content-Range: bytes {$range[1]}-{$last}/{$size}" : "Content-Range: bytes */{$size}");
        }
    }
    http_response_code($status);
    $status === 304 || header('Content-Length: ' . strlen($body));
    $condition = $header('IF_NONE_MATCH') . $header('IF_MODIFIED_SINCE');
    file_put_contents("{$folder}/requests", "{$served} {$status} " . strlen($body) . " {$path} {$condition}\n", FILE_APPEND);
    $count(-1);
    echo $body;
})((string) getenv('BUCKET'));
