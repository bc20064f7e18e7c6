<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\WordPress;

/**
 * The plugin comes, meets others, lacks what it needs, and goes.
 */
final class SetupTest extends SiteTestCase
{
    private const WITHOUT_EXTENSION = ['PHP_INI_SCAN_DIR' => null];

    public function testWithoutTheExtensionItSaysHowToLoadIt(): void
    {
        $ids = $this->site->addPhotos(2);
        $home = "{$this->site->folder}/a home";
        mkdir($home);
        symlink(Module::loaded(), "{$home}/photolibrary.so");
        $environment = self::WITHOUT_EXTENSION + ['HOME' => $home];
        $outcome = $this->site->run(['photolibrary', 'sync_palettes', (string) $ids[0], '--workers=2'], $environment);

        self::assertRefused('The photolibrary extension, which computes the palettes, is not loaded in this PHP (' . PHP_VERSION . '). Load it:', $outcome);
        $line = self::matchIn($outcome->stderr, '/^(php -d extension=.*)$/m');
        self::assertStringContainsString("'{$home}/photolibrary.so'", $line);
        $filledIn = $this->site->run([], $environment, "{$line} </dev/null");
        self::assertSame(0, $filledIn->status, $line . $filledIn->all());
        self::assertSame([$ids[0]], $this->withPalette());
    }

    public function testTheLineFindsWpAsTheShellDoes(): void
    {
        $path = \dirname(Site::wpFile()) . ':' . getenv('PATH');
        $outcome = $this->site->run(['photolibrary', 'sync_palettes', '--max-images=1'], self::WITHOUT_EXTENSION + ['PATH' => $path, 'HOME' => '/nowhere']);

        self::assertStringEndsWith(
            "\nphp -d extension=/path/to/photolibrary.so \"\$(command -v wp)\" --path={$this->site->folder} photolibrary sync_palettes --max-images=1\n",
            $outcome->stderr,
        );
    }

    public function testWithoutTheExtensionTheRestOfWordPressWorks(): void
    {
        $this->site->addPhotos(2);
        $this->sync();

        $stats = $this->site->run(['photolibrary', 'stats', '--format=json'], self::WITHOUT_EXTENSION);
        self::assertSame(0, $stats->status, $stats->all());
        self::assertSame(2, ((array) json_decode($stats->stdout, true))['with_palette']);
        self::assertStringStartsWith('Warning: Without the photolibrary extension', $stats->stderr);
        self::assertSame(0, $this->site->run(['post', 'list'], self::WITHOUT_EXTENSION)->status);
        $mistake = $this->site->run(['photolibrary', 'stats', '--colors=99'], self::WITHOUT_EXTENSION);
        self::assertSame("Error: --colors must be a whole number from 1 to 32.\n", $mistake->stderr);
    }

    public function testTheEarlierPluginsTraitMakesOursStepBack(): void
    {
        $this->site->addCode('earlier', "if (defined('WP_CLI')) { trait PhotoLibrary_CLI_Parallel { private function process_sequential() {} } }");

        $outcome = $this->site->sync();
        self::assertSame(1, $outcome->status);
        self::assertStringContainsString('Warning: PhotoLibrary does nothing as long as the earlier PhotoLibrary plugin is active', $outcome->stderr);
        self::assertStringContainsString("Error: 'photolibrary' is not a registered wp command", $outcome->stderr);
        self::assertSucceeded($this->site->wp('option', 'get', 'home'));
    }

    public function testTheEarlierPluginCanBeActivated(): void
    {
        $folder = "{$this->site->folder}/wp-content/plugins/earlier";
        mkdir($folder);
        file_put_contents("{$folder}/earlier.php", "<?php\n/* Plugin Name: Earlier */\ntrait PhotoLibrary_CLI_Parallel {}\n");

        self::assertSucceeded($this->site->wp('plugin', 'activate', 'earlier'));
        self::assertStringContainsString('Warning: PhotoLibrary does nothing', $this->site->sync()->stderr);
        self::assertSucceeded($this->site->wp('plugin', 'deactivate', 'earlier'));
    }

    public function testTheEarlierPluginsCommandIsNotReplaced(): void
    {
        $this->site->addCode('earlier', "class Earlier { public function sync_palettes() { WP_CLI::log('earlier'); } }
            add_action('cli_init', static fn() => WP_CLI::add_command('photolibrary', 'Earlier'), 99);");

        $outcome = $this->site->sync();
        self::assertSame("earlier\n", $outcome->stdout, $outcome->all());
        self::assertStringContainsString('Warning: PhotoLibrary does nothing', $outcome->stderr);
    }

    public function testAnAdministratorSeesTheConflict(): void
    {
        $this->site->addCode('earlier', 'trait PhotoLibrary_CLI_Parallel {}');
        $notice = "wp_set_current_user(get_users(['role' => 'administrator'])[0]->ID); do_action('admin_notices');";

        self::assertStringContainsString('Deactivate the earlier one', $this->site->wp('eval', $notice)->stdout);
        unlink("{$this->site->folder}/wp-content/mu-plugins/earlier.php");
        self::assertStringNotContainsString('earlier', $this->site->wp('eval', $notice)->stdout);
    }

    public function testTheTablesAreMadeOnActivationAndAgainOnDemand(): void
    {
        self::assertTrue($this->site->hasTables());
        $this->site->addPhotos(1);
        $this->site->dropTables();

        self::assertSucceeded($this->site->wp('photolibrary', 'stats'));
        self::assertFalse($this->site->hasTables(), 'Counting makes no tables.');
        self::assertCounts(['processed' => 1], $this->sync());
        self::assertTrue($this->site->hasTables());
    }

    public function testUninstallingDropsTheTables(): void
    {
        $this->site->addPhotos(2);
        $this->sync();

        $outcome = $this->site->wp('plugin', 'uninstall', 'photolibrary', '--deactivate');
        self::assertSame(0, $outcome->status, $outcome->all());
        self::assertFalse($this->site->hasTables());
        self::assertNull($this->site->value("SELECT 1 FROM wp_options WHERE option_name LIKE 'photolibrary%'"));
        self::assertSame(2, $this->site->value("SELECT COUNT(*) FROM wp_postmeta WHERE meta_key = '_pl_palette'"));
    }

    public function testEverySiteOfANetworkHasItsOwnTables(): void
    {
        $this->site->addPhotos(2);
        self::assertSame(0, $this->site->wp('core', 'multisite-convert')->status);
        self::assertSame(0, $this->site->wp('site', 'create', '--slug=second')->status);
        self::assertCounts(['total' => 2, 'processed' => 2], $this->sync());
        self::assertNull($this->site->value("SELECT 1 FROM sqlite_master WHERE name = 'wp_2_photolibrary_palettes'"));

        self::assertSame(0, $this->site->wp('plugin', 'activate', 'photolibrary', '--network')->status);
        $report = $this->sync('--url=http://photolibrary.test/second');
        self::assertCounts(['total' => 0, 'site' => 'http://photolibrary.test/second'], $report);
        self::assertSame(0, $this->site->value('SELECT COUNT(*) FROM wp_2_photolibrary_palettes'));
        self::assertCount(2, $this->withPalette());

        self::assertSame(0, $this->site->wp('site', 'delete', '2', '--yes')->status);
        self::assertNull($this->site->value("SELECT 1 FROM sqlite_master WHERE name LIKE 'wp_2_photolibrary%'"));
    }
}
