--TEST--
Batch: var_dump() shows how far it is
--EXTENSIONS--
pcntl
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\Parallelism;

$batch = PhotoLibrary\palettes([image('tiny.jpg'), 'missing.jpg'], null, Parallelism::workers(2), true);
echo json_encode($batch->__debugInfo()), "\n";
foreach ($batch as $key => $result) {
}
var_dump($batch);
$pid = pcntl_fork();
if ($pid === 0) {
    var_dump($batch);
    exit;
}
pcntl_waitpid($pid, $status);
?>
--EXPECTF--
{"pulled":0,"succeeded":0,"failed":0,"inFlight":0,"ordered":true,"finished":false,"parallelism":{"mode":"workers","processes":1,"workers":2}}
object(PhotoLibrary\Batch)#%d (7) {
  ["pulled"]=>
  int(2)
  ["succeeded"]=>
  int(1)
  ["failed"]=>
  int(1)
  ["inFlight"]=>
  int(0)
  ["ordered"]=>
  bool(true)
  ["finished"]=>
  bool(true)
  ["parallelism"]=>
  object(PhotoLibrary\Parallelism)#%d (3) {
    ["mode"]=>
    enum(PhotoLibrary\Mode::Workers)
    ["processes"]=>
    int(1)
    ["workers"]=>
    int(2)
  }
}
object(PhotoLibrary\Batch)#%d (0) {
}
