#!/bin/sh

sudo apt install ansible-core composer php-sqlite3
composer install --working-dir=cli && export PATH="$PWD/cli/bin:$PATH"
cp -R examples/actions/project /tmp/shop && cd /tmp/shop    # three "servers", which are folders of this machine
photolibrary actions provision production
photolibrary actions deploy production
