#!/bin/sh

phpize8.4
./configure --with-php-config=php-config8.4
make -j"$(nproc)"
sudo make install
