<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Output;

use Symfony\Component\Console\Output\ConsoleOutputInterface;
use Symfony\Component\Console\Output\ConsoleSectionOutput;
use Symfony\Component\Console\Output\OutputInterface;
use Symfony\Component\Console\Output\StreamOutput;
use Symfony\Component\Console\Terminal as SymfonyTerminal;

/**
 * STDERR: lines that stay, above a part that is drawn again and again. Nothing that is written is read as markup.
 */
final class Terminal
{
    /** @var list<string> what is drawn now */
    private array $drawn = [];

    private function __construct(
        private readonly OutputInterface $output,
        private readonly ?ConsoleSectionOutput $section,
    ) {}

    /** @param bool $isLive whether anything is to be drawn again */
    public static function of(ConsoleOutputInterface $output, bool $isLive): self
    {
        $errors = $output->getErrorOutput();
        $sections = [];

        return new self($errors, !$isLive || !$errors instanceof StreamOutput ? null : new ConsoleSectionOutput(
            $errors->getStream(),
            $sections,
            $errors->getVerbosity(),
            true,
            $errors->getFormatter(),
        ));
    }

    public static function isOne(ConsoleOutputInterface $output): bool
    {
        $errors = $output->getErrorOutput();

        return $errors instanceof StreamOutput && stream_isatty($errors->getStream()) && getenv('TERM') !== 'dumb';
    }

    public static function width(): int
    {
        return max(40, (new SymfonyTerminal())->getWidth());
    }

    public static function height(): int
    {
        return max(10, (new SymfonyTerminal())->getHeight());
    }

    public function hasColours(): bool
    {
        return $this->output->isDecorated();
    }

    public function line(string $line): void
    {
        $drawn = $this->drawn;
        $this->draw([]);
        $this->output->writeln($line, OutputInterface::OUTPUT_RAW);
        $this->draw($drawn);
    }

    /** @param list<string> $lines none is wider than the terminal */
    public function draw(array $lines): void
    {
        if ($this->section === null || $lines === $this->drawn) {
            return;
        }
        $this->section->clear();
        if ($lines !== []) {
            $this->section->writeln(array_map(Markup::escape(...), $lines));
        }
        $this->drawn = $lines;
    }
}
