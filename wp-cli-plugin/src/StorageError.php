<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress;

/**
 * The database refused a query; the message is its own.
 */
final class StorageError extends \RuntimeException {}
