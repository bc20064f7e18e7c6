--TEST--
Batch: local files do not load libcurl, whatever else might come
--FILE--
<?php
require __DIR__ . '/../common.inc';

$has_libcurl = static fn (): bool => str_contains((string) file_get_contents('/proc/self/maps'), 'libcurl');
var_dump($has_libcurl());
foreach (modes() as $name => $parallelism) {
    $count = count(iterator_to_array(PhotoLibrary\palettes(images(10, 'tiny.jpg'), null, $parallelism)));
    if ($count !== 10 || $has_libcurl()) {
        echo "$name: $count results, libcurl ", $has_libcurl() ? 'is' : 'is not', " loaded\n";
    }
}
echo "done\n";
?>
--EXPECT--
bool(false)
done
