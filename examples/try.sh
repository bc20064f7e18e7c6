#!/bin/sh

bin/demo            # builds, sets up a real WordPress, computes palettes in every mode, writes demo.html
bin/test            # installs what the tests need and runs all of them
