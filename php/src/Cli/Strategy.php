<?php

declare(strict_types=1);

namespace PhotoLibrary\Cli;

use PhotoLibrary\Mode;

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

    /** Whether it fetches photos from another host. It does not say where palettes are computed. */
    public function fetches(): bool
    {
        return $this === self::Http || $this === self::HttpPool;
    }

    /** What it forces; null: nothing. */
    public function mode(): ?Mode
    {
        return match ($this) {
            self::Processes, self::Fork => Mode::Processes,
            self::Workers => Mode::Workers,
            self::Sequential => Mode::Sequential,
            self::Auto, self::Http, self::HttpPool => null,
        };
    }
}
