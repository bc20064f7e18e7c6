<?php

declare(strict_types=1);

namespace PhotoLibrary\Bench\Http;

/** Something that fetches many URLs at once, in its own best form. Asked again, it goes on with its connections. */
interface Client
{
    /**
     * @param \Generator<int, non-empty-string> $urls to be pulled while there is room
     * @param \Closure(int, string): void $take wants every body, whole, under its key; it is dropped then
     */
    public function fetch(\Generator $urls, \Closure $take): void;
}
