<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Config\Type;

use PhotoLibrary\Actions\Config\SettingType;

/**
 * A number of workers. Below 0 it is 0: one action at a time. Whoever reads it warns of that.
 *
 * @implements SettingType<int>
 */
final readonly class Workers implements SettingType
{
    public const MAX = 256;
    private WholeNumber $number;

    public function __construct()
    {
        $this->number = new WholeNumber(0, self::MAX);
    }

    public function accept(mixed $value): int
    {
        return $this->number->accept(\is_int($value) && $value < 0 ? 0 : $value);
    }

    public function fromText(string $text): int|string
    {
        return $this->number->fromText($text);
    }

    public function write(mixed $value): string
    {
        return $this->number->write($this->accept($value));
    }

    public function description(): string
    {
        return $this->number->description();
    }
}
