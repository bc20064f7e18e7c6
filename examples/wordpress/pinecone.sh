#!/bin/sh

wp photolibrary list_palettes_for_pinecone --limit=5 # what would be sent
wp photolibrary test_pinecone                        # connects, and searches for a colour
wp photolibrary rebuild_pinecone_index               # sends all; see also --clear-first, --batch-size, --dry-run
