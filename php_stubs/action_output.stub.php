<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * Output of an action without an output file, as it comes: not by lines.
 *
 * @strict-properties
 */
final class ActionOutput implements \JsonSerializable
{
    public readonly Action $action;

    /** Not empty; it may end in the middle of a character. */
    public readonly string $text;

    /** Whether it is from STDERR. */
    public readonly bool $isError;

    private function __construct() {}

    /** @return array{action: array{id: string, target: string, command: non-empty-list<string>, priority: int, directory: ?string, environment: array<string, string>, timeout: ?float, maxAttempts: int, after: list<string>, outputFile: ?string, lockFile: ?string, stopSignal: int, stopGrace: float}, text: string, isError: bool} */
    public function toArray(): array {}

    /** @throws \ValueError when a key is missing or unknown, or a value has the wrong type or is out of range */
    public static function fromArray(array $values): ActionOutput {}

    public function jsonSerialize(): array {}

    public function __serialize(): array {}

    public function __unserialize(array $data): void {}
}
