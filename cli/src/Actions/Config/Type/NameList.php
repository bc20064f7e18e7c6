<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Config\Type;

use PhotoLibrary\Actions\Config\SettingType;
use PhotoLibrary\Actions\Config\Unacceptable;
use PhotoLibrary\Actions\Support\Name;
use PhotoLibrary\Actions\Support\Quoted;

/**
 * A list in YAML, or text with commas.
 *
 * @implements SettingType<list<string>>
 */
final readonly class NameList implements SettingType
{
    private const MOST = 100;

    /**
     * @param string $what 'a tag'
     * @param \Closure(string): ?string $problem says what is wrong with a name
     */
    private function __construct(private string $what, private string $example, private \Closure $problem) {}

    public static function tags(): self
    {
        return new self(
            'a tag',
            '[code, health]',
            static fn(string $name): ?string => Name::isName($name) ? null : Name::problem('a tag', $name),
        );
    }

    public static function environmentVariables(): self
    {
        $pattern = '/^[A-Za-z_][A-Za-z0-9_]{0,199}\z/';

        return new self('an environment variable', '[DEPLOY_TOKEN]', static fn(string $name): ?string
            => preg_match($pattern, $name) === 1
            ? null
            : Quoted::text($name) . ' is not a name of an environment variable. Write the name, never the secret'
                . ' itself.');
    }

    /** @param class-string<\BackedEnum> $enum */
    public static function choices(string $what, string $example, string $enum): self
    {
        $names = implode(
            ', ',
            array_map(static fn(\BackedEnum $case): string => (string) $case->value, $enum::cases()),
        );

        return new self($what, $example, static fn(string $name): ?string => $enum::tryFrom($name) !== null
            ? null
            : Quoted::text($name) . " is not {$what}. There are: {$names}.");
    }

    /** @return list<string> */
    public function accept(mixed $value): array
    {
        $names = \is_string($value) ? self::split($value) : $value;
        if (!\is_array($names) || !array_is_list($names)) {
            throw new Unacceptable("is not a list. Write {$this->example}.");
        }
        if (\count($names) > self::MOST) {
            throw new Unacceptable('has more than ' . self::MOST . ' entries.');
        }
        $accepted = [];
        foreach ($names as $name) {
            if (!\is_string($name)) {
                throw new Unacceptable('has ' . Quoted::value($name) . " in it, which is not {$this->what}. Write"
                    . " {$this->example}.");
            }
            $problem = ($this->problem)($name);
            if ($problem !== null) {
                throw new Unacceptable("is not accepted: {$problem}");
            }
            $accepted[] = $name;
        }

        return array_values(array_unique($accepted));
    }

    public function fromText(string $text): string
    {
        return $text;
    }

    public function write(mixed $value): string
    {
        return '[' . implode(', ', $this->accept($value)) . ']';
    }

    public function description(): string
    {
        return "a list such as {$this->example}, or its entries with commas between them";
    }

    /** @return list<string> */
    private static function split(string $text): array
    {
        return array_values(
            array_filter(array_map(trim(...), explode(',', $text)), static fn(string $part): bool => $part !== ''),
        );
    }
}
