<?php

/**
 * A plugin that moves uploads to a bucket: URLs of what lies in the folder "photos" are those of the server BUCKET_URL,
 * and signed. With BUCKET_ALLOW the site lets its photos be fetched from there.
 */

declare(strict_types=1);

add_filter('wp_get_attachment_url', static function (string $url, int $id): string {
    $file = get_post_meta($id, '_wp_attached_file', true);

    return is_string($file) && str_starts_with($file, 'photos/')
        ? getenv('BUCKET_URL') . "/{$file}?X-Amz-Signature=" . getenv('SIGNATURE')
        : $url;
}, 10, 2);
if (getenv('BUCKET_ALLOW') !== false) {
    add_filter('photolibrary_http_options', static fn(array $options): array => [
        'allow' => [getenv('BUCKET_ALLOW')],
        'retries' => 0,
    ] + $options);
}
