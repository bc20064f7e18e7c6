--TEST--
Processes: with STDIN, STDOUT and STDERR closed
--SKIPIF--
<?php require __DIR__ . '/../needs_processes.inc'; ?>
--FILE--
<?php
require __DIR__ . '/common.inc';
alone(['<&-', '>&-', '2>&-', '<&- >&- 2>&-'], [], 'eval "exec $PHOTOLIBRARY_VARIANT";');

$results = [];
foreach (PhotoLibrary\palettes([image('small.jpg'), image('tiny.tif'), image('text.jpg')], null, processes(2), true) as $result) {
    $results[] = $result::class;
}
note(implode(' ', $results) . ', decoders ' . decoders_left());
?>
--EXPECT--
PhotoLibrary\Palette PhotoLibrary\Palette PhotoLibrary\Failure, decoders 0
<&-: exit 0, nothing left
PhotoLibrary\Palette PhotoLibrary\Palette PhotoLibrary\Failure, decoders 0
>&-: exit 0, nothing left
PhotoLibrary\Palette PhotoLibrary\Palette PhotoLibrary\Failure, decoders 0
2>&-: exit 0, nothing left
PhotoLibrary\Palette PhotoLibrary\Palette PhotoLibrary\Failure, decoders 0
<&- >&- 2>&-: exit 0, nothing left
