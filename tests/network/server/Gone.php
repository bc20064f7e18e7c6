<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Network\Server;

use Exception;

/** The connection is closed, by the peer or by us. */
final class Gone extends Exception {}
