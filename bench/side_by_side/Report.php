<?php

declare(strict_types=1);

namespace PhotoLibrary\Bench\SideBySide;

/** The results as Markdown. */
final class Report
{
    /** @var list<string> */
    private array $lines = [];

    public static function number(?float $value, int $decimals = 2): string
    {
        return $value === null ? '–' : number_format($value, $decimals, '.', '');
    }

    public function heading(string $text): void
    {
        $this->text("## {$text}");
    }

    public function text(string $text): void
    {
        array_push($this->lines, $text, '');
    }

    /**
     * @param list<string> $head
     * @param list<list<string>> $rows
     */
    public function table(array $head, array $rows): void
    {
        $this->lines[] = self::line($head);
        $this->lines[] = '|---|' . str_repeat('---:|', \count($head) - 1);
        array_push($this->lines, ...array_map(self::line(...), $rows));
        $this->lines[] = '';
    }

    /** @param list<string> $cells */
    private static function line(array $cells): string
    {
        return '| ' . implode(' | ', $cells) . ' |';
    }

    public function markdown(): string
    {
        return implode("\n", $this->lines);
    }
}
