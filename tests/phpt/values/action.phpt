--TEST--
Action: defaults, with(), what is refused, what var_dump() hides
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\{Action, ActionQueue};

$action = new Action('a', 'web-01', ['true']);
echo json_encode($action), "\n";
var_dump($action->with(priority: 3, environment: ['A' => 'b'])->toArray() === array_replace($action->toArray(), ['priority' => 3, 'environment' => ['A' => 'b']]));
$wrong = [
    'empty id' => ['id' => ''], 'null byte' => ['id' => "a\0b"], 'empty target' => ['target' => ''], 'no program' => ['command' => []], 'empty program' => ['command' => ['']],
    'map' => ['command' => ['a' => 'true']], 'number' => ['command' => ['sleep', 1]], 'null byte in command' => ['command' => ['a', "b\0"]],
    'environment with null' => ['environment' => ['A' => null]], 'environment with false' => ['environment' => ['A' => false]], 'list' => ['environment' => ['A=b']], 'name with =' => ['environment' => ['A=' => 'b']],
    'null byte in environment' => ['environment' => ['A' => "b\0c"]], 'timeout' => ['timeout' => 0.0], 'attempts' => ['maxAttempts' => 0], 'after' => ['after' => ['']], 'after map' => ['after' => ['a' => 'b']],
    'empty file' => ['outputFile' => ''], 'null byte in file' => ['lockFile' => "a\0"], 'empty directory' => ['directory' => ''], 'signal 0' => ['stopSignal' => 0], 'signal' => ['stopSignal' => 65], 'grace' => ['stopGrace' => -0.1], 'nan' => ['stopGrace' => NAN],
];
foreach ($wrong as $name => $values) {
    echo $name, ': ', thrown(static fn () => new Action(...$values + ['id' => 'a', 'target' => 't', 'command' => ['true']])), "\n";
    echo '  ', thrown(static fn () => $action->with(...$values)), "\n";
}
echo thrown(static fn () => $action->with(7)), "\n";
$secret = $action->with(environment: ['PASSWORD' => 'hunter2']);
ob_start();
var_dump($secret);
$shown = (string) ob_get_clean();
var_dump(str_contains($shown, 'PASSWORD'), str_contains($shown, 'hunter2'), $secret->toArray()['environment']);
var_dump((new ReflectionMethod(Action::class, '__construct'))->getParameters()[5]->getAttributes()[0]->getName());
echo thrown(static fn () => clone new ActionQueue()), "\n", thrown(static fn () => serialize(new ActionQueue())), "\n";
print_r(new ActionQueue(3));
?>
--EXPECT--
{"id":"a","target":"web-01","command":["true"],"priority":0,"directory":null,"environment":[],"timeout":null,"maxAttempts":1,"after":[],"outputFile":null,"lockFile":null,"stopSignal":15,"stopGrace":10}
bool(true)
empty id: ValueError: PhotoLibrary\Action::__construct(): Argument #1 ($id) must be a non-empty string
  ValueError: PhotoLibrary\Action: "id" must be a non-empty string
null byte: ValueError: PhotoLibrary\Action::__construct(): Argument #1 ($id) must be a string without null bytes
  ValueError: PhotoLibrary\Action: "id" must be a string without null bytes
empty target: ValueError: PhotoLibrary\Action::__construct(): Argument #2 ($target) must be a non-empty string
  ValueError: PhotoLibrary\Action: "target" must be a non-empty string
no program: ValueError: PhotoLibrary\Action::__construct(): Argument #3 ($command) must be a list of strings without null bytes, of which the first is a program
  ValueError: PhotoLibrary\Action: "command" must be a list of strings without null bytes, of which the first is a program
empty program: ValueError: PhotoLibrary\Action::__construct(): Argument #3 ($command) must be a list of strings without null bytes, of which the first is a program
  ValueError: PhotoLibrary\Action: "command" must be a list of strings without null bytes, of which the first is a program
map: ValueError: PhotoLibrary\Action::__construct(): Argument #3 ($command) must be a list of strings without null bytes, of which the first is a program
  ValueError: PhotoLibrary\Action: "command" must be a list of strings without null bytes, of which the first is a program
number: ValueError: PhotoLibrary\Action::__construct(): Argument #3 ($command) must be a list of strings without null bytes, of which the first is a program
  ValueError: PhotoLibrary\Action: "command" must be a list of strings without null bytes, of which the first is a program
null byte in command: ValueError: PhotoLibrary\Action::__construct(): Argument #3 ($command) must be a list of strings without null bytes, of which the first is a program
  ValueError: PhotoLibrary\Action: "command" must be a list of strings without null bytes, of which the first is a program
environment with null: ValueError: PhotoLibrary\Action::__construct(): Argument #6 ($environment) must be an array of name => string, the names neither empty nor with "=", and nothing with null bytes
  ValueError: PhotoLibrary\Action: "environment" must be an array of name => string, the names neither empty nor with "=", and nothing with null bytes
environment with false: ValueError: PhotoLibrary\Action::__construct(): Argument #6 ($environment) must be an array of name => string, the names neither empty nor with "=", and nothing with null bytes
  ValueError: PhotoLibrary\Action: "environment" must be an array of name => string, the names neither empty nor with "=", and nothing with null bytes
list: ValueError: PhotoLibrary\Action::__construct(): Argument #6 ($environment) must be an array of name => string, the names neither empty nor with "=", and nothing with null bytes
  ValueError: PhotoLibrary\Action: "environment" must be an array of name => string, the names neither empty nor with "=", and nothing with null bytes
name with =: ValueError: PhotoLibrary\Action::__construct(): Argument #6 ($environment) must be an array of name => string, the names neither empty nor with "=", and nothing with null bytes
  ValueError: PhotoLibrary\Action: "environment" must be an array of name => string, the names neither empty nor with "=", and nothing with null bytes
null byte in environment: ValueError: PhotoLibrary\Action::__construct(): Argument #6 ($environment) must be an array of name => string, the names neither empty nor with "=", and nothing with null bytes
  ValueError: PhotoLibrary\Action: "environment" must be an array of name => string, the names neither empty nor with "=", and nothing with null bytes
timeout: ValueError: PhotoLibrary\Action::__construct(): Argument #7 ($timeout) must be between 0.001 and 604800
  ValueError: PhotoLibrary\Action: "timeout" must be null or a number between 0.001 and 604800
attempts: ValueError: PhotoLibrary\Action::__construct(): Argument #8 ($maxAttempts) must be between 1 and 1000000
  ValueError: PhotoLibrary\Action: "maxAttempts" must be an integer between 1 and 1000000
after: ValueError: PhotoLibrary\Action::__construct(): Argument #9 ($after) must be a list of ids: strings that are not empty, without null bytes
  ValueError: PhotoLibrary\Action: "after" must be a list of ids: strings that are not empty, without null bytes
after map: ValueError: PhotoLibrary\Action::__construct(): Argument #9 ($after) must be a list of ids: strings that are not empty, without null bytes
  ValueError: PhotoLibrary\Action: "after" must be a list of ids: strings that are not empty, without null bytes
empty file: ValueError: PhotoLibrary\Action::__construct(): Argument #10 ($outputFile) must be null or not empty
  ValueError: PhotoLibrary\Action: "outputFile" must be null or not empty
null byte in file: ValueError: PhotoLibrary\Action::__construct(): Argument #11 ($lockFile) must be a path without null bytes
  ValueError: PhotoLibrary\Action: "lockFile" must be a path without null bytes
empty directory: ValueError: PhotoLibrary\Action::__construct(): Argument #5 ($directory) must be null or not empty
  ValueError: PhotoLibrary\Action: "directory" must be null or not empty
signal 0: ValueError: PhotoLibrary\Action::__construct(): Argument #12 ($stopSignal) must be between 1 and 64
  ValueError: PhotoLibrary\Action: "stopSignal" must be an integer between 1 and 64
signal: ValueError: PhotoLibrary\Action::__construct(): Argument #12 ($stopSignal) must be between 1 and 64
  ValueError: PhotoLibrary\Action: "stopSignal" must be an integer between 1 and 64
grace: ValueError: PhotoLibrary\Action::__construct(): Argument #13 ($stopGrace) must be between 0 and 86400
  ValueError: PhotoLibrary\Action: "stopGrace" must be a number between 0 and 86400
nan: ValueError: PhotoLibrary\Action::__construct(): Argument #13 ($stopGrace) must be between 0 and 86400
  ValueError: PhotoLibrary\Action: "stopGrace" must be a number between 0 and 86400
ValueError: PhotoLibrary\Action::with(): Argument #1 must be passed by name, as in with(priority: 1)
bool(true)
bool(false)
array(1) {
  ["PASSWORD"]=>
  string(7) "hunter2"
}
string(18) "SensitiveParameter"
Error: Trying to clone an uncloneable object of class PhotoLibrary\ActionQueue
Exception: Serialization of 'PhotoLibrary\ActionQueue' is not allowed
PhotoLibrary\ActionQueue Object
(
    [workers] => 3
    [waiting] => 0
    [running] => 0
    [leased] => 0
    [ended] => 0
)
