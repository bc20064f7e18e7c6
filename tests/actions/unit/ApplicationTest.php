<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions\Unit;

use PhotoLibrary\Console\Arguments;
use PHPUnit\Framework\Attributes\TestWith;
use PHPUnit\Framework\TestCase;

final class ApplicationTest extends TestCase
{
    /** @param list<string> $words */
    #[TestWith([['actions', 'deploy', 'production'], 'actions:deploy'])]
    #[TestWith([['actions:deploy', 'production'], 'actions:deploy'])]
    #[TestWith([['list'], 'list'])]
    public function testTwoWordsNameACommand(array $words, string $name): void
    {
        self::assertSame($name, (new Arguments(['photolibrary', ...$words]))->getFirstArgument());
    }
}
