#!/bin/sh

sudo apt install php-dev g++ make pkg-config libjpeg-dev liblcms2-dev libtbb-dev zlib1g-dev libwebp-dev libvips-dev \
    libcurl4-openssl-dev
phpize && ./configure && make
