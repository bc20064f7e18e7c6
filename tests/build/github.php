<?php

/**
 * Judges our workflows and issue forms by what actionlint does not look at: php github.php FOLDER [SCRIPTS]
 *
 * FOLDER is .github. Prints a line for each fault, and fails if there is one. The scripts of the workflows are written to
 * the folder SCRIPTS, for shellcheck.
 */

declare(strict_types=1);

use Symfony\Component\Yaml\Exception\ParseException;
use Symfony\Component\Yaml\Yaml;

require __DIR__ . '/../../.cache/tools/vendor/autoload.php';

const ROOT = __DIR__ . '/../..';
/** Triggers that run a stranger's code, or text, with the rights and secrets of this repository. */
const DANGEROUS_TRIGGERS = ['issue_comment', 'issues', 'pull_request_target', 'workflow_run'];
const FORM_FIELDS = ['checkboxes', 'dropdown', 'input', 'textarea'];

/** @return array<array-key, mixed> */
function map(mixed $value): array
{
    return is_array($value) ? $value : [];
}

function text(mixed $value): string
{
    return is_scalar($value) ? (string) $value : '';
}

/** @return array<array-key, mixed> */
function yaml(string $file): array
{
    try {
        return map(Yaml::parseFile($file));
    } catch (ParseException $e) {
        return ['parse error' => $e->getMessage()];
    }
}

/** @return list<string> permissions to write; "all" if they are not listed one by one */
function writes(mixed $permissions): array
{
    if (!is_array($permissions)) {
        return in_array($permissions, [null, 'read-all'], true) ? [] : ['all'];
    }

    return array_map(text(...), array_keys($permissions, 'write', true));
}

/** @return list<string> */
function triggers(mixed $on): array
{
    return array_map(text(...), is_array($on) ? (array_is_list($on) ? $on : array_keys($on)) : [$on]);
}

/**
 * @param array<array-key, mixed> $step
 * @return list<string>
 */
function faults_of_action(array $step, string $source): array
{
    $action = text($step['uses'] ?? '');
    if ($action === '' || str_starts_with($action, './')) {
        return [];
    }
    $faults = [];
    if (preg_match('/@[0-9a-f]{40}$/', $action) !== 1) {
        $faults[] = "{$action} is not pinned by the hash of a commit";
    } elseif (preg_match('/' . preg_quote($action, '/') . ' # v?\d/', $source) !== 1) {
        $faults[] = "{$action} does not say its version in a comment";
    }
    if (str_starts_with($action, 'actions/checkout@') && (map($step['with'] ?? [])['persist-credentials'] ?? true) !== false) {
        $faults[] = 'actions/checkout leaves its token on the disk: set persist-credentials: false';
    }

    return $faults;
}

/** @return list<string> */
function faults_of_script(string $script): array
{
    $faults = [];
    if (str_contains($script, '${{')) {
        $faults[] = 'an expression stands in the script, where its value becomes code: pass it in env';
    }
    preg_match_all('~(?<![\w./-])bin/[\w/-]+~', $script, $commands);
    foreach ($commands[0] as $command) {
        if (!is_executable(ROOT . "/{$command}")) {
            $faults[] = "there is no {$command}";
        }
    }
    preg_match_all('~(?<![\w./-])bin/test((?: [a-z-]+)+)~', $script, $calls);
    foreach (explode(' ', trim(implode(' ', $calls[1]))) as $suite) {
        if ($suite !== '' && !preg_match('/^#.*[ :|[]' . $suite . '\b/m', (string) file_get_contents(ROOT . '/bin/test'))) {
            $faults[] = "bin/test has no suite {$suite}";
        }
    }

    return $faults;
}

/**
 * @param array<array-key, mixed> $job
 * @return list<string>
 */
function faults_of_job(array $job, string $source): array
{
    $faults = isset($job['timeout-minutes']) ? [] : ['it has no timeout-minutes'];
    foreach (map($job['steps'] ?? []) as $step) {
        $step = map($step);
        array_push($faults, ...faults_of_action($step, $source), ...faults_of_script(text($step['run'] ?? '')));
    }

    return $faults;
}

/** @return list<string> */
function faults_of_workflow(string $file): array
{
    $source = (string) file_get_contents($file);
    $workflow = yaml($file);
    $triggers = triggers($workflow['on'] ?? []);
    $faults = [];
    if (!array_key_exists('permissions', $workflow)) {
        $faults[] = 'it does not say which permissions it has';
    }
    if ((map(map($workflow['defaults'] ?? [])['run'] ?? [])['shell'] ?? null) !== 'bash') {
        $faults[] = 'its scripts go on when a command in a pipe fails: set defaults.run.shell to bash';
    }
    foreach (writes($workflow['permissions'] ?? null) as $permission) {
        $faults[] = "every job may write ({$permission}): give that to the one that must";
    }
    foreach (array_intersect($triggers, DANGEROUS_TRIGGERS) as $trigger) {
        $faults[] = "{$trigger} lets a stranger use our rights";
    }
    $isForStrangers = in_array('pull_request', $triggers, true);
    if ($isForStrangers && str_contains($source, 'secrets')) {
        $faults[] = 'a secret reaches a pull request';
    }
    foreach (map($workflow['jobs'] ?? []) as $name => $job) {
        $own = faults_of_job(map($job), $source);
        if ($isForStrangers && writes(map($job)['permissions'] ?? null) !== []) {
            $own[] = 'a pull request may write';
        }
        array_push($faults, ...array_map(static fn(string $fault): string => "job {$name}: {$fault}", $own));
    }

    return $faults;
}

/** @return list<string> */
function faults_of_form(string $file): array
{
    $form = yaml($file);
    $faults = [];
    foreach (['name', 'description', 'body'] as $key) {
        if (!isset($form[$key])) {
            $faults[] = "it has no {$key}";
        }
    }
    $ids = [];
    foreach (map($form['body'] ?? []) as $number => $field) {
        $field = map($field);
        $attributes = map($field['attributes'] ?? []);
        $id = text($field['id'] ?? '');
        if (($field['type'] ?? null) === 'markdown') {
            $isComplete = text($attributes['value'] ?? '') !== '';
        } else {
            $isComplete = in_array($field['type'] ?? null, FORM_FIELDS, true) && $id !== '' && text($attributes['label'] ?? '') !== '';
        }
        if (!$isComplete) {
            $faults[] = "field {$number} is not complete, or of no known type";
        }
        if ($id !== '' && in_array($id, $ids, true)) {
            $faults[] = "two fields are named {$id}";
        }
        $ids[] = $id;
    }
    if (!str_contains((string) file_get_contents($file), 'php --ri photolibrary')) {
        $faults[] = 'it does not ask for php --ri photolibrary';
    }

    return $faults;
}

function write_scripts(string $file, string $folder): void
{
    foreach (map(yaml($file)['jobs'] ?? []) as $name => $job) {
        foreach (map(map($job)['steps'] ?? []) as $number => $step) {
            $script = text(map($step)['run'] ?? '');
            if ($script !== '') {
                file_put_contents("{$folder}/" . basename($file, '.yml') . ".{$name}.{$number}.sh", "#!/usr/bin/env bash\nset -eo pipefail\n{$script}\n");
            }
        }
    }
}

[, $folder] = $argv;
$found = 0;
foreach (['workflows' => faults_of_workflow(...), 'ISSUE_TEMPLATE' => faults_of_form(...)] as $kind => $faults_of) {
    foreach (glob("{$folder}/{$kind}/*.yml") ?: [] as $file) {
        if (basename($file) === 'config.yml') { // of all forms together
            continue;
        }
        foreach ($faults_of($file) as $fault) {
            echo basename($file), ': ', $fault, "\n";
            ++$found;
        }
        if (isset($argv[2])) {
            write_scripts($file, $argv[2]);
        }
    }
}
exit($found > 0 ? 1 : 0);
