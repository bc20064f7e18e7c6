<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions;

use RuntimeException;

/**
 * Nine real servers: each an sshd of its own, on a loopback address of its own. They can be stopped, frozen and made to
 * refuse the key, each alone. They end with this process.
 */
final class Farm
{
    public const SERVERS = 9;
    private const SSHD = '/usr/sbin/sshd';
    /** Seconds that nothing takes, however busy the machine. */
    private const PATIENCE = 120;

    private static ?self $shared = null;

    public readonly int $port;
    private readonly string $folder;
    /** @var array<string, resource> by server */
    private array $running = [];

    private function __construct()
    {
        $this->folder = sys_get_temp_dir() . '/photolibrary-farm-' . bin2hex(random_bytes(4));
        mkdir("{$this->folder}/home", 0o700, true);
        $this->makeKeys();
        $this->port = self::freePort();
        if (posix_geteuid() === 0 && !is_dir('/run/sshd')) {
            mkdir('/run/sshd', 0o755); // where sshd, as root, locks its children in
        }
        foreach (self::names() as $name) {
            $this->configure($name);
        }
    }

    public function __destruct()
    {
        foreach (array_keys($this->running) as $name) {
            $this->stop($name);
        }
        (new Folder($this->folder))->remove();
    }

    /** One for all tests, with all servers as they should be. */
    public static function shared(): self
    {
        if (self::$shared === null) {
            self::$shared = new self();
            register_shutdown_function(static function (): void {
                self::$shared = null;
                gc_collect_cycles();
            });
        }
        foreach (self::names() as $name) {
            self::$shared->restore($name);
        }

        return self::$shared;
    }

    /** @return list<string> web-01 to web-09 */
    public static function names(int $count = self::SERVERS): array
    {
        return array_map(static fn(int $number): string => \sprintf('web-%02d', $number), range(1, $count));
    }

    public static function address(string $name): string
    {
        return '127.0.0.1' . (int) substr($name, -1);
    }

    public function keyFile(): string
    {
        return "{$this->folder}/key";
    }

    public function knownHosts(): string
    {
        return "{$this->folder}/known_hosts";
    }

    /** One that none of them has. */
    public function otherHostKey(): string
    {
        return (string) file_get_contents("{$this->folder}/stranger.pub");
    }

    // ---- what can happen to a server ----

    public function restore(string $name): void
    {
        $this->thaw($name);
        copy("{$this->keyFile()}.pub", $this->authorizedKeys($name));
        if (!isset($this->running[$name])) {
            $this->start($name);
        }
    }

    /** It is gone, with all that runs on it. */
    public function stop(string $name): void
    {
        if (isset($this->running[$name])) {
            $this->signal($name, SIGKILL);
            proc_close($this->running[$name]);
            unset($this->running[$name]);
        }
    }

    /** It still takes connections, but neither speaks nor works. */
    public function freeze(string $name): void
    {
        $this->signal($name, SIGSTOP);
    }

    public function thaw(string $name): void
    {
        $this->signal($name, SIGCONT);
    }

    public function refuseKey(string $name): void
    {
        file_put_contents($this->authorizedKeys($name), '');
    }

    /** Its sessions end, and it takes new ones. */
    public function cut(string $name): void
    {
        $this->stop($name);
        $this->start($name);
    }

    // ---- making them ----

    private function makeKeys(): void
    {
        foreach (['key', 'host_key', 'stranger'] as $key) {
            self::mustRun(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', 'test', '-f', "{$this->folder}/{$key}"]);
        }
    }

    private function configure(string $name): void
    {
        $hostKey = implode(' ', \array_slice(explode(' ', (string) file_get_contents("{$this->folder}/host_key.pub")), 0, 2));
        file_put_contents($this->knownHosts(), '[' . self::address($name) . "]:{$this->port} {$hostKey}\n", FILE_APPEND);
        file_put_contents("{$this->folder}/{$name}.conf", implode("\n", [
            'ListenAddress ' . self::address($name),
            "Port {$this->port}",
            "HostKey {$this->folder}/host_key",
            "AuthorizedKeysFile {$this->authorizedKeys($name)}",
            'PidFile none',
            'PermitRootLogin prohibit-password',
            'PasswordAuthentication no',
            'KbdInteractiveAuthentication no',
            'UsePAM no',
            'UseDNS no',
            'StrictModes no',
            'MaxStartups 100',
            'MaxSessions 100',
            'SetEnv SHLVL=2', // so that bash does not read the user's .bashrc, which may do anything
            'Subsystem sftp internal-sftp',
            // What the user's shell does when it starts, such as taking a lock, is no part of the tests.
            "SetEnv HOME={$this->folder}/home",
            '',
        ]));
    }

    private function start(string $name): void
    {
        $log = "{$this->folder}/{$name}.log";
        $command = ['setpriv', '--pdeathsig', 'KILL', self::SSHD, '-D', '-E', $log, '-f', "{$this->folder}/{$name}.conf"];
        $streams = [['file', '/dev/null', 'r'], ['file', '/dev/null', 'w'], ['file', $log, 'a']];
        $process = proc_open($command, $streams, $pipes);
        $process !== false || throw new RuntimeException('sshd does not start');
        $this->running[$name] = $process;
        Wait::until(fn(): bool => $this->answers($name) || !proc_get_status($process)['running'], self::PATIENCE);
        proc_get_status($process)['running']
            || throw new RuntimeException('sshd ended: ' . (string) file_get_contents($log));
    }

    private function answers(string $name): bool
    {
        $connection = @stream_socket_client('tcp://' . self::address($name) . ":{$this->port}", timeout: 1);
        if ($connection === false) {
            return false;
        }
        stream_set_timeout($connection, self::PATIENCE);
        $greeting = (string) fgets($connection);
        fclose($connection);

        return str_starts_with($greeting, 'SSH-');
    }

    private function signal(string $name, int $signal): void
    {
        if (isset($this->running[$name])) {
            Processes::signal(Processes::tree(proc_get_status($this->running[$name])['pid']), $signal);
        }
    }

    private function authorizedKeys(string $name): string
    {
        return "{$this->folder}/{$name}.authorized_keys";
    }

    private static function freePort(): int
    {
        $probe = stream_socket_server('tcp://127.0.0.11:0');
        $probe !== false || throw new RuntimeException('127.0.0.11 is no address of this machine');
        $port = (int) substr((string) strrchr((string) stream_socket_get_name($probe, false), ':'), 1);
        fclose($probe);

        return $port;
    }

    /** @param list<string> $command */
    private static function mustRun(array $command): void
    {
        exec(implode(' ', array_map(escapeshellarg(...), $command)) . ' 2>&1', $output, $status);
        $status === 0 || throw new RuntimeException("{$command[0]}: " . implode("\n", $output));
    }
}
