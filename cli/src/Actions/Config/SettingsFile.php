<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Config;

use PhotoLibrary\Actions\Support\Environment;
use PhotoLibrary\Actions\Support\Files;
use PhotoLibrary\Actions\Support\PlainText;
use PhotoLibrary\Actions\Support\Quoted;
use PhotoLibrary\Actions\Support\Suggestion;
use Symfony\Component\Yaml\Exception\ParseException;
use Symfony\Component\Yaml\Yaml;

/**
 * config.yml of an environment.
 */
final class SettingsFile
{
    private const MAX_BYTES = 65536;

    /** @throws SettingsException all that is wrong in it, at once */
    public static function load(Environment $environment): Settings
    {
        $path = $environment->settingsFile();
        $shown = $environment->shown($path);
        if (!file_exists($path) && !is_link($path)) {
            return Settings::fromFile([], static fn(): string => $shown, [], ["{$shown} does not exist: all settings"
                . ' have their defaults.']);
        }

        return self::parse(self::content($path, $shown), $shown);
    }

    /** @throws SettingsException */
    public static function parse(string $yaml, string $shown): Settings
    {
        try {
            $values = Yaml::parse($yaml, Yaml::PARSE_EXCEPTION_ON_INVALID_TYPE) ?? [];
        } catch (ParseException $error) {
            throw new SettingsException([self::syntaxProblem($error, $yaml, $shown)]);
        }
        if (!\is_array($values) || $values !== [] && array_is_list($values)) {
            throw new SettingsException(["{$shown}:1: expected key: value, for example max_parallel_workers: 3, but"
                . ' it is '
                . (\is_array($values) ? 'a list' : Quoted::value($values)) . '. ' . 'Write each setting on a line of'
                . ' its own.']);
        }

        return self::judged($values, $yaml, $shown);
    }

    /** The reference: all settings with their defaults, as a file that can be used. */
    public static function reference(): string
    {
        $settings = Settings::defaults();
        $lines = ['# All settings of inventory/<environment>/config.yml with their defaults. Every one can be left'
            . ' out.', ''];
        foreach (SettingsTable::all() as $name => $setting) {
            array_push(
                $lines,
                "# {$setting->explanation}",
                "# {$setting->type->description()}",
                "{$name}: {$settings->written($name)}",
                '',
            );
        }

        return implode("\n", $lines);
    }

    /**
     * @param array<mixed> $values
     * @throws SettingsException
     */
    private static function judged(array $values, string $yaml, string $shown): Settings
    {
        $known = SettingsTable::all();
        $place = static fn(string $key): string => $shown . ':' . self::lineOf($key, $yaml);
        [$given, $problems] = [[], []];
        foreach ($values as $key => $value) {
            $key = (string) $key;
            if (isset($known[$key])) {
                $given[$key] = $value;
            } else {
                $meant = Suggestion::sentence($key, array_keys($known));
                // What stands behind an unknown key may be a secret; behind a misspelt one it is what its setting has.
                $problems[] = "{$place($key)}: " . PlainText::line($key, 60) . ($meant !== ''
                    ? ' (' . Quoted::value($value) . ") is not a setting.{$meant}"
                    : ' is not a setting. Remove it; "config --reference" lists all there are.');
            }
        }

        return Settings::fromFile($given, $place, $problems);
    }

    /** @throws SettingsException */
    private static function content(string $path, string $shown): string
    {
        $yaml = '';
        $problem = Files::problemOf(static function () use ($path, &$yaml): bool {
            if (!is_file($path)) {
                trigger_error(file_exists($path) ? 'it is not a file' : 'it is a link to nothing', E_USER_WARNING);

                return false;
            }
            $read = file_get_contents($path, false, null, 0, self::MAX_BYTES + 1);
            $yaml = (string) $read;

            return $read !== false;
        });
        if ($problem !== null) {
            throw new SettingsException(["{$shown} cannot be read: {$problem}. Make it a file that you may read, or"
                . ' remove it.']);
        }
        if (\strlen($yaml) > self::MAX_BYTES) {
            throw new SettingsException(["{$shown} has more than " . self::MAX_BYTES / 1024 . ' KB: that is no file'
                . ' of settings.']);
        }
        if (!mb_check_encoding($yaml, 'UTF-8')) {
            throw new SettingsException(["{$shown} is not text in UTF-8. Save it as UTF-8."]);
        }

        return $yaml;
    }

    private static function syntaxProblem(ParseException $error, string $yaml, string $shown): string
    {
        $line = $error->getParsedLine();
        $message = $error->getMessage();
        if (preg_match('/^Duplicate key "(.*?)" detected/', $message, $match) === 1) {
            return "{$shown}:{$line}: " . PlainText::line($match[1], 60) . ' is here for the second time. Remove one'
                . ' of the two.';
        }
        if (str_contains($message, 'tabs as indentation')) {
            $line = self::firstTab($yaml) ?? $line;

            return "{$shown}:{$line}: a tab indents this line. YAML allows only spaces there.";
        }
        // The library's own words, without the place, which stands in front of ours.
        $words = preg_replace(['/ at line -?\d+( \(near .*\))?\.?$/s', '/\.$/'], ['$1', ''], $message) ?? $message;

        return $shown . ($line > 0 ? ":{$line}" : '') . ': this is not YAML: ' . PlainText::line($words, 200) . '.';
    }

    private static function firstTab(string $yaml): ?int
    {
        foreach (preg_split('/\R/', $yaml) ?: [] as $index => $line) {
            if (preg_match('/^ *\t/', $line) === 1) {
                return $index + 1;
            }
        }

        return null;
    }

    /** The file is one flat map, so a key's line is the least indented one that begins with it. */
    private static function lineOf(string $key, string $yaml): int
    {
        $pattern = '/^(\s*|.*[{,]\s*)(["\']?)' . preg_quote($key, '/') . '\2\s*:/';
        [$best, $indentation] = [1, PHP_INT_MAX];
        foreach (preg_split('/\R/', $yaml) ?: [] as $index => $line) {
            if (preg_match($pattern, $line, $match) === 1 && \strlen($match[1]) < $indentation) {
                [$best, $indentation] = [$index + 1, \strlen($match[1])];
            }
        }

        return $best;
    }
}
