<?php

/**
 * The part of bin/package that writes the zip: php -d phar.readonly=0 bin/lib/package.php ZIP SECONDS, in the root of
 * the repository. SECONDS is the time that all files get: the same commit makes the same zip, to the byte.
 *
 * The plugin brings its own copy of PhotoLibrary\Cli, under a name of its own: another plugin may have loaded the package
 * in another version.
 */

declare(strict_types=1);

namespace PhotoLibrary\Package;

const SHARED = 'PhotoLibrary\\WordPress\\Shared';

/** @return list<string> paths below the folder, sorted */
function files(string $folder): array
{
    $files = [];
    foreach (new \RecursiveIteratorIterator(new \RecursiveDirectoryIterator($folder, \FilesystemIterator::SKIP_DOTS)) as $file) {
        \assert($file instanceof \SplFileInfo);
        $files[] = substr($file->getPathname(), \strlen($folder) + 1);
    }
    sort($files);

    return $files;
}

function code(string $path): string
{
    $code = (string) file_get_contents($path);

    return str_ends_with($path, '.php') ? (string) preg_replace('/\bPhotoLibrary\\\\Cli\b/', addcslashes(SHARED, '\\'), $code) : $code;
}

/**
 * The sentences of every Text as WordPress' tools look for them: they read calls of __() only.
 *
 * @param list<string> $sources
 */
function texts(array $sources): string
{
    preg_match_all(
        '~(?:(/\* translators: [^*]*\*/)\s*(?:[^\n/\']*?))?new Text\(\s*(/\* translators: [^*]*\*/)?\s*(\'(?:[^\'\\\\]|\\\\.)*\')~',
        implode("\n", $sources),
        $found,
        PREG_SET_ORDER,
    );
    $calls = '';
    foreach ($found as [, $before, $within, $text]) {
        $calls .= ltrim($before . $within . "\n") . "__({$text}, 'photolibrary');\n";
    }

    return "<?php\n\n// Never run: every Text, for translation tools, which read calls of __() only.\n\n{$calls}";
}

/** @param 'v'|'V' $format of 16 or 32 bits */
function number(string $bytes, int $at, string $format): int
{
    $found = unpack($format, $bytes, $at)[1] ?? null;

    return \is_int($found) ? $found : throw new \RuntimeException('this is no zip');
}

/** Sets the time of every file: PharData writes when it was run. */
function set_times(string $zip, int $seconds): void
{
    [$year, $month, $day, $hour, $minute, $second] = array_map(intval(...), explode(' ', gmdate('Y n j G i s', $seconds)));
    $time = pack('vv', $hour << 11 | $minute << 5 | $second >> 1, ($year - 1980) << 9 | $month << 5 | $day);
    $bytes = (string) file_get_contents($zip);
    $end = (int) strrpos($bytes, "PK\5\6");
    $at = number($bytes, $end + 16, 'V');
    for ($left = number($bytes, $end + 10, 'v'); $left > 0; --$left) {
        $bytes = substr_replace($bytes, $time, $at + 12, 4);
        $bytes = substr_replace($bytes, $time, number($bytes, $at + 42, 'V') + 10, 4);
        $at += 46 + number($bytes, $at + 28, 'v') + number($bytes, $at + 30, 'v') + number($bytes, $at + 32, 'v');
    }
    file_put_contents($zip, $bytes);
}

[, $zip, $seconds] = $argv;
is_file($zip) && unlink($zip);
umask(0o022); // the rights of the files follow it
// PHP's own zip writer: neither zip nor the zip extension is part of a minimal installation.
$archive = new \PharData($zip, 0, null, \Phar::ZIP);
$sources = [];
foreach (files('wp-cli-plugin') as $file) {
    $sources[] = $code = code("wp-cli-plugin/{$file}");
    $archive->addFromString("photolibrary/{$file}", $code);
}
foreach (files('php/src/Cli') as $file) {
    $sources[] = $code = code("php/src/Cli/{$file}");
    $archive->addFromString("photolibrary/src/Shared/{$file}", $code);
}
$archive->addFromString('photolibrary/src/Shared/texts.php', texts($sources));
$archive->addFromString('photolibrary/src/Shared/LICENSE', code('LICENSE')); // addFile() takes over its rights
$archive->compressFiles(\Phar::GZ);
unset($archive);
set_times($zip, (int) $seconds);
