<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Status;

/**
 * What is known of a server.
 */
final readonly class ServerStatus implements \JsonSerializable
{
    /**
     * @param ?float $lastUpdate seconds since 1970
     * @param array<string, bool> $readyChecks ip_valid, ssh_key_exists, port_valid, all_fields_filled
     */
    public function __construct(
        public string $name,
        public ServerState $state = ServerState::Unknown,
        public string $lastAction = '',
        public ?float $lastUpdate = null,
        public string $errorMessage = '',
        public array $readyChecks = [],
        public bool $wasProvisioned = false,
    ) {}

    /** @return array<string, mixed> */
    public function jsonSerialize(): array
    {
        return [
            'name' => $this->name,
            'state' => $this->state->value,
            'last_action' => $this->lastAction,
            'last_update' => $this->lastUpdate === null ? null : date(DATE_ATOM, (int) $this->lastUpdate),
            'error_message' => $this->errorMessage,
            'ready_checks' => (object) $this->readyChecks,
            'was_provisioned' => $this->wasProvisioned,
        ];
    }
}
