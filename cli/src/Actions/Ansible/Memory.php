<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Ansible;

use PhotoLibrary\Actions\Support\Environment;
use PhotoLibrary\Actions\Support\Files;
use PhotoLibrary\Actions\Support\FolderException;

/**
 * What was found out about Ansible, until something changes that it depends on. A file in .queue/, which anybody may
 * delete.
 */
final readonly class Memory
{
    private string $file;
    private string $key;

    /**
     * @param array<mixed> $dependencies
     * @throws FolderException
     */
    public function __construct(private Environment $environment, string $name, array $dependencies)
    {
        $this->file = "{$environment->queueFolder()}/{$name}";
        $this->key = hash('sha256', serialize($dependencies));
    }

    /** @return ?array<mixed> */
    public function recall(): ?array
    {
        $known = is_file($this->file) ? json_decode((string) @file_get_contents($this->file), true) : null;
        $value = \is_array($known) && ($known['key'] ?? null) === $this->key ? $known['value'] ?? null : null;

        return \is_array($value) ? $value : null;
    }

    /**
     * @param array<mixed> $value
     * @throws FolderException
     */
    public function keep(array $value): void
    {
        $text = json_encode(['key' => $this->key, 'value' => $value], JSON_THROW_ON_ERROR);
        Files::replace($this->file, "{$text}\n", $this->environment->shown($this->file));
    }
}
