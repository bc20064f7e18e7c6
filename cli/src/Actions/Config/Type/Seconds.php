<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Config\Type;

use PhotoLibrary\Actions\Config\SettingType;
use PhotoLibrary\Actions\Config\Unacceptable;
use PhotoLibrary\Actions\Support\Duration;

/**
 * A duration: text with its unit in YAML, seconds in the program.
 *
 * @implements SettingType<float>
 */
final readonly class Seconds implements SettingType
{
    public function __construct(private string $min, private string $max) {}

    public function accept(mixed $value): float
    {
        if (\is_int($value) || \is_float($value) || \is_string($value) && is_numeric($value)) {
            throw new Unacceptable("has no unit. Write {$value}s for seconds; the units are ms, s, m, h and d.");
        }
        $seconds = \is_string($value) ? Duration::parse($value) : null;
        if ($seconds === null) {
            throw new Unacceptable('is not a duration. Write it as a number and a unit: 500ms, 30s, 5m, 2h or 90d.');
        }
        if ($seconds < Duration::parse($this->min) || $seconds > Duration::parse($this->max)) {
            throw new Unacceptable("is not {$this->description()}.");
        }

        return $seconds;
    }

    public function fromText(string $text): string
    {
        return $text;
    }

    public function write(mixed $value): string
    {
        return Duration::format(\is_float($value) ? $value : $this->accept($value));
    }

    public function description(): string
    {
        return "a duration from {$this->min} to {$this->max}";
    }
}
