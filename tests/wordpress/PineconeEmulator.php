<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\WordPress;

/**
 * An index of Pinecone as the public API documents it, and as strict: keys, versions, shapes, types and limits.
 *
 * @phpstan-type Answer array{status?: int, headers?: array<string, string>, body?: string, take?: int, seconds?: float}
 * @phpstan-type Behaviour array{dimension?: int, metric?: string, vectors?: array<string, array<list<float>>>, answers?: array<string, list<Answer|null>>, always?: array<string, Answer>}
 */
final class PineconeEmulator
{
    public const KEY = 'pcsk_7Xq2Zt9-KEY-OF-THE-TEST_mN4vB8';

    private const MAX_BYTES = 2_097_152;
    private const MAX_VECTORS = 1000;
    private const MAX_METADATA = 40_960;

    /** @var array<string, array<list<float>>> values by namespace and id */
    private array $vectors;

    /** @param Behaviour $behaviour answers other than the usual ones, in their order, null being a usual one; or always */
    public function __construct(private array $behaviour)
    {
        $this->vectors = $behaviour['vectors'] ?? [];
    }

    /**
     * @param array<string, string> $headers with names in lower case
     * @return array{int, array<string, string>, string, float} status, headers, body, and how long it takes
     */
    public function answer(string $method, string $path, array $headers, string $body): array
    {
        $special = $this->behaviour['always'][$path] ?? null;
        if (isset($this->behaviour['answers'][$path])) {
            $special ??= array_shift($this->behaviour['answers'][$path]);
        }
        [$status, $answer] = isset($special['status'])
            ? [$special['status'], $special['body'] ?? '']
            : $this->usualAnswer($method, $path, $headers, $body, $special['take'] ?? null);

        return [
            $status,
            ['Content-Type' => 'application/json'] + ($special['headers'] ?? []),
            \is_string($answer) ? $answer : json_encode($answer, JSON_THROW_ON_ERROR),
            $special['seconds'] ?? 0.0,
        ];
    }

    /**
     * @param array<string, string> $headers
     * @return array{int, mixed}
     */
    private function usualAnswer(string $method, string $path, array $headers, string $body, ?int $take): array
    {
        $key = $headers['api-key'] ?? '';
        if ($key !== self::KEY) {
            return [401, "Invalid API Key: {$key}"];
        }
        try {
            self::check(preg_match('/^20\d\d-\d\d$/D', $headers['x-pinecone-api-version'] ?? '') === 1, 'Invalid API version');
            self::check(str_starts_with($headers['content-type'] ?? '', 'application/json'), 'Expected application/json');
            self::check(\strlen($body) <= self::MAX_BYTES, 'Request size exceeds the maximum supported size of 2097152 bytes');
            $values = json_decode($body, false, 64, JSON_THROW_ON_ERROR);
            self::check($values instanceof \stdClass, 'Expected an object');

            return match ("{$method} {$path}") {
                'POST /describe_index_stats' => [200, $this->statistics()],
                'POST /vectors/upsert' => [200, $this->upsert($values, $take)],
                'POST /vectors/delete' => $this->delete($values),
                'POST /query' => [200, $this->query($values)],
                default => [404, ''],
            };
        } catch (\InvalidArgumentException | \JsonException $error) {
            return [400, ['code' => 3, 'message' => $error->getMessage(), 'details' => []]];
        }
    }

    private function dimension(): int
    {
        return $this->behaviour['dimension'] ?? 3;
    }

    private function statistics(): \stdClass
    {
        return (object) [
            'namespaces' => (object) array_map(static fn(array $vectors): array => ['vectorCount' => \count($vectors)], $this->vectors),
            'dimension' => $this->dimension(),
            'indexFullness' => 0.25,
            'totalVectorCount' => array_sum(array_map(\count(...), $this->vectors)),
            'metric' => $this->behaviour['metric'] ?? 'euclidean',
            'vectorType' => 'dense',
        ];
    }

    private function upsert(\stdClass $request, ?int $take): \stdClass
    {
        self::checkNames($request, ['vectors', 'namespace']);
        $vectors = $request->vectors ?? null;
        self::check(\is_array($vectors) && $vectors !== [], 'Vectors are missing');
        self::check(\count($vectors) <= self::MAX_VECTORS, 'Batch size exceeds 1000');
        $new = [];
        foreach ($vectors as $vector) {
            self::check($vector instanceof \stdClass, 'Expected a vector');
            self::checkNames($vector, ['id', 'values', 'metadata']);
            $id = $vector->id ?? null;
            self::check(\is_string($id) && $id !== '' && \strlen($id) <= 512, 'Expected an id');
            $values = $this->values($vector->values ?? null);
            self::check(array_filter($values) !== [], "Dense vectors must contain at least one non-zero value. Vector ID {$id} contains only zeros.");
            $this->checkMetadata($vector->metadata ?? new \stdClass());
            $new[$id] = $values;
        }
        $namespace = $this->namespace($request);
        foreach (\array_slice($new, 0, $take, true) as $id => $values) {
            $this->vectors[$namespace][(string) $id] = $values;
        }

        return (object) ['upsertedCount' => min($take ?? PHP_INT_MAX, \count($new))];
    }

    /** @return array{int, mixed} */
    private function delete(\stdClass $request): array
    {
        self::checkNames($request, ['deleteAll', 'namespace']);
        self::check(($request->deleteAll ?? null) === true, 'Expected deleteAll');
        $namespace = $this->namespace($request);
        if (!isset($this->vectors[$namespace])) {
            return [404, ['code' => 5, 'message' => 'Namespace not found', 'details' => []]];
        }
        unset($this->vectors[$namespace]);

        return [200, new \stdClass()];
    }

    private function query(\stdClass $request): \stdClass
    {
        self::checkNames($request, ['namespace', 'vector', 'topK', 'includeValues', 'includeMetadata']);
        $wanted = $this->values($request->vector ?? null);
        $count = $request->topK ?? null;
        self::check(\is_int($count) && $count >= 1 && $count <= 10_000, 'Expected topK');
        $matches = [];
        foreach ($this->vectors[$this->namespace($request)] ?? [] as $id => $values) {
            $matches[] = ['id' => (string) $id, 'score' => $this->score($wanted, $values), 'values' => $values];
        }
        $sign = $this->isEuclidean() ? 1 : -1;
        usort($matches, static fn(array $one, array $other): int => $sign * ($one['score'] <=> $other['score']));

        return (object) [
            'matches' => array_map(
                static fn(array $match): array => ($request->includeValues ?? false) === true ? $match : ['values' => []] + $match,
                \array_slice($matches, 0, $count),
            ),
            'namespace' => $this->namespace($request),
            'usage' => ['readUnits' => 1],
        ];
    }

    private function isEuclidean(): bool
    {
        return ($this->behaviour['metric'] ?? 'euclidean') === 'euclidean';
    }

    /**
     * @param list<float> $one
     * @param list<float> $other
     */
    private function score(array $one, array $other): float
    {
        return $this->isEuclidean()
            ? (float) array_sum(array_map(static fn(float $x, float $y): float => ($x - $y) ** 2, $one, $other))
            : self::product($one, $other) / sqrt(self::product($one, $one) * self::product($other, $other));
    }

    /**
     * @param list<float> $one
     * @param list<float> $other
     */
    private static function product(array $one, array $other): float
    {
        return (float) array_sum(array_map(static fn(float $x, float $y): float => $x * $y, $one, $other));
    }

    private function namespace(\stdClass $request): string
    {
        $namespace = $request->namespace ?? '';

        return \is_string($namespace) ? $namespace : throw new \InvalidArgumentException('Expected a namespace');
    }

    /** @return list<float> */
    private function values(mixed $list): array
    {
        self::check(\is_array($list), 'Expected values');
        self::check(\count($list) === $this->dimension(), 'Vector dimension ' . \count($list) . " does not match the dimension of the index {$this->dimension()}");
        $values = [];
        foreach ($list as $value) {
            $values[] = \is_int($value) || \is_float($value) ? (float) $value : throw new \InvalidArgumentException('Expected a number');
        }

        return $values;
    }

    private function checkMetadata(mixed $metadata): void
    {
        self::check($metadata instanceof \stdClass, 'Expected an object of metadata');
        self::check(\strlen(json_encode($metadata, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE)) <= self::MAX_METADATA, 'Metadata size exceeds the limit of 40960 bytes');
        foreach ((array) $metadata as $value) {
            $isList = \is_array($value) && array_filter($value, is_string(...)) === $value;
            self::check(\is_scalar($value) || $isList, 'Metadata value must be a string, number, boolean or list of strings');
        }
    }

    /** @param list<string> $known */
    private static function checkNames(\stdClass $object, array $known): void
    {
        $unknown = array_diff(array_keys((array) $object), $known);
        self::check($unknown === [], 'Cannot find field: ' . implode(', ', $unknown));
    }

    /** @phpstan-assert true $condition */
    private static function check(bool $condition, string $message): void
    {
        if (!$condition) {
            throw new \InvalidArgumentException($message);
        }
    }
}
