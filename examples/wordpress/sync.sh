#!/bin/sh

wp photolibrary sync_palettes                        # photos whose palette is missing or out of date
wp photolibrary sync_palettes 12 34 --force          # these two, again
wp photolibrary sync_palettes --parallel=4           # four isolated processes
wp photolibrary sync_palettes --workers=4            # four threads, not isolated
wp photolibrary sync_palettes --refresh              # asks the host of moved photos whether they changed
wp photolibrary sync_palettes --dry-run --force --max-images=100    # how fast would it be? Stores nothing
wp photolibrary stats                                # how many photos have a palette
