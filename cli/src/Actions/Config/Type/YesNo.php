<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Config\Type;

use PhotoLibrary\Actions\Config\SettingType;
use PhotoLibrary\Actions\Config\Unacceptable;

/**
 * @implements SettingType<bool>
 */
final readonly class YesNo implements SettingType
{
    private const TRUE = ['yes', 'y', 'on', 'true', '1', 1];
    private const FALSE = ['no', 'n', 'off', 'false', '0', 0];

    public function accept(mixed $value): bool
    {
        if (\is_bool($value)) {
            return $value;
        }
        $meant = \is_string($value) ? strtolower($value) : $value;

        throw new Unacceptable('is not true or false. ' . match (true) {
            \in_array($meant, self::TRUE, true) => 'Write true.',
            \in_array($meant, self::FALSE, true) => 'Write false.',
            default => 'Write true or false.',
        });
    }

    public function fromText(string $text): bool|string
    {
        return ['true' => true, 'false' => false][$text] ?? $text;
    }

    public function write(mixed $value): string
    {
        return $this->accept($value) ? 'true' : 'false';
    }

    public function description(): string
    {
        return 'true or false';
    }
}
