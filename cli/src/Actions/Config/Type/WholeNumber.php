<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Config\Type;

use PhotoLibrary\Actions\Config\SettingType;
use PhotoLibrary\Actions\Config\Unacceptable;

/**
 * @implements SettingType<int>
 */
final readonly class WholeNumber implements SettingType
{
    public function __construct(private int $min, private int $max) {}

    public function accept(mixed $value): int
    {
        if (\is_int($value) && $value >= $this->min && $value <= $this->max) {
            return $value;
        }
        $isQuoted = \is_string($value) && ctype_digit($value) && (int) $value >= $this->min
            && (int) $value <= $this->max;

        throw new Unacceptable("is not {$this->description()}. "
            . ($isQuoted ? "Write {$value} without quotes." : "Write {$this->example()}."));
    }

    public function fromText(string $text): int|string
    {
        return preg_match('/^-?\d{1,9}\z/', $text) === 1 ? (int) $text : $text;
    }

    public function write(mixed $value): string
    {
        return (string) $this->accept($value);
    }

    public function description(): string
    {
        return "a whole number from {$this->min} to {$this->max}";
    }

    private function example(): string
    {
        return 'for example ' . min($this->max, max($this->min, 3));
    }
}
