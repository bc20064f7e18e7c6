<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Config\Type;

use PhotoLibrary\Actions\Config\SettingType;
use PhotoLibrary\Actions\Config\Unacceptable;
use PhotoLibrary\Actions\Support\Suggestion;

/**
 * @template T of \BackedEnum
 * @implements SettingType<T>
 */
final readonly class Choice implements SettingType
{
    /**
     * @param class-string<T> $enum
     * @param list<string> $notOffered what the original had and we do not
     */
    public function __construct(private string $enum, private array $notOffered = []) {}

    public function accept(mixed $value): \BackedEnum
    {
        if ($value instanceof $this->enum) {
            return $value;
        }
        $case = \is_string($value) ? $this->enum::tryFrom($value) : null;
        if ($case !== null) {
            return $case;
        }
        $isMissed = \is_string($value) && \in_array($value, $this->notOffered, true);

        throw new Unacceptable(($isMissed ? 'is not offered' : 'is not one of its values')
            . ". Write {$this->description()}."
            . (\is_string($value) ? Suggestion::sentence($value, $this->names()) : ''));
    }

    public function fromText(string $text): string
    {
        return $text;
    }

    public function write(mixed $value): string
    {
        return (string) $this->accept($value)->value;
    }

    public function description(): string
    {
        $names = $this->names();
        $last = array_pop($names);

        return $names === [] ? (string) $last : implode(', ', $names) . " or {$last}";
    }

    /** @return list<string> */
    private function names(): array
    {
        return array_map(static fn(\BackedEnum $case): string => (string) $case->value, $this->enum::cases());
    }
}
