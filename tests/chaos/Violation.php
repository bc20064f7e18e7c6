<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Chaos;

use RuntimeException;

/** A promise that was not kept. */
final class Violation extends RuntimeException {}
