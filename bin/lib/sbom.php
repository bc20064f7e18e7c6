<?php

/**
 * Writes the list of what photolibrary contains and needs (SBOM, CycloneDX 1.6) to standard output:
 * php bin/lib/sbom.php VERSION SECONDS, in the root of the repository. SECONDS is the time of the commit.
 *
 * Whoever compiles the extension has libraries of his own: named here are the oldest versions that will do. What it loads
 * is optional: only the files and URLs that need it do not work without it. The prebuilt modules have three of the libraries
 * linked in, and there the versions are known.
 */

declare(strict_types=1);

namespace PhotoLibrary\Package;

/** Name => how we get it, pkg-config's name, the file that is linked or loaded, licence, where it is from. */
const LIBRARIES = [
    'libjpeg-turbo' => ['linked', 'libjpeg', 'libjpeg.so', 'IJG AND BSD-3-Clause AND Zlib', 'libjpeg-turbo/libjpeg-turbo'],
    'Little CMS' => ['linked', 'lcms2', 'liblcms2.so.2', 'MIT', 'mm2/little-cms'],
    'oneTBB' => ['linked', 'tbb', 'libtbb.so.12', 'Apache-2.0', 'uxlfoundation/onetbb'],
    'zlib' => ['linked', 'zlib', 'libz.so.1', 'Zlib', 'madler/zlib'],
    'GCC runtime' => ['linked', '', 'libstdc++.so.6 libgcc_s.so.1', 'GPL-3.0-or-later WITH GCC-exception-3.1', 'gcc-mirror/gcc'],
    'libwebp' => ['loaded', 'libwebp', 'libwebp.so.7', 'BSD-3-Clause', 'webmproject/libwebp'],
    'libvips' => ['loaded', 'vips', 'libvips.so.42', 'LGPL-2.1-or-later', 'libvips/libvips'],
    'libcurl' => ['loaded', 'libcurl', 'libcurl.so.4', 'curl', 'curl/curl'],
];

/** The oldest version that configure takes, if it asks. */
function minimum(string $library, string $module): ?string
{
    $configure = (string) file_get_contents('config.m4');
    $patterns = [
        '/PHOTOLIBRARY_LIBRARY\(\[\w+\], \[' . preg_quote($module, '/') . '\](?:,\s*\[[^\]]*\]){4},\s*\[(\d[\d.]*)\]/',
        '/PHOTOLIBRARY_TOO_OLD\(\[' . preg_quote($library, '/') . '\], \[[^\]]*\], \[(\d[\d.]*)\]/',
    ];
    foreach ($patterns as $pattern) {
        if (preg_match($pattern, $configure, $match) === 1) {
            return $match[1];
        }
    }

    return null;
}

/** @return array<string, mixed> */
function component(string $type, string $name, string $license, ?string $version = null): array
{
    return [
        'type' => $type,
        'bom-ref' => $name,
        'name' => $name,
        ...($version === null ? [] : ['version' => $version]),
        'licenses' => [['expression' => $license]],
    ];
}

/**
 * @param array<string, string|null> $properties
 * @return list<array{name: string, value: string}>
 */
function properties(array $properties): array
{
    $list = [];
    foreach ($properties as $name => $value) {
        if ($value !== null) {
            $list[] = ['name' => "photolibrary:{$name}", 'value' => $value];
        }
    }

    return $list;
}

/** @return list<array<string, mixed>> */
function libraries(): array
{
    $components = [];
    foreach (LIBRARIES as $name => [$how, $module, $files, $license, $repository]) {
        $components[] = component('library', $name, $license) + [
            'scope' => $how === 'loaded' ? 'optional' : 'required',
            'purl' => "pkg:github/{$repository}",
            'properties' => properties(['how' => $how, 'files' => $files, 'oldest version' => minimum($name, $module)]),
        ];
    }

    return $components;
}

/** @return list<array<string, mixed>> what bin/prebuilt links in, of the sources that it names */
function linked_in(): array
{
    preg_match_all('/^    ([a-z-]+[a-z0-9]*)-(\d[\d.]*) \S+ ([0-9a-f]{64})$/m', (string) file_get_contents('bin/prebuilt'), $sources, PREG_SET_ORDER);
    $components = [];
    foreach ($sources as [, $module, $version, $sum]) {
        foreach (LIBRARIES as $name => [, $of, , $license, $repository]) {
            if (\in_array($module, [$of, $name], true)) {
                $components[] = ['bom-ref' => "{$name} {$version}"] + component('library', $name, $license, $version) + [
                    'purl' => "pkg:github/{$repository}@{$version}",
                    'properties' => properties(['how' => 'linked in', 'sha256 of its source' => $sum]),
                ];
            }
        }
    }

    return $components;
}

[, $version, $seconds] = $argv;
$extension = component('library', 'photolibrary', 'MIT', $version) + ['purl' => "pkg:composer/photolibrary/photolibrary@{$version}"];
// The plugin's zip brings a copy, under another name: see docs/decisions/renamed-copy.md.
$plugin = component('application', 'PhotoLibrary for WordPress', 'GPL-2.0-or-later', $version) + [
    'components' => [component('library', 'PhotoLibrary\Cli', 'MIT', $version) + ['properties' => properties(['how' => 'vendored'])]],
];
$linked = linked_in();
$prebuilt = component('library', 'photolibrary, prebuilt', 'MIT', $version) + ['components' => $linked];
echo json_encode([
    '$schema' => 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    'bomFormat' => 'CycloneDX',
    'specVersion' => '1.6',
    'version' => 1,
    'metadata' => ['timestamp' => gmdate('Y-m-d\TH:i:s\Z', (int) $seconds), 'component' => $extension],
    'components' => [...libraries(), $prebuilt, $plugin],
    'dependencies' => [
        ['ref' => 'photolibrary', 'dependsOn' => array_keys(LIBRARIES)],
        ['ref' => 'photolibrary, prebuilt', 'dependsOn' => array_column($linked, 'bom-ref')],
        ['ref' => 'PhotoLibrary for WordPress', 'dependsOn' => ['photolibrary', 'PhotoLibrary\Cli']],
    ],
], JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR), "\n";
