<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\WordPress;

/**
 * A real WordPress on SQLite in a folder of its own, with the plugin as bin/package packs it. It is set up once a run
 * and copied for each test.
 */
final readonly class Site
{
    /** How far a run is, which it says every few seconds: on a busy machine any run may take so long. */
    private const PROGRESS = '~^\d+ of \d+, [\d.]+ images/s, (?:[\d:]+|\?) left, \d+ skipped, \d+ failed\n~m';

    private const TABLES = ['wp_photolibrary_palettes', 'wp_photolibrary_colors'];

    private function __construct(public string $folder) {}

    public static function copy(): self
    {
        static $original = null;
        static $number = 0;
        $original ??= self::original();
        \assert(\is_string($original) && \is_int($number));
        $folder = \dirname($original) . '/site-' . ++$number;
        self::shell('wordpress_copy "$1" "$2"', $original, $folder);

        return new self($folder);
    }

    public function remove(): void
    {
        self::shell('rm -rf "$1"', $this->folder);
    }

    /** Runs wp, with nothing on STDIN. */
    public function wp(string ...$arguments): Outcome
    {
        return $this->run(array_values($arguments));
    }

    /**
     * @param list<string> $arguments
     * @param array<string, string|null> $environment added to ours; null: removed from it
     * @param string $shell what the shell makes of the command line "$@"
     */
    public function run(array $arguments, array $environment = [], string $shell = 'exec "$@" </dev/null'): Outcome
    {
        $environment = array_filter(
            $environment + ['WP_CLI_ALLOW_ROOT' => '1', 'WP_CLI_CONFIG_PATH' => '/dev/null', 'COLUMNS' => '200'] + getenv(),
            is_string(...),
        );
        $command = ['sh', '-c', $shell, 'sh', self::wpFile(), "--path={$this->folder}", ...$arguments];
        $files = [(string) tempnam(sys_get_temp_dir(), 'out'), (string) tempnam(sys_get_temp_dir(), 'err')];
        $process = proc_open($command, [1 => ['file', $files[0], 'w'], 2 => ['file', $files[1], 'w']], $pipes, $this->folder, $environment);
        \assert(\is_resource($process));
        do {
            $status = proc_get_status($process);
            usleep(1000);
        } while ($status['running']);
        proc_close($process);
        [$stdout, $stderr] = array_map(file_get_contents(...), $files);
        array_map(unlink(...), $files);

        return new Outcome(
            $status['signaled'] ? 128 + $status['termsig'] : $status['exitcode'],
            (string) $stdout,
            (string) preg_replace(self::PROGRESS, '', (string) $stderr),
        );
    }

    public function sync(string ...$options): Outcome
    {
        return $this->wp('photolibrary', 'sync_palettes', ...$options);
    }

    /** Adds code that WordPress loads before all plugins. */
    public function addCode(string $name, string $php): void
    {
        file_put_contents("{$this->folder}/wp-content/mu-plugins/{$name}.php", "<?php\n{$php}\n");
    }

    public function useProbe(string $name): void
    {
        copy(__DIR__ . "/probes/{$name}.php", "{$this->folder}/wp-content/mu-plugins/{$name}.php");
    }

    public function uploads(string $file = ''): string
    {
        return rtrim("{$this->folder}/wp-content/uploads/{$file}", '/');
    }

    /**
     * Uploads files as wp media import does it, with the sizes that GD makes.
     *
     * @return list<int> ids
     */
    public function upload(string ...$files): array
    {
        $this->addCode('gd', "add_filter('wp_image_editors', static fn() => ['WP_Image_Editor_GD']);");
        $outcome = $this->wp('media', 'import', '--porcelain', ...$files);
        if ($outcome->status !== 0) {
            throw new \RuntimeException($outcome->all());
        }

        return array_map(intval(...), explode("\n", trim($outcome->stdout)));
    }

    /**
     * Adds small photos, each of its own colours, without any sizes.
     *
     * @return list<int> ids
     */
    public function addPhotos(int $count): array
    {
        is_dir($this->uploads('photos')) || mkdir($this->uploads('photos'), 0o755, true);
        $ids = [];
        $this->database()->beginTransaction();
        for ($i = 0; $i < $count; ++$i) {
            $ids[] = $id = $this->addAttachment("photos/{$i}.jpg", 'image/jpeg', ['width' => 80, 'height' => 60]);
            Photo::write($this->uploads("photos/{$i}.jpg"), 80, 60, $id);
        }
        $this->database()->commit();

        return $ids;
    }

    /**
     * Adds the record of an attachment, whatever file it names.
     *
     * @param array<mixed> $metadata
     */
    public function addAttachment(string $file, string $mimeType, array $metadata = []): int
    {
        $this->query(
            "INSERT INTO wp_posts (post_content, post_title, post_excerpt, post_status, to_ping, pinged,
                post_content_filtered, post_type, post_mime_type)
             VALUES ('', ?, '', 'inherit', '', '', '', 'attachment', ?)",
            $file,
            $mimeType,
        );
        $id = (int) $this->database()->lastInsertId();
        $this->addMeta($id, '_wp_attached_file', $file);
        $this->addMeta($id, '_wp_attachment_metadata', serialize($metadata + ['file' => $file]));

        return $id;
    }

    public function addMeta(int $id, string $key, string $value): void
    {
        $this->query('INSERT INTO wp_postmeta (post_id, meta_key, meta_value) VALUES (?, ?, ?)', $id, $key, $value);
    }

    /** @return list<array<string, int|string|null>> */
    public function query(string $sql, int|string|null ...$values): array
    {
        $statement = $this->database()->prepare($sql);
        $statement->execute(array_values($values));

        /** @var list<array<string, int|string|null>> */
        return $statement->fetchAll(\PDO::FETCH_ASSOC);
    }

    /**
     * @return list<list<int>> rows of nothing but numbers
     */
    public function numbers(string $sql, int|string|null ...$values): array
    {
        return array_map(
            static fn(array $row): array => array_map(
                static fn(mixed $value): int => \is_int($value) ? $value : throw new \UnexpectedValueException(get_debug_type($value)),
                array_values($row),
            ),
            $this->query($sql, ...$values),
        );
    }

    public function value(string $sql, int|string|null ...$values): int|string|null
    {
        $row = $this->query($sql, ...$values)[0] ?? [];

        return $row === [] ? null : reset($row);
    }

    public function text(string $sql, int|string|null ...$values): string
    {
        return (string) $this->value($sql, ...$values);
    }

    /** All of the database, as text. */
    public function dump(): string
    {
        $dump = '';
        foreach ($this->query('SELECT name, sql FROM sqlite_master ORDER BY name') as ['name' => $name, 'sql' => $sql]) {
            $dump .= "{$name}: {$sql}\n";
            if (\is_string($sql) && str_starts_with($sql, 'CREATE TABLE')) {
                foreach ($this->query("SELECT * FROM \"{$name}\"") as $row) {
                    $dump .= json_encode($row, JSON_INVALID_UTF8_SUBSTITUTE) . "\n";
                }
            }
        }

        return $dump;
    }

    public function hasTables(): bool
    {
        return $this->value(
            "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name IN (?, ?)",
            ...self::TABLES,
        ) === \count(self::TABLES);
    }

    public function dropTables(): void
    {
        $names = implode(', ', self::TABLES);
        $outcome = $this->wp('eval', "\$GLOBALS['wpdb']->query('DROP TABLE {$names}') || exit(1);");
        if ($outcome->status !== 0) {
            throw new \RuntimeException($outcome->all());
        }
    }

    public static function wpFile(): string
    {
        return \dirname(__DIR__, 2) . '/.cache/wordpress/bin/wp';
    }

    private function database(): \PDO
    {
        static $connections = [];
        \assert(\is_array($connections));
        $connection = $connections[$this->folder] ??= new \PDO(
            "sqlite:{$this->folder}/wp-content/database/.ht.sqlite",
            options: [\PDO::ATTR_STRINGIFY_FETCHES => false, \PDO::ATTR_ERRMODE => \PDO::ERRMODE_EXCEPTION],
        );
        \assert($connection instanceof \PDO);

        return $connection;
    }

    private static function original(): string
    {
        $folder = \dirname(__DIR__, 2) . '/.cache/test-sites/' . getmypid();
        register_shutdown_function(static fn() => self::shell('rm -rf "$1"', $folder));
        $original = "{$folder}/original";
        // Else WordPress stores a list of the theme's files now and then: the database would change by itself.
        self::shell(
            'wordpress_site "$1"; wordpress_wp "$1" plugin install "$(bin/package)" --activate --quiet
                wordpress_wp "$1" config set WP_DEVELOPMENT_MODE theme',
            $original,
        );

        return $original;
    }

    private static function shell(string $script, string ...$arguments): void
    {
        $root = \dirname(__DIR__, 2);
        $command = ['bash', '-euo', 'pipefail', '-c', ". bin/lib/wordpress.sh; {$script}", 'bash', ...array_values($arguments)];
        $process = proc_open($command, [['file', '/dev/null', 'r'], ['file', '/dev/null', 'w'], ['pipe', 'w']], $pipes, $root);
        \assert(\is_resource($process));
        $errors = (string) stream_get_contents($pipes[2]);
        if (proc_close($process) !== 0) {
            throw new \RuntimeException("{$script}: {$errors}");
        }
    }
}
