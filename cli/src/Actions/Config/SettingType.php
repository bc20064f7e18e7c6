<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Config;

/**
 * @template-covariant T
 */
interface SettingType
{
    /**
     * @param mixed $value as YAML has it
     * @return T
     * @throws Unacceptable
     */
    public function accept(mixed $value): mixed;

    /** What stands on the command line, as YAML would have it. */
    public function fromText(string $text): mixed;

    /** An accepted value as it is written in YAML. */
    public function write(mixed $value): string;

    /** What can be written, for the reference: "a whole number from 0 to 256". */
    public function description(): string;
}
