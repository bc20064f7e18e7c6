<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Support;

use PhotoLibrary\Cli\Text;
use PhotoLibrary\Cli\UsageError;

/**
 * An environment is a folder below inventory/ of an Ansible project; the program's own files of it lie there too.
 */
final readonly class Environment
{
    private const INVENTORY = 'inventory';

    /** The project's folder, absolute, so that it stays the same whatever the current folder is. */
    public string $root;

    /** @throws UsageError */
    public function __construct(public string $name, string $root = '.')
    {
        Name::check('an environment', $name);
        $absolute = realpath($root);
        if ($absolute === false || !is_dir($absolute)) {
            throw new UsageError(new Text('The folder %s does not exist.', Quoted::text($root)));
        }
        $this->root = $absolute;
        if (!is_dir($this->folder())) {
            throw new UsageError(new Text('%s', self::absence($name, $absolute)));
        }
    }

    /** @return list<string> the environments there are */
    public static function names(string $root = '.'): array
    {
        $folder = $root . '/' . self::INVENTORY;
        $names = is_dir($folder) ? (scandir($folder) ?: []) : [];

        return array_values(array_filter(
            $names,
            static fn(string $name): bool => $name[0] !== '.' && Name::isName($name) && is_dir("{$folder}/{$name}"),
        ));
    }

    public function folder(): string
    {
        return $this->root . '/' . self::INVENTORY . '/' . $this->name;
    }

    public function settingsFile(): string
    {
        return $this->folder() . '/config.yml';
    }

    /**
     * Journal, locks and what else belongs to the program. It is made when needed.
     *
     * @throws FolderException
     */
    public function queueFolder(): string
    {
        $folder = $this->folder() . '/.queue';

        return Files::folder($folder, $this->shown($folder));
    }

    public function statusFile(): string
    {
        return $this->folder() . '/.status/servers.json';
    }

    public function logFolder(): string
    {
        return "{$this->root}/logs/{$this->name}";
    }

    /** A path as messages show it: from the project's folder on. */
    public function shown(string $path): string
    {
        return str_starts_with($path, $this->root . '/') ? substr($path, \strlen($this->root) + 1) : $path;
    }

    private static function absence(string $name, string $root): string
    {
        $names = self::names($root);
        if ($names !== []) {
            return "There is no environment \"{$name}\". There are: " . Quoted::names($names) . '.'
                . Suggestion::sentence($name, $names);
        }

        return is_dir($root . '/' . self::INVENTORY)
            ? "There is no environment \"{$name}\": inventory/ in {$root} has no folder. Make inventory/{$name} with"
                . ' a hosts.yml in it.'
            : "There is no environment \"{$name}\": {$root} has no folder inventory/. Run this in the folder of your"
                . ' Ansible project.';
    }
}
