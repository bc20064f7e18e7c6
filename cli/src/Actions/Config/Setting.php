<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Config;

/**
 * A row of the table of settings.
 *
 * @template-covariant T
 */
final readonly class Setting
{
    /**
     * @param SettingType<T> $type
     * @param mixed $default as YAML has it
     */
    public function __construct(
        public string $name,
        public SettingType $type,
        public mixed $default,
        public string $explanation,
    ) {}
}
