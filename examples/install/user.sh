#!/bin/sh

mkdir -p ~/.config/php
echo "extension=$PWD/modules/photolibrary.so" > ~/.config/php/photolibrary.ini
export PHP_INI_SCAN_DIR=:$HOME/.config/php     # put this line into ~/.profile to keep it
