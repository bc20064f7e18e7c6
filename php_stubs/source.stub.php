<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * Where the bytes of an image come from. var_dump() shows its kind and its label, but no bytes, passwords or headers.
 *
 * @strict-properties
 * @not-serializable
 */
final class Source
{
    private function __construct() {}

    /**
     * What var_dump() shows: "kind" ("path", "bytes", "url" or "cheapest"), "label" (as results and errors name the
     * image) and the size or the candidates.
     */
    public function __debugInfo(): array {}

    /**
     * A local file. A relative path is resolved when the source is pulled.
     *
     * @param string|\SplFileInfo $path of an SplFileInfo, what getPathname() returns now
     */
    public static function path(string|\SplFileInfo $path): Source {}

    /**
     * The bytes of an image file.
     *
     * @param string $label names the image in results and errors
     */
    public static function bytes(string $bytes, string $label = ''): Source {}

    /**
     * A photo on a server. Only the part of it that its palette needs is downloaded. Results and errors name it by its
     * URL without user, query and fragment, which may hold secrets. PaletteOptions::$http says how it is fetched, and
     * which addresses besides those of the public internet are allowed.
     *
     * A string in place of a Source is always a local path, never a URL.
     *
     * @param string $url begins with http:// or https://
     * @phpstan-param array<string, string|list<string>> $headers to send, as HttpRequest::$headers
     * @throws \ValueError when the URL or a header is malformed
     * @throws \TypeError when a header's value is neither a string nor a list of strings
     */
    public static function url(string $url, array $headers = []): Source {}

    /**
     * One image that exists in several sizes: reads the smallest file that shows the same colours.
     *
     * The candidates are examined where they are decoded. The smallest one is read that has a long side of at least
     * $minLongSide pixels and the same effective colour space as $truth. If it is corrupt, the next one is read, and
     * finally $truth itself. If $truth is CMYK, HEIC or has a grey profile, it is always read itself. The palette's
     * width and height are those of $truth; its $source names the file that was read.
     *
     * @param string|\SplFileInfo $truth path of the original
     * @phpstan-param list<string|\SplFileInfo> $candidates at most 63 paths of smaller copies, in any order; missing ones
     *     are skipped
     * @param int $minLongSide pixels, 1 to 2147483647
     * @throws \ValueError when an argument is out of range
     * @throws \TypeError when a candidate is neither a string nor an SplFileInfo
     */
    public static function cheapest(string|\SplFileInfo $truth, array $candidates, int $minLongSide = 640): Source {}
}
