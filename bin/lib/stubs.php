<?php

/**
 * The part of bin/package that writes the one file of the package photolibrary/stubs to standard output:
 * php bin/lib/stubs.php VERSION, in the root of the repository.
 *
 * The stubs are written for gen_stub.php, which makes arginfo of them. What only that reads is left out here. Tags for
 * PHPStan, which it overlooks, become those that every editor reads.
 */

declare(strict_types=1);

namespace PhotoLibrary\Package;

const HEAD = <<<'PHP'
    <?php

    // The PHP API of the extension photolibrary %s, for editors and static analysis. Programs never load this file: it only
    // says what there is, and the extension does it.

    namespace PhotoLibrary;


    PHP;

function without_generator_tags(string $comment): string
{
    $comment = (string) preg_replace('/@phpstan-(?=param |return )/', '@', $comment);
    $tag = '@(?:generate-class-entries|strict-properties|not-serializable|implementation-alias)\b[^\n]*?';
    $comment = (string) preg_replace("~^ */\\*\\* {$tag} \\*/\n|^ *\\* {$tag}\n~m", '', $comment);

    // An empty line that stood before the last tag, and a comment in which there is nothing else.
    return (string) preg_replace(['~(?:^ *\*\n)+(?= *\*/)~m', '~^ */\*\*\n *\*/\n~m'], '', $comment);
}

function declarations(string $stub): string
{
    $code = (string) preg_replace_callback('~^ */\*\*.*?\*/\n~ms', static fn(array $found): string => without_generator_tags($found[0]), $stub);

    return trim((string) preg_replace('/^<\?php$|^namespace PhotoLibrary;$/m', '', $code)) . "\n";
}

[, $version] = $argv;
$stubs = glob('php_stubs/*.stub.php') ?: throw new \RuntimeException('there are no stubs here');
printf(HEAD, $version);
echo implode("\n", array_map(static fn(string $path): string => declarations((string) file_get_contents($path)), $stubs));
