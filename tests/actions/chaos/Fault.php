<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions\Chaos;

enum Fault: string
{
    case Supervisor = 'supervisor';
    case Everything = 'everything';

    public function description(): string
    {
        return match ($this) {
            self::Supervisor => 'kill -9 of the program alone',
            self::Everything => 'kill -9 of the program and all it started',
        };
    }
}
