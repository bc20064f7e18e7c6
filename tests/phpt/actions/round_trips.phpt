--TEST--
Actions and their events: arrays, JSON and serialize() there and back; hostile input refused
--FILE--
<?php
require __DIR__ . '/common.inc';

use PhotoLibrary\{Action, ActionOutcome, ActionResult};

$queue = queue(0, action('a', 'echo x', environment: ['A' => 'b'], timeout: 30.0, after: [], directory: '/'));
$values = [];
foreach ($queue->run(output: true) as $event) {
    $values[$event::class] = $event;
}
$values[Action::class] = $event->action;
foreach ($values as $class => $value) {
    $same = $class::fromArray($value->toArray()) == $value && unserialize(serialize($value)) == $value && clone $value == $value;
    $json = json_decode(json_encode($value, JSON_THROW_ON_ERROR | JSON_PRESERVE_ZERO_FRACTION), true);
    echo $class, ' ', $same && $class::fromArray($json) == $value ? 'same' : 'different', "\n";
    echo '  ', thrown(static fn () => $class::fromArray($value->toArray() + ['surplus' => 1])), "\n";
    echo '  ', thrown(static fn () => unserialize(sprintf('O:%d:"%s":0:{}', strlen($class), $class))), "\n";
}
$array = $values[ActionResult::class]->toArray();
var_dump($array['outcome'], $array['action']['id'], ActionResult::fromArray($array)->outcome === ActionOutcome::Ok);
foreach ([['outcome' => 'good'], ['exitCode' => 'x'], ['output' => []], ['errors' => ['head' => '', 'tail' => '', 'dropped' => -1]], ['worker' => -1], ['action' => 7], ['action' => []]] as $wrong) {
    echo thrown(static fn () => ActionResult::fromArray($wrong + $array)), "\n";
}
foreach ([new ReflectionClass(PhotoLibrary\ActionStarting::class), new ReflectionClass(PhotoLibrary\ActionBatch::class)] as $class) {
    echo thrown(static fn () => $class->newInstanceWithoutConstructor() instanceof Countable), "\n";
}
$defaults = new Action('a', 'b', ['c']);
foreach ((new ReflectionMethod(Action::class, '__construct'))->getParameters() as $parameter) {
    if ($parameter->isOptional() && $parameter->getDefaultValue() !== $defaults->{$parameter->name}) {
        echo "the default of \$$parameter->name differs\n";
    }
}
?>
--EXPECT--
PhotoLibrary\ActionStarting same
  ValueError: PhotoLibrary\ActionStarting has no "surplus"
  ValueError: PhotoLibrary\ActionStarting: "action" must be present
PhotoLibrary\ActionStarted same
  ValueError: PhotoLibrary\ActionStarted has no "surplus"
  ValueError: PhotoLibrary\ActionStarted: "action" must be present
PhotoLibrary\ActionOutput same
  ValueError: PhotoLibrary\ActionOutput has no "surplus"
  ValueError: PhotoLibrary\ActionOutput: "action" must be present
PhotoLibrary\ActionResult same
  ValueError: PhotoLibrary\ActionResult has no "surplus"
  ValueError: PhotoLibrary\ActionResult: "action" must be present
PhotoLibrary\Action same
  ValueError: PhotoLibrary\Action has no "surplus"
  ValueError: PhotoLibrary\Action: "id" must be present
string(2) "ok"
string(1) "a"
bool(true)
ValueError: PhotoLibrary\ActionResult: "outcome" must be a value of PhotoLibrary\ActionOutcome
ValueError: PhotoLibrary\ActionResult: "exitCode" must be an integer or null
ValueError: PhotoLibrary\ActionResult: "output" must be an array of head => string, tail => string, dropped => integer of at least 0
ValueError: PhotoLibrary\ActionResult: "errors" must be an array of head => string, tail => string, dropped => integer of at least 0
ValueError: PhotoLibrary\ActionResult: "worker" must be an integer of at least 0
ValueError: PhotoLibrary\ActionResult: "action" must be an array
ValueError: PhotoLibrary\Action: "id" must be present
ReflectionException: Class PhotoLibrary\ActionStarting is an internal class marked as final that cannot be instantiated without invoking its constructor
ReflectionException: Class PhotoLibrary\ActionBatch is an internal class marked as final that cannot be instantiated without invoking its constructor
