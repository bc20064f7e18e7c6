<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Config\Type;

use PhotoLibrary\Actions\Config\HttpStatuses;
use PhotoLibrary\Actions\Config\SettingType;
use PhotoLibrary\Actions\Config\Unacceptable;

/**
 * @implements SettingType<HttpStatuses>
 */
final readonly class StatusRange implements SettingType
{
    public function accept(mixed $value): HttpStatuses
    {
        if ($value instanceof HttpStatuses) {
            return $value;
        }
        $statuses = \is_string($value) || \is_int($value) ? HttpStatuses::parse((string) $value) : null;

        return $statuses ?? throw new Unacceptable('is not a range of HTTP statuses. Write for example 200-399, or'
            . ' 200,204.');
    }

    public function fromText(string $text): string
    {
        return $text;
    }

    public function write(mixed $value): string
    {
        return (string) $this->accept($value);
    }

    public function description(): string
    {
        return 'HTTP statuses from 100 to 599, such as 200-399 or 200,204';
    }
}
