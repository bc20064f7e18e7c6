<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Pinecone;

/**
 * Pinecone did not do what was asked; nothing more is worth asking.
 */
final class IndexError extends \RuntimeException {}
