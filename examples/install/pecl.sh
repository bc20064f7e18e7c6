#!/bin/sh

sudo apt install php-pear php-dev g++ make pkg-config libjpeg-dev liblcms2-dev libtbb-dev zlib1g-dev libwebp-dev libvips-dev \
    libcurl4-openssl-dev
sudo env MAKEFLAGS="-j$(nproc)" pecl install ./photolibrary-0.1.0.tgz
