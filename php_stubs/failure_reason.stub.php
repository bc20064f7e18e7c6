<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * Why an image has no palette, or a request no answer. The list is complete, and the same in every mode.
 */
enum FailureReason: string
{
    /** There is no such file (also a dangling link, or a path with a NUL byte). */
    case NotFound = 'not_found';

    /** It exists but cannot be read as a file: no permission, a directory, a FIFO, a loop of links. */
    case Unreadable = 'unreadable';

    /** Not an image, or in a format or variant that cannot be decoded here. */
    case Unsupported = 'unsupported';

    /** More pixels or bytes than PaletteOptions::$maxPixels or a $maxBytes allows. */
    case TooLarge = 'too_large';

    /** Damaged or truncated in a part that the palette needs. */
    case Corrupt = 'corrupt';

    /** Decoding would need, or needed, more memory than PaletteOptions::$maxMemory, or there is no memory left. */
    case Memory = 'memory';

    /** It took longer than the $timeout of PaletteOptions, HttpOptions or HttpRequest, or than $connectTimeout. */
    case Timeout = 'timeout';

    /** The decoder crashed twice. Only with isolated processes: in the other modes a crash ends PHP. */
    case Crashed = 'crashed';

    /** The batch was stopped or abandoned before this image or request was finished. */
    case Cancelled = 'cancelled';

    /** The server answered with an error status. */
    case HttpStatus = 'http_status';

    /** The transfer failed: a name without an address, a refused or broken connection, a TLS error. */
    case Network = 'network';

    /** The address is private or local, and HttpOptions::$allow does not allow it. */
    case BlockedAddress = 'blocked_address';

    /** A bug in this library. Please report it. */
    case Internal = 'internal';
}
