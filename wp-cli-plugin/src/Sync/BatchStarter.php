<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Sync;

use PhotoLibrary\Batch;
use PhotoLibrary\EngineException;
use PhotoLibrary\Mode;
use PhotoLibrary\PaletteOptions;
use PhotoLibrary\Parallelism;
use PhotoLibrary\Source;

/**
 * Starts the batch of a request: in the mode it asks for or, where nobody asked for one, in the best that runs here.
 */
final readonly class BatchStarter
{
    public function __construct(
        private Request $request,
        private PaletteOptions $options,
        private Observer $observer,
    ) {}

    /**
     * @param \Closure(): iterable<Job, Source> $jobs
     * @throws EngineException when the mode that was asked for cannot run here
     */
    public function start(\Closure $jobs): Batch
    {
        $first = null;
        foreach ([$this->request->parallelism, ...$this->substitutes()] as $parallelism) {
            try {
                $batch = \PhotoLibrary\palettes($jobs(), $this->options, $parallelism);
            } catch (EngineException $error) {
                $first ??= $error; // the one to repair
                continue;
            }
            if ($first !== null) {
                $this->warn($first, $parallelism);
            }

            return $batch;
        }

        throw $first;
    }

    /** @return list<Parallelism> */
    private function substitutes(): array
    {
        return match ($this->request->isAutomatic ? $this->request->parallelism->mode : Mode::Sequential) {
            Mode::Processes => [Parallelism::workers(), Parallelism::sequential()],
            Mode::Workers => [Parallelism::sequential()],
            Mode::Sequential => [],
        };
    }

    /** In one line, whatever the error quotes. */
    private function warn(EngineException $error, Parallelism $instead): void
    {
        $reason = rtrim((string) preg_replace('/\s+/', ' ', $error->getMessage()), '. ');
        $this->observer->warned("{$reason}. " . match ($instead->mode) {
            /* translators: %d: number of threads. */
            Mode::Workers => \sprintf(__('Going on with %d threads, which are not isolated.', 'photolibrary'), $instead->workers),
            default => __('Going on with one image after another, not isolated.', 'photolibrary'),
        });
    }
}
