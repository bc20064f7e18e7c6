<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * Where the images of a batch are computed.
 */
enum Mode: string
{
    /** In the PHP thread, one image at a time. */
    case Sequential = 'sequential';

    /** In threads of this process. */
    case Workers = 'workers';

    /** In isolated child processes, which may crash without harm. */
    case Processes = 'processes';
}
