#!/bin/sh

php -d extension=/path/to/photolibrary.so script.php
php -d extension=/path/to/photolibrary.so "$(command -v wp)" photolibrary sync_palettes
