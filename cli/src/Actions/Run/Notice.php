<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

use PhotoLibrary\HttpException;
use PhotoLibrary\HttpOptions;
use PhotoLibrary\HttpPool;
use PhotoLibrary\HttpRequest;

/**
 * The report of a run, posted to a URL.
 */
final class Notice
{
    private const TIMEOUT = 10.0;

    /** @return string|null why it did not arrive */
    public static function send(string $url, Report $report): ?string
    {
        $host = (string) parse_url($url, PHP_URL_HOST);
        $pool = new HttpPool(new HttpOptions(retries: 1, timeout: self::TIMEOUT, maxRedirects: 0, allow: $host === '' ? [] : [trim($host, '[]')]));
        try {
            $response = $pool->send(new HttpRequest(
                $url,
                'POST',
                ['Content-Type' => 'application/json'],
                json_encode($report, JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE | JSON_THROW_ON_ERROR),
            ));
        } catch (HttpException $error) {
            return $error->getMessage();
        }

        return $response->status < 300 ? null : "{$host} answers {$response->status}";
    }
}
