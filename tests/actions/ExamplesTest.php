<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions;

use PhotoLibrary\Console\Application;
use PHPUnit\Framework\TestCase;

/**
 * What README and docs show, as it stands in examples/actions.
 */
final class ExamplesTest extends TestCase
{
    private const EXAMPLES = __DIR__ . '/../../examples/actions';

    public function testTheFirstDeployIsFiveLinesAway(): void
    {
        $lines = array_values(array_filter(file(self::EXAMPLES . '/first.sh', FILE_IGNORE_NEW_LINES | FILE_SKIP_EMPTY_LINES) ?: [], static fn(string $line): bool => $line[0] !== '#'));
        self::assertCount(5, $lines);
        $project = new Project();
        $copy = $project->run(['cp', '-R', (string) realpath(self::EXAMPLES . '/project'), 'shop']);
        self::assertSame(0, $copy->exitCode, $copy->errors);
        foreach (\array_slice($lines, 3) as $line) {
            $command = str_replace('photolibrary', \dirname(__DIR__, 2) . '/cli/bin/photolibrary', $line, $count);
            self::assertSame(1, $count);
            $run = $project->run(['sh', '-c', "cd shop && {$command}"]);
            self::assertSame(0, $run->exitCode, $run->errors . $run->output);
            self::assertStringContainsString("3 in all: 3 ok.\n", $run->output);
        }
        foreach (['web-01', 'web-02', 'web-03'] as $server) {
            self::assertSame(["Hello from {$server}"], $project->lines("shop/servers/{$server}/index.html"));
        }
    }

    public function testEveryCommandThatIsShownExists(): void
    {
        $application = new Application();
        $shown = array_merge([], ...array_map(
            static fn(string $file): array => preg_match_all('/photolibrary actions ([a-z]+)([^#\n]*)/', (string) file_get_contents($file), $matches, PREG_SET_ORDER) > 0 ? $matches : [],
            [...(glob(self::EXAMPLES . '/*.*') ?: []), \dirname(__DIR__, 2) . '/docs/actions.md'],
        ));
        self::assertGreaterThan(10, \count($shown));
        foreach ($shown as [$line, $verb, $arguments]) {
            $definition = $application->get("actions:{$verb}")->getDefinition();
            preg_match_all('/ --([a-z-]+)/', $arguments, $options);
            foreach ($options[1] as $option) {
                self::assertTrue($definition->hasOption($option), $line);
            }
        }
    }
}
