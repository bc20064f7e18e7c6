#!/bin/sh

sudo phpdismod photolibrary
sudo rm "$(php-config --extension-dir)/photolibrary.so" /etc/php/8.2/mods-available/photolibrary.ini
sudo systemctl restart php8.2-fpm
