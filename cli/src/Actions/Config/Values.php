<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Config;

/**
 * Accepted values by the names of their settings, with their types.
 *
 * @internal
 */
final readonly class Values
{
    /** @param array<string, mixed> $given as YAML has them; the others have their defaults */
    public function __construct(private array $given) {}

    /** @throws Unacceptable */
    public function of(string $name): mixed
    {
        $setting = SettingsTable::all()[$name] ?? throw new \LogicException("There is no setting {$name}.");

        return $setting->type->accept(\array_key_exists($name, $this->given) ? $this->given[$name] : $setting->default);
    }

    public function int(string $name): int
    {
        $value = $this->of($name);

        return \is_int($value) ? $value : throw self::wrong($name);
    }

    public function float(string $name): float
    {
        $value = $this->of($name);

        return \is_float($value) ? $value : throw self::wrong($name);
    }

    public function bool(string $name): bool
    {
        $value = $this->of($name);

        return \is_bool($value) ? $value : throw self::wrong($name);
    }

    public function string(string $name): string
    {
        return $this->optional($name) ?? throw self::wrong($name);
    }

    public function optional(string $name): ?string
    {
        $value = $this->of($name);

        return $value === null || \is_string($value) ? $value : throw self::wrong($name);
    }

    /** @return list<string> */
    public function strings(string $name): array
    {
        $value = $this->of($name);
        if (!\is_array($value)) {
            throw self::wrong($name);
        }

        return array_map(
            static fn(mixed $one): string => \is_string($one) ? $one : throw self::wrong($name),
            array_values($value),
        );
    }

    /**
     * @template T of object
     * @param class-string<T> $class
     * @return T
     */
    public function object(string $name, string $class): object
    {
        $value = $this->of($name);

        return $value instanceof $class ? $value : throw self::wrong($name);
    }

    private static function wrong(string $name): \LogicException
    {
        return new \LogicException("The setting {$name} has another type.");
    }
}
