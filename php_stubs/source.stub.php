<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * Where the bytes of an image come from.
 *
 * @strict-properties
 * @not-serializable
 */
final class Source
{
    private function __construct() {}

    /**
     * A local file. A relative path is resolved when the source is pulled.
     */
    public static function path(string $path): Source {}

    /**
     * The bytes of an image file.
     *
     * @param string $label names the image in results and errors
     */
    public static function bytes(string $bytes, string $label = ''): Source {}

    /**
     * A photo on a server. Results and errors name it by its URL without what may be secret: user, query and fragment.
     * No more of it is read than its palette takes. How it is fetched, and what besides the public internet may be
     * connected to, is for PaletteOptions::$http.
     *
     * A string in place of a Source is a local path always, never a URL.
     *
     * @param string $url begins with http:// or https://
     * @phpstan-param array<string, string|list<string>> $headers to send, as HttpRequest::$headers
     * @throws \ValueError when the URL or a header is ill-formed
     * @throws \TypeError when a header's value is neither a string nor a list of strings
     */
    public static function url(string $url, array $headers = []): Source {}

    /**
     * One image that is there in several sizes: reads the smallest file that shows the same colours.
     *
     * The candidates are probed where they are decoded. Taken is the smallest one with a long side of at least
     * $minLongSide pixels whose effective colour space equals that of $truth; if it turns out corrupt the next one,
     * and at last $truth itself. CMYK, grey-profile and HEIC truth files are always read themselves. The palette's
     * width and height are those of $truth, its $source names the file that was read.
     *
     * @param string $truth path of the original
     * @phpstan-param list<string> $candidates at most 63 paths of smaller copies, in any order; missing ones are passed over
     * @param int $minLongSide pixels, 1 to 2147483647
     * @throws \ValueError when an argument is out of range
     */
    public static function cheapest(string $truth, array $candidates, int $minLongSide = 640): Source {}
}
