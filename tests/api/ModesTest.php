<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Api;

use PhotoLibrary\EngineException;
use PhotoLibrary\Mode;
use PhotoLibrary\PaletteOptions;
use PhotoLibrary\PaletteStyle;
use PhotoLibrary\Parallelism;
use PhotoLibrary\Tests\Support\Platform;

use function PhotoLibrary\palettes;

/** Whatever mode results are made in: they are the same. Which modes there are, the platform decides. */
final class ModesTest extends ApiTestCase
{
    public function testEveryModeGivesTheSameResultsForEveryImage(): void
    {
        $images = self::images();
        self::assertGreaterThan(80, \count($images));
        $options = new PaletteOptions(8, PaletteStyle::Representative, timeout: 600.0);
        $modes = [Parallelism::sequential(), Parallelism::workers(2), Parallelism::detect()];
        if (Platform::hasProcesses()) {
            array_push($modes, Parallelism::processes(1), Parallelism::processes(2), Parallelism::processes(3));
            array_push($modes, Parallelism::processes(1, 3), Parallelism::processes(2, 2));
        }
        $hashes = $descriptions = [];
        foreach ($modes as $mode) {
            $results = array_map(self::describe(...), iterator_to_array(palettes($images, $options, $mode, true), false));
            $descriptions[] = $results;
            $hashes[md5(serialize($results))] = json_encode($mode, JSON_THROW_ON_ERROR);
        }
        foreach ($descriptions as $results) {
            self::assertSame($descriptions[0], $results);
        }
        self::assertCount(1, $hashes);
    }

    public function testProcessesOrElseThreadsAreTheDefaultOfTheCommandLine(): void
    {
        $parallelism = Parallelism::detect();
        $count = Parallelism::usableCpus();
        $expected = Platform::hasProcesses() ? [Mode::Processes, $count, 1] : [Mode::Workers, 1, $count];
        self::assertSame($expected, [$parallelism->mode, $parallelism->processes, $parallelism->workers]);
        self::assertEquals($parallelism, palettes([self::image('tiny.jpg')])->statistics()->parallelism);
    }

    public function testWhoAsksForProcessesIsToldWhereThereAreNone(): void
    {
        if (!Platform::hasProcesses()) {
            $this->expectException(EngineException::class);
            $this->expectExceptionMessage('isolated processes are not available on this platform: use workers() or sequential()');
        }
        self::assertCount(1, iterator_to_array(palettes([self::image('tiny.jpg')], parallelism: Parallelism::processes(2))));
    }
}
