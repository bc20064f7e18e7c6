<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Support;

/**
 * What servers and files say, made safe for a terminal: what moves the cursor, hides text or turns its direction round
 * is removed.
 */
final class PlainText
{
    private const CUT = '…';
    /** Controls but tab and newline, C1 controls, and what changes the direction of text or has no width. */
    private const CONTROLS = '/[\x{00}-\x{08}\x{0B}-\x{1F}\x{7F}-\x{9F}'
        . '\x{061C}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2069}\x{FEFF}]/u';
    /** Escape sequences: of controls (CSI), texts to the terminal (OSC, DCS and their like), and short ones. */
    private const SEQUENCES = '/\e(?:\[[0-?]*[ -\/]*[@-~]?|[\]PX^_][^\x07\e]*(?:\x07|\e\\\\)?|[ -\/]*[0-~]?)/';
    private const COLOUR = '/\e\[[0-9;:]*m/';

    /** One line without any control, at most $max characters. */
    public static function line(string $text, int $max = 500): string
    {
        // What will be cut off anyway is not worth its time.
        $text = self::valid(substr($text, 0, $max * 16));
        $text = self::replaced(self::SEQUENCES, '', $text);
        $text = self::replaced('/[\s\x{85}\x{2028}\x{2029}]+/u', ' ', $text);
        $text = trim(self::replaced(self::CONTROLS, '', $text));

        return mb_strlen($text, 'UTF-8') <= $max ? $text : mb_substr($text, 0, max(0, $max - 1), 'UTF-8') . self::CUT;
    }

    /** Lines; colours stay unless $colours is false. Of more than $maxBytes, the end is kept: errors are there. */
    public static function block(string $text, int $maxBytes = 65536, bool $colours = true): string
    {
        $isCut = \strlen($text) > $maxBytes;
        $text = self::valid($isCut ? substr($text, -$maxBytes) : $text);
        $text = str_replace("\r\n", "\n", $text);
        $kept = '';
        $position = 0;
        while ($colours && preg_match(self::COLOUR, $text, $match, PREG_OFFSET_CAPTURE, $position) === 1) {
            [$colour, $start] = $match[0];
            $kept .= self::uncontrolled(substr($text, $position, $start - $position)) . $colour;
            $position = $start + \strlen($colour);
        }
        $kept .= self::uncontrolled(substr($text, $position));

        return $isCut ? self::CUT . $kept : $kept;
    }

    private static function uncontrolled(string $text): string
    {
        // A carriage return alone would write over the line.
        $text = str_replace("\r", "\n", self::replaced(self::SEQUENCES, '', $text));

        return self::replaced(self::CONTROLS, '', $text);
    }

    private static function valid(string $text): string
    {
        return mb_scrub($text, 'UTF-8');
    }

    private static function replaced(string $pattern, string $by, string $text): string
    {
        return preg_replace($pattern, $by, $text)
            ?? throw new \LogicException("PCRE cannot replace {$pattern}: " . preg_last_error_msg());
    }
}
