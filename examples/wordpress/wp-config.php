<?php

define('PHOTOLIBRARY_PINECONE_API_KEY', '...');
define('PHOTOLIBRARY_PINECONE_HOST', 'name-1a2b3c4.svc.region.pinecone.io');
define('PHOTOLIBRARY_PINECONE_NAMESPACE', 'photos');    // optional: each site that shares the index needs its own
