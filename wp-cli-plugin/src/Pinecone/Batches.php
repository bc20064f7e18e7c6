<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Pinecone;

/**
 * Packs vectors into the bodies of requests, none of which has more of them than asked for, or more bytes than the
 * index takes.
 */
final readonly class Batches
{
    public const MAX_VECTORS = 1000;
    private const MAX_BYTES = 2_000_000;

    public function __construct(private int $size, private string $namespace) {}

    /**
     * @param iterable<int, Vector> $vectors by the id of their photo
     * @return \Generator<Batch, string>
     */
    public function pack(iterable $vectors): \Generator
    {
        [$head, $tail] = explode('[]', Index::json(['namespace' => $this->namespace, 'vectors' => []]), 2);
        $packed = [];
        $bytes = $room = self::MAX_BYTES - \strlen($head) - \strlen($tail) - 2;
        foreach ($vectors as $id => $vector) {
            $json = Index::json($vector->toArray());
            if ($packed !== [] && (\count($packed) === $this->size || $bytes < \strlen($json) + 1)) {
                yield self::batch($packed) => $head . '[' . implode(',', $packed) . ']' . $tail;
                $packed = [];
                $bytes = $room;
            }
            $packed[$id] = $json;
            $bytes -= \strlen($json) + 1;
        }
        if ($packed !== []) {
            yield self::batch($packed) => $head . '[' . implode(',', $packed) . ']' . $tail;
        }
    }

    /** @param non-empty-array<int, string> $packed */
    private static function batch(array $packed): Batch
    {
        return new Batch(array_key_first($packed), array_key_last($packed), \count($packed));
    }
}
