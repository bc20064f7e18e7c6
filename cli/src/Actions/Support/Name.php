<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Support;

use PhotoLibrary\Cli\Text;
use PhotoLibrary\Cli\UsageError;

/**
 * Names of environments, servers and tags. They become parts of paths and arguments of commands, so nothing in them may
 * mean anything there.
 */
final class Name
{
    private const LONGEST = 200;

    public static function isName(string $name): bool
    {
        return $name !== '.' && $name !== '..' && \strlen($name) <= self::LONGEST
            && preg_match('/^[A-Za-z0-9_.][A-Za-z0-9_.-]*\z/', $name) === 1;
    }

    /**
     * @param string $what 'an environment', 'a server', 'a tag'
     * @return string the name
     * @throws UsageError
     */
    public static function check(string $what, string $name): string
    {
        return self::isName($name) ? $name : throw new UsageError(new Text('%s', self::problem($what, $name)));
    }

    public static function problem(string $what, string $name): string
    {
        return Quoted::text($name) . " is not a name of {$what}: names have letters, digits, \"_\", \".\" and \"-\","
            . ' and do not begin with "-".';
    }
}
