<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Chaos;

use Closure;
use PhotoLibrary\Source;

/** One image of the corpus: how to ask for it, and what must come of it. */
final class Item
{
    /**
     * @param Closure(): (string|Source) $source
     * @param list<string> $expected descriptions of the results that are right
     * @param bool $deadly whether it ends the process that decodes it
     */
    public function __construct(
        public readonly string $name,
        public readonly Closure $source,
        public readonly array $expected,
        public readonly bool $deadly = false,
    ) {}
}
