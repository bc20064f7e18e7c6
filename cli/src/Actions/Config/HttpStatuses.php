<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Config;

/**
 * The statuses of HTTP with which a server is healthy: "200-399", "200,204,301-308".
 */
final readonly class HttpStatuses implements \Stringable
{
    /** @param non-empty-list<array{int, int}> $ranges */
    private function __construct(private array $ranges) {}

    public static function parse(string $text): ?self
    {
        $ranges = [];
        foreach (explode(',', $text) as $part) {
            if (preg_match('/^\s*([1-5]\d\d)(?:-([1-5]\d\d))?\s*\z/', $part, $match) !== 1
                || ($match[2] ?? $match[1]) < $match[1]) {
                return null;
            }
            $ranges[] = [(int) $match[1], (int) ($match[2] ?? $match[1])];
        }

        return new self($ranges);
    }

    public function contain(int $status): bool
    {
        foreach ($this->ranges as [$from, $to]) {
            if ($status >= $from && $status <= $to) {
                return true;
            }
        }

        return false;
    }

    public function __toString(): string
    {
        return implode(',', array_map(
            static fn(array $range): string => $range[0] === $range[1] ? (string) $range[0] : "{$range[0]}-{$range[1]}",
            $this->ranges,
        ));
    }
}
