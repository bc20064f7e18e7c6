<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress;

/**
 * Ways to compute, as --strategy names them; the earlier plugin's names are accepted.
 */
enum Strategy: string
{
    case Auto = 'auto';
    case Processes = 'processes';
    case Workers = 'workers';
    case Http = 'http';
    case Sequential = 'sequential';
    case Fork = 'fork';
    case HttpPool = 'http-pool';

    public function isAvailable(): bool
    {
        return match ($this) {
            self::Auto, self::Workers, self::Sequential => true,
            self::Processes, self::Http, self::Fork, self::HttpPool => false,
        };
    }
}
