<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Config\Type;

use PhotoLibrary\Actions\Config\SettingType;
use PhotoLibrary\Actions\Config\Unacceptable;
use PhotoLibrary\Actions\Support\PlainText;
use Symfony\Component\Yaml\Inline;

/**
 * An address of HTTP, or nothing.
 *
 * @implements SettingType<?string>
 */
final readonly class HttpUrl implements SettingType
{
    private const NONE = 'none';
    private const LONGEST = 2000;

    public function accept(mixed $value): ?string
    {
        if ($value === null || $value === self::NONE) {
            return null;
        }
        if (!\is_string($value) || \strlen($value) > self::LONGEST
            || PlainText::line($value, self::LONGEST) !== $value) {
            throw new Unacceptable('is not an address. Write http://… or https://…, or none.');
        }
        $parts = parse_url($value);
        if (!\is_array($parts) || !\in_array($parts['scheme'] ?? '', ['http', 'https'], true)
            || ($parts['host'] ?? '') === '') {
            throw new Unacceptable('is not an address. Write http://… or https://…, or none.');
        }

        return $value;
    }

    public function fromText(string $text): string
    {
        return $text;
    }

    public function write(mixed $value): string
    {
        $url = $this->accept($value);

        return $url === null ? self::NONE : Inline::dump($url);
    }

    public function description(): string
    {
        return 'an address beginning with http:// or https://, or none';
    }
}
