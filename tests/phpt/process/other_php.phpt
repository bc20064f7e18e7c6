--TEST--
Processes: a command line that is another PHP is named in words; what a program says is quoted from the beginning of a line
--SKIPIF--
<?php require __DIR__ . '/../needs_processes.inc'; ?>
--FILE--
<?php
require __DIR__ . '/common.inc';

/** A program that answers to -v, and else writes to STDERR and ends. */
function program(string $name, string $version, string $said): string
{
    $path = sys_get_temp_dir() . "/photolibrary-{$name}";
    file_put_contents("$path.new", "#!/bin/sh\ncase \"\$*\" in *-v) echo 'PHP {$version} (cli) (built: today)' ;; *) {$said} >&2; exit 1 ;; esac\n");
    chmod("$path.new", 0755);
    rename("$path.new", $path);

    return $path;
}

$binary = alone(
    [
        program('another', '8.99.1', 'echo "Module compiled with module API=20220829"'),
        program('wordy', PHP_VERSION, 'for i in $(seq 60); do echo "this is line $i."; done'),
        program('long', PHP_VERSION, 'echo a line before; printf "It begins here: %0900d" 1'),
        '/bin/true',
    ],
    ['photolibrary.php_binary=${PHOTOLIBRARY_VARIANT}'],
);
$message = thrown(static fn () => PhotoLibrary\palettes(images(3, 'small.jpg'), null, processes(1)));
echo preg_replace('/0{50,}/', '0...', str_replace([$binary, PHP_VERSION], ['PROGRAM', 'VERSION'], $message)), "\n";
?>
--EXPECTF--
PhotoLibrary\EngineException: isolated processes cannot be started (PROGRAM is PHP 8.99.1, this is VERSION). The setting photolibrary.php_binary names the PHP command line that runs them (of the same version as this PHP, which is VERSION).
%s/photolibrary-another: exit 0, nothing left
PhotoLibrary\EngineException: isolated processes cannot be started (PROGRAM: this is line 38. this is line 39. this is line 40. this is line 41. this is line 42. this is line 43. this is line 44. this is line 45. this is line 46. this is line 47. this is line 48. this is line 49. this is line 50. this is line 51. this is line 52. this is line 53. this is line 54. this is line 55. this is line 56. this is line 57. this is line 58. this is line 59. this is line 60.). The setting photolibrary.php_binary names the PHP command line that runs them (of the same version as this PHP, which is VERSION).
%s/photolibrary-wordy: exit 0, nothing left
PhotoLibrary\EngineException: isolated processes cannot be started (PROGRAM: It begins here: 0...). The setting photolibrary.php_binary names the PHP command line that runs them (of the same version as this PHP, which is VERSION).
%s/photolibrary-long: exit 0, nothing left
PhotoLibrary\EngineException: isolated processes cannot be started (PROGRAM is not PHP). The setting photolibrary.php_binary names the PHP command line that runs them (of the same version as this PHP, which is VERSION).
/bin/true: exit 0, nothing left
