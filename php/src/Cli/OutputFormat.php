<?php

declare(strict_types=1);

namespace PhotoLibrary\Cli;

/**
 * How a report is printed, as --format names it.
 */
enum OutputFormat: string
{
    case Table = 'table';
    case Json = 'json';
    case Csv = 'csv';
    case Yaml = 'yaml';

    /** A table is for people; the other formats are asked for by name, and by programs. */
    public function isForPeople(): bool
    {
        return $this === self::Table;
    }

    /** Whether values keep their types and stay nested. */
    public function isStructured(): bool
    {
        return $this === self::Json || $this === self::Yaml;
    }
}
