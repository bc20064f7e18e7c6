<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * Why an image gave no palette, or a request no answer: one closed list, the same in every mode.
 */
enum FailureReason: string
{
    /** There is no such file (also a dangling link, or a path with a NUL byte). */
    case NotFound = 'not_found';

    /** It exists but cannot be read as a file: no permission, a directory, a FIFO, a loop of links. */
    case Unreadable = 'unreadable';

    /** No image, or a format or variant that no decoder here knows. */
    case Unsupported = 'unsupported';

    /** More pixels or bytes than PaletteOptions allow, or a body larger than HttpOptions::$maxBytes. */
    case TooLarge = 'too_large';

    /** Damaged or truncated within the pixels that are needed. */
    case Corrupt = 'corrupt';

    /** Decoding would need, or needed, more memory than PaletteOptions::$maxMemory, or there is none left. */
    case Memory = 'memory';

    /** It took longer than its timeout allows. */
    case Timeout = 'timeout';

    /** The decoder crashed, twice (isolated processes only; in the other modes it takes PHP with it). */
    case Crashed = 'crashed';

    /** The batch was stopped, or given up, before this image or request was done. */
    case Cancelled = 'cancelled';

    /** The server answered with an error status. */
    case HttpStatus = 'http_status';

    /** The transfer failed. */
    case Network = 'network';

    /** The address is one that the address guard refuses. */
    case BlockedAddress = 'blocked_address';

    /** A fault of this library: please report it. */
    case Internal = 'internal';
}
