<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Inventory;

/**
 * A server of the inventory. Nothing that prints it shows its secrets.
 */
final readonly class Server implements \JsonSerializable
{
    /** @var \SensitiveParameterValue<list<string>> */
    private \SensitiveParameterValue $secrets;

    /**
     * @param ?int $port null if the inventory's value is no port
     * @param ?string $user null: whoever runs Ansible
     * @param ?string $keyFile as the inventory names it, with ~ replaced
     * @param list<string> $groups
     * @param list<string> $problems what is wrong with its variables, a sentence each
     * @param list<string> $secrets passwords of its connection and for becoming another user
     */
    public function __construct(
        public string $name,
        public string $address,
        public ?int $port = 22,
        public ?string $user = null,
        public ?string $keyFile = null,
        public ?string $healthCheckUrl = null,
        public ?int $appPort = null,
        public array $groups = [],
        public array $problems = [],
        #[\SensitiveParameter]
        array $secrets = [],
    ) {
        $this->secrets = new \SensitiveParameterValue($secrets);
    }

    /** @return list<string> */
    public function secrets(): array
    {
        return $this->secrets->getValue();
    }

    /** @return array<string, mixed> */
    public function jsonSerialize(): array
    {
        return [
            'name' => $this->name,
            'address' => $this->address,
            'port' => $this->port,
            'user' => $this->user,
            'groups' => $this->groups,
        ];
    }

    /** @return array<string, mixed> */
    public function __serialize(): array
    {
        throw new \LogicException('A server is not stored: it has secrets. Read the inventory again.');
    }
}
