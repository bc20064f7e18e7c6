<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Pinecone;

/**
 * What of a request is remembered until its answer is there: which photos it carries.
 */
final readonly class Batch
{
    public function __construct(public int $firstId, public int $lastId, public int $photos) {}
}
