<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Config;

/**
 * A value that a setting cannot have; the message says why and how to write it, and is put behind the value.
 */
final class Unacceptable extends \UnexpectedValueException {}
