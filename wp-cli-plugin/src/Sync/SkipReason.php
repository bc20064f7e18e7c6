<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Sync;

/**
 * Why an attachment needs no work. The values are part of the report.
 */
enum SkipReason: string
{
    /** Its palette is that of this file, these parameters and this algorithm. */
    case UpToDate = 'up_to_date';

    /** It failed before, and nothing has changed since. */
    case KnownFailure = 'known_failure';

    /** A drawing, a document, or no attachment at all. */
    case NotAnImage = 'not_an_image';

    /** Its file is on another host only, and --source=local is given. */
    case Remote = 'remote';
}
