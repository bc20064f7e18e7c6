<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Sync;

use PhotoLibrary\Cli\Text;
use PhotoLibrary\Cli\UsageError;
use PhotoLibrary\HttpOptions;

/**
 * How photos are fetched from their servers.
 */
final readonly class Transfers
{
    public const COUNT = 32;
    public const MAX_COUNT = 256;

    /** Connections to one server: as many as a browser opens. */
    private const PER_HOST = 6;

    /**
     * @param int $count transfers at once
     * @throws UsageError when the site's filter returns what means nothing
     */
    public static function options(int $count): HttpOptions
    {
        /**
         * How photos are fetched from the servers they were moved to. Addresses that are not public are refused unless
         * they are listed in "allow"; also that of the site itself. Other options: retries, connectTimeout, timeout,
         * answerTimeout, maxBytes, maxRedirects, proxy.
         *
         * @param array<string, mixed> $options what the constructor of PhotoLibrary\HttpOptions takes, by name
         */
        $options = apply_filters('photolibrary_http_options', ['concurrency' => $count, 'perHost' => self::PER_HOST]);
        try {
            /** @var array{concurrency?: int} $options or anything else, which is refused here */
            return HttpOptions::fromArray($options);
        } catch (\Error $error) { // a ValueError or a TypeError
            /* translators: %s: what is wrong. */
            throw new UsageError(new Text('The filter photolibrary_http_options returns invalid options: %s', $error->getMessage()), $error);
        }
    }
}
