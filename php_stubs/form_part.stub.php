<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * One part of a request's body, as HTML forms send them (multipart/form-data). Several parts may have the same name.
 *
 * Quotes and line breaks in $name and $filename are percent-encoded, as browsers do: %22, %0D and %0A.
 *
 * @strict-properties
 */
final class FormPart implements \JsonSerializable
{
    public readonly string $name;

    /** The bytes of the part; null if they are read from $file. */
    public readonly ?string $content;

    /** Path of the file that is sent; null if there is $content. */
    public readonly ?string $file;

    /** The file name sent to the server; null: the part is a plain field. */
    public readonly ?string $filename;

    /** null: no type is sent; servers assume text. */
    public readonly ?string $contentType;

    private function __construct() {}

    /**
     * A field and its value.
     *
     * @param string $name not empty, without null bytes
     * @throws \ValueError when the name is wrong
     */
    public static function text(string $name, string $value): FormPart {}

    /**
     * A file whose bytes are in memory.
     *
     * @param string $name not empty, without null bytes
     * @param string $filename not empty, without null bytes
     * @param string $contentType like "image/jpeg"
     * @throws \ValueError when an argument is wrong
     */
    public static function bytes(string $name, string $bytes, string $filename, string $contentType = 'application/octet-stream'): FormPart {}

    /**
     * A file that is read from disk while it is sent: it is never in memory as a whole. If it cannot be read, or is cut
     * short while it is sent, the request gives a Failure that names it.
     *
     * @param string $name not empty, without null bytes
     * @param string|\SplFileInfo $path not empty, without null bytes
     * @param string|null $filename not empty, without null bytes; null: the last part of the path
     * @param string $contentType like "image/jpeg"
     * @throws \ValueError when an argument is wrong
     */
    public static function file(string $name, string|\SplFileInfo $path, ?string $filename = null, string $contentType = 'application/octet-stream'): FormPart {}

    /**
     * Bytes that are not UTF-8 need JSON_INVALID_UTF8_SUBSTITUTE or the like to become JSON.
     *
     * @return array{name: string, content: ?string, file: ?string, filename: ?string, contentType: ?string}
     */
    public function toArray(): array {}

    /**
     * @phpstan-param array{name: string, content?: ?string, file?: ?string, filename?: ?string, contentType?: ?string} $values either content or file
     * @throws \ValueError when a key is missing or unknown, or a value has the wrong type or is out of range
     */
    public static function fromArray(array $values): FormPart {}

    public function jsonSerialize(): array {}

    public function __serialize(): array {}

    public function __unserialize(array $data): void {}
}
