#!/bin/sh

photolibrary actions deploy production                        # all servers
photolibrary actions deploy production web-01 staging --tags=code    # a server and a group
photolibrary actions deploy production --check                # dry run: shows what would change
photolibrary actions deploy production --serial=30% --max-fail-percentage=10    # rolling
photolibrary actions status production                        # what each server is and does
photolibrary actions run production                           # goes on after a crash or Ctrl-C
photolibrary actions log 1a2b3c4d --follow                    # reads along
photolibrary actions resolve 1a2b3c4d --as=done               # you have looked: it was done
