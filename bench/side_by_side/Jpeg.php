<?php

declare(strict_types=1);

namespace PhotoLibrary\Bench\SideBySide;

/** What the markers of a JPEG file say (ITU-T T.81, annex B). */
final readonly class Jpeg
{
    private function __construct(
        public bool $progressive,
        public int $width,
        public int $height,
        /** Offset behind the scan after which the DC value of every component is known, but for refinements. */
        public int $endOfDc,
    ) {}

    /** Null if it is no JPEG file, or one that ends before its first scan. */
    public static function read(string $path): ?self
    {
        $bytes = (string) file_get_contents($path);
        $frame = null;
        $missing = [];
        for ($at = 2; str_starts_with($bytes, "\xFF\xD8\xFF") && $at + 4 <= \strlen($bytes) && $bytes[$at] === "\xFF";) {
            $marker = \ord($bytes[$at + 1]);
            $segment = substr($bytes, $at + 4, self::u16($bytes, $at + 2) - 2);
            $at += 2 + self::u16($bytes, $at + 2);
            if (self::isFrame($marker) && \strlen($segment) >= 6) {
                $frame = [$marker, self::u16($segment, 3), self::u16($segment, 1)];
                for ($i = 0; $i < \ord($segment[5]) && \strlen($segment) > 6 + 3 * $i; ++$i) {
                    $missing[\ord($segment[6 + 3 * $i])] = true;
                }
            } elseif ($marker === 0xDA && $frame !== null) {
                $at = self::endOfScan($bytes, $at);
                $missing = array_diff_key($missing, self::dcOf($segment));
                if ($missing === []) {
                    return new self(\in_array($frame[0], [0xC2, 0xCA], true), $frame[1], $frame[2], $at);
                }
            }
        }

        return null;
    }

    public function kind(): string
    {
        return $this->progressive ? 'progressive' : 'baseline';
    }

    public function megapixels(): float
    {
        return $this->width * $this->height / 1e6;
    }

    private static function isFrame(int $marker): bool
    {
        return $marker >= 0xC0 && $marker <= 0xCF && !\in_array($marker, [0xC4, 0xC8, 0xCC], true);
    }

    /** @return array<int, true> the components whose first DC values a scan brings */
    private static function dcOf(string $segment): array
    {
        $count = \ord($segment[0] ?? "\0");
        $components = [];
        // Ss = 0 and Ah = 0.
        if (\strlen($segment) >= 4 + 2 * $count && $segment[1 + 2 * $count] === "\0" && \ord($segment[3 + 2 * $count]) >> 4 === 0) {
            for ($i = 0; $i < $count; ++$i) {
                $components[\ord($segment[1 + 2 * $i])] = true;
            }
        }

        return $components;
    }

    private static function endOfScan(string $bytes, int $at): int
    {
        while (($at = strpos($bytes, "\xFF", $at)) !== false) {
            $next = \ord($bytes[$at + 1] ?? "\xD9");
            if ($next !== 0 && $next !== 0xFF && ($next < 0xD0 || $next > 0xD7)) {
                return $at;
            }
            ++$at;
        }

        return \strlen($bytes);
    }

    private static function u16(string $bytes, int $at): int
    {
        return \ord($bytes[$at] ?? "\0") << 8 | \ord($bytes[$at + 1] ?? "\0");
    }
}
