<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * The parent of all exceptions of this library. (Wrong arguments throw \TypeError or \ValueError, as in PHP itself.)
 */
class PhotoLibraryException extends \Exception
{
}

/**
 * An image has no palette. $failure says why.
 */
final class PaletteException extends PhotoLibraryException
{
    public readonly Failure $failure;

    public function __construct(Failure $failure, ?\Throwable $previous = null) {}
}

/**
 * A request got no answer. $failure says why.
 */
final class HttpException extends PhotoLibraryException
{
    public readonly Failure $failure;

    /**
     * An answer that belongs to the failure, if whoever made the exception gave one; always null when HttpPool throws
     * it.
     */
    public readonly ?HttpResponse $response;

    public function __construct(Failure $failure, ?HttpResponse $response = null, ?\Throwable $previous = null) {}
}

/**
 * The engine cannot do what was asked: the mode cannot run here, the isolated processes end as soon as they start, a
 * batch is used in a fork of its process, or iterated a second time.
 */
final class EngineException extends PhotoLibraryException
{
}
