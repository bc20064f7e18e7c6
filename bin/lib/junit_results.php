<?php

/** Prints the results in a JUnit file of ctest or PHPUnit, in the form that bin/test counts. */

declare(strict_types=1);

$document = new DOMDocument();
if (!isset($argv[1]) || !is_file($argv[1]) || !$document->load($argv[1])) {
    fwrite(STDERR, 'Error: there is no JUnit file ' . ($argv[1] ?? '') . "\n");
    exit(1);
}
foreach ($document->getElementsByTagName('testcase') as $case) {
    $name = implode('::', array_unique(array_filter([$case->getAttribute('class'), $case->getAttribute('name')])));
    $name = (string) preg_replace('/ +# GetParam\(\).*/s', '', $name);
    $skipped = $case->getElementsByTagName('skipped')->item(0);
    if ($case->getElementsByTagName('failure')->length + $case->getElementsByTagName('error')->length > 0) {
        $result = ['failed', $name];
    } elseif ($skipped !== null) {
        $output = $case->getElementsByTagName('system-out')->item(0)->textContent ?? '';
        $reason = preg_match('/Skipped\s*\n(.+)/', $output, $match) === 1 ? $match[1] : $skipped->getAttribute('message');
        $result = ['skipped', $name, trim($reason)];
    } elseif (in_array($case->getAttribute('status'), ['', 'run'], true)) {
        $result = ['passed', $name, sprintf('%.1f', $case->getAttribute('time'))];
    } else {
        $result = ['failed', $name];
    }
    echo implode("\t", array_map(static fn(string $text): string => strtr($text, "\t\n", '  '), $result)), "\n";
}
