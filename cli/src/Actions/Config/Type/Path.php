<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Config\Type;

use PhotoLibrary\Actions\Config\SettingType;
use PhotoLibrary\Actions\Config\Unacceptable;
use PhotoLibrary\Actions\Support\PlainText;
use Symfony\Component\Yaml\Inline;

/**
 * A path that stays below a folder.
 *
 * @implements SettingType<string>
 */
final readonly class Path implements SettingType
{
    private const LONGEST = 1000;

    /** @param string $folder what it must stay in, as messages name it */
    public function __construct(private string $folder) {}

    public function accept(mixed $value): string
    {
        if (!\is_string($value) || $value === '' || \strlen($value) > self::LONGEST
            || PlainText::line($value, self::LONGEST) !== $value) {
            throw new Unacceptable('is not a path.');
        }
        if ($value[0] === '/' || $value[0] === '-' || $value[0] === '~'
            || \in_array('..', explode('/', $value), true)) {
            throw new Unacceptable("leads out of {$this->folder}. Write a path below it, without \"..\".");
        }

        return $value;
    }

    public function fromText(string $text): string
    {
        return $text;
    }

    public function write(mixed $value): string
    {
        return Inline::dump($this->accept($value));
    }

    public function description(): string
    {
        return "a path below {$this->folder}";
    }
}
