<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Support;

/**
 * What a tool has said, and how it ended.
 */
final readonly class ToolResult
{
    /** @var \SensitiveParameterValue<string> */
    private \SensitiveParameterValue $output;

    /**
     * @param ?int $exitCode null if it did not end by itself
     * @param bool $timedOut it was killed because it took too long
     * @param bool $truncated it was killed because it said too much
     */
    public function __construct(
        public ?int $exitCode,
        public ?int $signal,
        #[\SensitiveParameter]
        string $output,
        public string $errors,
        public bool $timedOut = false,
        public bool $truncated = false,
    ) {
        $this->output = new \SensitiveParameterValue($output);
    }

    /** All of its STDOUT. It may have secrets, so nothing that prints this object shows it. */
    public function output(): string
    {
        return $this->output->getValue();
    }

    public function isOk(): bool
    {
        return $this->exitCode === 0;
    }
}
