<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Library;

/**
 * The two tables, on the current blog. All they hold can be computed again, except the overrides of users.
 *
 *  palettes  one row an attachment: what was computed or why not, from which file, with which parameters
 *  colors    one row a swatch, indexed for the search by colour
 */
final readonly class Schema
{
    private const OPTION = 'photolibrary_schema';
    private const VERSION = '1';

    public function __construct(private Database $database) {}

    public function exists(): bool
    {
        return $this->database->hasTable($this->palettes()) && $this->database->hasTable($this->colors());
    }

    /** Whether the tables were ever made; asks no more than WordPress' cache of options. */
    public function isInstalled(): bool
    {
        return get_option(self::OPTION) !== false;
    }

    /** Creates the tables, or brings them up to date. */
    public function install(): void
    {
        if (get_option(self::OPTION) === self::VERSION && $this->exists()) {
            return;
        }
        require_once ABSPATH . 'wp-admin/includes/upgrade.php';
        dbDelta($this->palettesSql());
        dbDelta($this->colorsSql());
        if (!$this->exists()) {
            throw new StorageError(__('The tables could not be created.', 'photolibrary'));
        }
        update_option(self::OPTION, self::VERSION);
    }

    public function drop(): void
    {
        foreach ($this->tables() as $table) {
            $this->database->execute("DROP TABLE IF EXISTS {$table}");
        }
        delete_option(self::OPTION);
    }

    /** @return list<string> */
    public function tables(): array
    {
        return [$this->palettes(), $this->colors()];
    }

    public function palettes(): string
    {
        return $this->database->table('palettes');
    }

    public function colors(): string
    {
        return $this->database->table('colors');
    }

    // What was read from a server has an `etag`, which is empty if the server named none, and its Last-Modified as
    // `source_mtime`; what was read on this machine has NULL. No row holds a URL or an absolute path.
    // Three columns have no reader yet: `file_key` is to find the copies of one file, so that it is computed once;
    // `run_id` is to list what a run did; `mirrored` is to tell the `_pl_palette` that we wrote from other plugins' own.
    // dbDelta reads these line by line: one column a line, two spaces after PRIMARY KEY, types in lower case.

    private function palettesSql(): string
    {
        return "CREATE TABLE {$this->palettes()} (
            attachment_id bigint(20) unsigned NOT NULL,
            status varchar(10) NOT NULL,
            reason varchar(20) NOT NULL DEFAULT '',
            message varchar(500) NOT NULL DEFAULT '',
            attempts smallint(5) unsigned NOT NULL DEFAULT 0,
            file_key char(32) NOT NULL DEFAULT '',
            source varchar(500) NOT NULL DEFAULT '',
            source_bytes bigint(20) unsigned NULL,
            source_mtime bigint(20) NULL,
            etag varchar(255) NULL,
            fingerprint char(32) NOT NULL DEFAULT '',
            params_hash varchar(64) NOT NULL DEFAULT '',
            colour_space varchar(100) NOT NULL DEFAULT '',
            palette longtext NULL,
            override longtext NULL,
            mirrored tinyint(1) NOT NULL DEFAULT 0,
            run_id char(16) NOT NULL DEFAULT '',
            updated_gmt datetime NOT NULL,
            PRIMARY KEY  (attachment_id),
            KEY status (status,attachment_id),
            KEY file_key (file_key),
            KEY run_id (run_id)
        ) {$this->database->charsetCollate()};";
    }

    /** `share` counts ten-thousandths; `l`, `a` and `b` are OKLab times 10,000; `family` is that of Color::family(). */
    private function colorsSql(): string
    {
        return "CREATE TABLE {$this->colors()} (
            attachment_id bigint(20) unsigned NOT NULL,
            `rank` tinyint(3) unsigned NOT NULL,
            rgb mediumint(8) unsigned NOT NULL,
            `share` smallint(5) unsigned NOT NULL,
            l smallint(6) NOT NULL,
            a smallint(6) NOT NULL,
            b smallint(6) NOT NULL,
            family varchar(10) NULL,
            PRIMARY KEY  (attachment_id,`rank`),
            KEY lab (l,a,b),
            KEY family (family,`share`)
        ) {$this->database->charsetCollate()};";
    }
}
