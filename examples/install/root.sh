#!/bin/sh

sudo make install
echo 'extension=photolibrary.so' | sudo tee /etc/php/8.2/mods-available/photolibrary.ini
sudo phpenmod photolibrary           # for the command line and FPM
sudo systemctl restart php8.2-fpm    # FPM reads its ini files when it starts
php --ri photolibrary                # versions, decoders, limits
