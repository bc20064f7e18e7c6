<?php

/** One style for all PHP of this repository: PER, with strict types and imported or fully written names. */

declare(strict_types=1);

use PhpCsFixer\Config;
use PhpCsFixer\Finder;

$root = dirname(__DIR__);

return (new Config())
    ->setRiskyAllowed(true)
    ->setCacheFile("{$root}/.cache/php-cs-fixer.cache")
    ->setFinder(
        Finder::create()
            ->in(array_filter(["{$root}/bench", "{$root}/bin", "{$root}/cli", "{$root}/php", "{$root}/tests", "{$root}/wp-cli-plugin"], is_dir(...)))
            ->exclude(['phpt', 'vendor'])
            ->append([__FILE__]),
    )
    ->setRules([
        '@PER-CS2.0' => true,
        '@PER-CS2.0:risky' => true,
        'array_syntax' => true,
        'declare_strict_types' => true,
        'explicit_string_variable' => false,
        'fully_qualified_strict_types' => true,
        'modernize_types_casting' => true,
        'native_function_invocation' => ['include' => ['@compiler_optimized'], 'scope' => 'namespaced', 'strict' => true],
        'no_unused_imports' => true,
        'no_useless_else' => true,
        'no_useless_return' => true,
        'ordered_imports' => ['imports_order' => ['class', 'function', 'const']],
        'phpdoc_align' => ['align' => 'left'],
        'phpdoc_indent' => true,
        'phpdoc_trim' => true,
        'single_quote' => true,
        'static_lambda' => true,
        'strict_comparison' => true,
        'strict_param' => true,
        'trailing_comma_in_multiline' => ['elements' => ['arguments', 'arrays', 'match', 'parameters']],
        'void_return' => true,
    ]);
