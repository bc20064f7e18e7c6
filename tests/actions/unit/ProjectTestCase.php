<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions\Unit;

use PhotoLibrary\Actions\Support\Environment;
use PhotoLibrary\Tests\Actions\Project;
use PHPUnit\Framework\TestCase;

/**
 * A folder of an Ansible project with the environment "production", for each test its own.
 */
abstract class ProjectTestCase extends TestCase
{
    protected string $root;
    private Project $project;

    protected function setUp(): void
    {
        $this->project = new Project();
        $this->root = $this->project->folder;
        mkdir("{$this->root}/inventory/production", 0o755, true);
        mkdir("{$this->root}/playbooks");
    }

    protected function tearDown(): void
    {
        unset($this->project);
    }

    protected function environment(string $name = 'production'): Environment
    {
        return new Environment($name, $this->root);
    }

    /** @return string the path */
    protected function write(string $file, string $content, int $mode = 0o644): string
    {
        $path = $this->project->write($file, $content);
        chmod($path, $mode);

        return $path;
    }

    /**
     * @template T of \Throwable
     * @param class-string<T> $class
     * @return T
     */
    protected static function thrownBy(string $class, \Closure $act): \Throwable
    {
        try {
            $act();
        } catch (\Throwable $error) {
            self::assertInstanceOf($class, $error, (string) $error);

            return $error;
        }
        self::fail("No {$class} was thrown.");
    }

    /**
     * A PHP program of the folder `programs`.
     *
     * @param list<string> $arguments
     * @param list<string> $before a command that starts another one
     */
    protected function program(string $name, array $arguments = [], array $before = []): Program
    {
        return new Program([...$before, PHP_BINARY, __DIR__ . "/programs/{$name}.php", $this->root, ...$arguments]);
    }
}
