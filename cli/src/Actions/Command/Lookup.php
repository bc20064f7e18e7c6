<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Command;

use PhotoLibrary\Actions\Journal\EntryException;
use PhotoLibrary\Actions\Journal\Journal;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Support\Environment;
use PhotoLibrary\Actions\Support\Quoted;

/**
 * Finds an action by its id in the journals of all environments.
 */
final class Lookup
{
    /**
     * @param string $id or enough of its beginning
     * @param string|null $name of the environment; null: any
     * @return array{Environment, JournalEntry}
     * @throws EntryException
     */
    public static function find(string $id, ?string $name = null): array
    {
        $found = [];
        foreach ($name === null ? Environment::names() : [$name] as $one) {
            $environment = new Environment($one);
            try {
                $found[] = [$environment, Journal::open($environment, false)->find($id)];
            } catch (EntryException $error) {
                if ($name !== null) {
                    throw $error;
                }
            }
        }

        return match (\count($found)) {
            1 => $found[0],
            0 => throw new EntryException('There is no action ' . Quoted::text($id) . ' in any environment. See: photolibrary actions history'),
            default => throw new EntryException('Several environments have an action whose id begins with ' . Quoted::text($id) . '. Write more of it.'),
        };
    }
}
