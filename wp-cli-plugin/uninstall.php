<?php

/**
 * Drops the tables of every site. The `_pl_palette` meta stays: it belongs to the photos, and other plugins read it.
 */

declare(strict_types=1);

use PhotoLibrary\WordPress\Library\Database;
use PhotoLibrary\WordPress\Library\Schema;

if (!defined('WP_UNINSTALL_PLUGIN')) {
    exit;
}

require_once __DIR__ . '/src/autoload.php';

(static function (): void {
    if (!is_multisite()) {
        (new Schema(Database::ofWordPress()))->drop();
        return;
    }
    foreach (get_sites(['fields' => 'ids', 'number' => 0]) as $site) {
        switch_to_blog($site);
        (new Schema(Database::ofWordPress()))->drop();
        restore_current_blog();
    }
})();
