<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Ansible;

/**
 * What the doctor found out about one thing.
 */
final readonly class Diagnosis implements \JsonSerializable
{
    private function __construct(
        public string $subject,
        public Severity $severity,
        public string $message,
    ) {}

    public static function well(string $subject, string $message): self
    {
        return new self($subject, Severity::Well, $message);
    }

    public static function warning(string $subject, string $message): self
    {
        return new self($subject, Severity::Warning, $message);
    }

    public static function problem(string $subject, string $message): self
    {
        return new self($subject, Severity::Problem, $message);
    }

    /** @return array{subject: string, severity: string, message: string} */
    public function jsonSerialize(): array
    {
        return ['subject' => $this->subject, 'severity' => $this->severity->value, 'message' => $this->message];
    }
}
