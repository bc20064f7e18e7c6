<?php

/**
 * Plugin Name:       PhotoLibrary
 * Description:       Colour palettes of all photos in the media library, computed by the photolibrary PHP extension: wp photolibrary sync_palettes.
 * Version:           0.1.0
 * Requires at least: 6.1
 * Requires PHP:      8.2
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:       photolibrary
 */

declare(strict_types=1);

if (!defined('ABSPATH')) {
    exit;
}

// WordPress checks the version when a plugin is activated, not when PHP is changed afterwards.
if (PHP_VERSION_ID >= 80200) {
    require_once __DIR__ . '/src/autoload.php';
    PhotoLibrary\WordPress\Plugin::start(__FILE__);
}
