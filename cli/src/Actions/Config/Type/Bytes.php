<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Config\Type;

use PhotoLibrary\Actions\Config\SettingType;
use PhotoLibrary\Actions\Config\Unacceptable;
use PhotoLibrary\Actions\Support\Size;

/**
 * A size: text with its unit in YAML, bytes in the program.
 *
 * @implements SettingType<int>
 */
final readonly class Bytes implements SettingType
{
    public function __construct(private string $min, private string $max) {}

    public function accept(mixed $value): int
    {
        if (\is_int($value) || \is_float($value)) {
            throw new Unacceptable("has no unit. Write {$value}M for megabytes; the units are K, M and G.");
        }
        $bytes = \is_string($value) ? Size::parse($value) : null;
        if ($bytes === null) {
            throw new Unacceptable('is not a size. Write it as a whole number and a unit: 500K, 64M or 2G.');
        }

        return $bytes >= Size::parse($this->min) && $bytes <= Size::parse($this->max)
            ? $bytes
            : throw new Unacceptable("is not {$this->description()}.");
    }

    public function fromText(string $text): string
    {
        return $text;
    }

    public function write(mixed $value): string
    {
        return Size::format(\is_int($value) ? $value : $this->accept($value));
    }

    public function description(): string
    {
        return "a size from {$this->min} to {$this->max}";
    }
}
