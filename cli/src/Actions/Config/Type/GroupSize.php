<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Config\Type;

use PhotoLibrary\Actions\Config\Serial;
use PhotoLibrary\Actions\Config\SettingType;
use PhotoLibrary\Actions\Config\Unacceptable;

/**
 * @implements SettingType<Serial>
 */
final readonly class GroupSize implements SettingType
{
    private const MAX = 10000;

    public function accept(mixed $value): Serial
    {
        return match (true) {
            $value instanceof Serial => $value,
            $value === Serial::WORKERS => Serial::workers(),
            \is_int($value) && $value >= 1 && $value <= self::MAX => Serial::count($value),
            \is_string($value) && preg_match('/^([1-9]\d?|100)%\z/', $value, $match) === 1
                => Serial::percent((int) $match[1]),
            default => throw new Unacceptable("is not {$this->description()}."),
        };
    }

    public function fromText(string $text): int|string
    {
        return preg_match('/^\d{1,9}\z/', $text) === 1 ? (int) $text : $text;
    }

    public function write(mixed $value): string
    {
        return (string) $this->accept($value);
    }

    public function description(): string
    {
        return 'a number of servers from 1 to ' . self::MAX . ', a part such as 30%, or workers';
    }
}
