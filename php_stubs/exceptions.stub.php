<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * Whatever this library throws for reasons other than wrong arguments.
 */
class PhotoLibraryException extends \Exception
{
}

/**
 * One image gave no palette.
 */
final class PaletteException extends PhotoLibraryException
{
    public readonly Failure $failure;

    public function __construct(Failure $failure, ?\Throwable $previous = null) {}
}

/**
 * A request got no answer.
 */
final class HttpException extends PhotoLibraryException
{
    public readonly Failure $failure;

    /** What the server answered, if it did. */
    public readonly ?HttpResponse $response;

    public function __construct(Failure $failure, ?HttpResponse $response = null, ?\Throwable $previous = null) {}
}

/**
 * The engine cannot do what was asked: no way to run the mode here, isolated processes that all end at once, a batch
 * used after a fork of its process, a second rewind.
 */
final class EngineException extends PhotoLibraryException
{
}
