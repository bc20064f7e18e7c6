<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Ansible;

use PhotoLibrary\Actions\Support\PlainText;

/**
 * Why Ansible did not begin, in one sentence out of what it printed.
 */
final class AnsibleError
{
    /** Bytes from the end of a log in which the reason stands. */
    private const TAIL = 65_536;

    /** @return string '' if the log says nothing */
    public static function ofLog(?string $file): string
    {
        if ($file === null || !@is_file($file)) {
            return '';
        }
        $size = (int) @filesize($file);

        return self::of((string) @file_get_contents($file, false, null, max(0, $size - self::TAIL), self::TAIL));
    }

    /** @param string $output STDERR, or both streams */
    public static function of(string $output): string
    {
        $text = PlainText::block($output, self::TAIL, false);
        $parts = [self::headline($text), self::yamlProblem($text), self::place($text)];

        return PlainText::line(implode(', ', array_filter($parts, static fn(string $part): bool => $part !== '')));
    }

    private static function headline(string $text): string
    {
        // "ERROR! …" until 2.18, "[ERROR]: …" from 2.19, "ansible-playbook: error: …" for options.
        foreach (['/^(?:ERROR!|\[ERROR\]:) *(.+)$/m', '/^ansible[a-z-]*: error: (.+)$/m'] as $pattern) {
            if (preg_match_all($pattern, $text, $matches) > 0) {
                return rtrim(trim($matches[1][\count($matches[1]) - 1]), '.:,');
            }
        }
        $lines = explode("\n", rtrim($text));

        return rtrim(trim(end($lines)), '.:,');
    }

    private static function yamlProblem(string $text): string
    {
        $isFound = preg_match('/^Syntax Error while loading YAML\.\s*\n\s*(\S.*)$/m', $text, $match) === 1;

        return $isFound ? trim($match[1]) : '';
    }

    private static function place(string $text): string
    {
        $old = "/^The error appears to (?:be|have been) in '(.+)': line (\\d+), column (\\d+)/m";
        if (preg_match($old, $text, $match) === 1 || preg_match('/^Origin: (.+):(\d+):(\d+)$/m', $text, $match) === 1) {
            return "in {$match[1]}, line {$match[2]}, column {$match[3]}";
        }

        return '';
    }
}
