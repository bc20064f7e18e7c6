<?php

/**
 * A command of somebody else that uses our trait: wp own run METHOD PICTURES OPTIONS, the last two as JSON.
 */

declare(strict_types=1);

add_action('cli_init', static function (): void {
    $command = new class {
        use PhotoLibrary_CLI_Parallel;

        /** @param list<string> $arguments */
        public function run(array $arguments): void
        {
            $pictures = json_decode($arguments[1]);
            assert($pictures === null || is_array($pictures));
            $options = (array) json_decode($arguments[2], true);
            $force = ($options['force'] ?? false) === true;
            $dry_run = ($options['dry_run'] ?? false) === true;
            $count = $options['count'] ?? 3;
            assert(is_int($count));
            try {
                echo json_encode(match ($arguments[0]) {
                    'processes' => $this->process_parallel_fork($pictures, null, $force, $dry_run, $count),
                    'workers' => $this->process_async_workers($pictures, null, $force, $dry_run, $count),
                    'http' => $this->process_http_pool($pictures, null, $force, $dry_run, $count),
                    default => $this->process_sequential($pictures, null, $force, $dry_run),
                });
            } catch (Throwable $error) {
                echo json_encode([$error::class, $error->getMessage()]);
            }
        }
    };
    WP_CLI::add_command('own', $command::class);
});
