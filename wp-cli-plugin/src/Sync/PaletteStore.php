<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Sync;

use PhotoLibrary\Palette;
use PhotoLibrary\Swatch;
use PhotoLibrary\WordPress\Library\PaletteTable;
use PhotoLibrary\WordPress\Library\StoredPalette;

/**
 * Keeps the results of one run in the tables of the site.
 *
 * @phpstan-import-type Row from PaletteTable
 */
final readonly class PaletteStore implements ResultSink
{
    private string $run;

    /** @param string $parameters hash of the options that the palettes are computed with */
    public function __construct(private PaletteTable $table, private string $parameters)
    {
        $this->run = bin2hex(random_bytes(8));
    }

    public function open(): void
    {
        $this->table->schema->install();
    }

    public function put(array $results): void
    {
        $palettes = $failures = [];
        foreach ($results as $result) {
            $palette = $result->palette();
            if ($palette === null) {
                $failures[] = $this->attemptRow($result);
            } else {
                $palettes[$result->attachment()->id] = [$this->paletteRow($result, $palette), self::swatches($palette)];
            }
        }
        $this->table->store($palettes, $failures);
    }

    /** @return Row */
    private function attemptRow(Result $result): array
    {
        $failure = $result->failure();
        $attachment = $result->attachment();

        return [
            'attachment_id' => $attachment->id,
            'status' => $failure === null ? PaletteTable::OK : PaletteTable::FAILED,
            'reason' => $failure?->reason->value ?? '',
            'message' => $result->job->files->withoutUrls($result->message(), $attachment),
            'attempts' => $failure === null ? 1 : $failure->attempts,
            'file_key' => hash('xxh128', $attachment->file),
            // That of no file makes the next run try again.
            'fingerprint' => $result->isTransient() ? '' : $result->job->fingerprint,
            'run_id' => $this->run,
            'updated_gmt' => gmdate('Y-m-d H:i:s'),
        ];
    }

    /** @return Row */
    private function paletteRow(Result $result, Palette $palette): array
    {
        return $this->attemptRow($result) + self::sourceColumns($result->job, $palette) + [
            'params_hash' => $this->parameters,
            'colour_space' => $palette->colorSpace,
            'palette' => self::json($palette),
            'mirrored' => 1,
        ];
    }

    /** @return array{source: string, source_bytes: int|null, source_mtime: int|null, etag: string|null} of the file read */
    private static function sourceColumns(Job $job, Palette $palette): array
    {
        if ($job->isRemote) {
            return [
                'source' => $job->files->name($job->attachment),
                'source_bytes' => $palette->remote?->size,
                'source_mtime' => self::time((string) $palette->remote?->lastModified),
                'etag' => self::sendable((string) $palette->remote?->etag),
            ];
        }
        $stat = @stat($palette->source);

        return [
            'source' => $job->files->relative($palette->source),
            'source_bytes' => $stat === false ? null : $stat['size'],
            'source_mtime' => $stat === false ? null : $stat['mtime'],
            'etag' => null,
        ];
    }

    /** Nothing for a date that could not be sent back as it came. */
    private static function time(string $date): ?int
    {
        $time = strtotime($date);

        return $time !== false && gmdate(StoredPalette::HTTP_DATE, $time) === $date ? $time : null;
    }

    /** Empty for an ETag that could not be sent back as it came. */
    private static function sendable(string $etag): string
    {
        return preg_match('/^[\x20-\x7e]{1,255}$/D', $etag) === 1 ? $etag : '';
    }

    /** The palette as the extension gives it, without what other columns hold. */
    private static function json(Palette $palette): string
    {
        $values = array_diff_key($palette->toArray(), ['source' => 0, 'colorSpace' => 0, 'decode' => 0, 'remote' => 0]);

        return json_encode($values, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE);
    }

    /** @return list<array{\PhotoLibrary\Color, float}> */
    private static function swatches(Palette $palette): array
    {
        return array_map(static fn(Swatch $swatch): array => [$swatch->color, $swatch->share], $palette->swatches);
    }
}
