<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions\Unit;

use PhotoLibrary\Actions\Status\ServerState;
use PhotoLibrary\Actions\Status\StatusException;
use PhotoLibrary\Actions\Status\StatusManager;
use PhotoLibrary\Actions\Support\FolderException;
use PHPUnit\Framework\Attributes\TestWith;

final class StatusManagerTest extends ProjectTestCase
{
    private const FILE = 'inventory/production/.status/servers.json';
    /** As the original writes it. */
    private const ORIGINAL = <<<'JSON'
        {
          "web-01": {
            "name": "web-01",
            "state": "deployed",
            "last_action": "deploy",
            "last_update": "2026-11-30T14:03:22.123456789+01:00",
            "error_message": "",
            "ready_checks": {"ip_valid": true, "ssh_key_exists": true, "port_valid": false, "all_fields_filled": true}
          },
          "web-02": {"name": "web-02", "state": "failed", "last_action": "deploy", "ready_checks": {}, "extra": {"empty": {}, "list": []}},
          "web-03": {"name": "web-03", "state": "failed", "last_action": "provision"}
        }
        JSON;

    private StatusManager $status;

    protected function setUp(): void
    {
        parent::setUp();
        $this->status = new StatusManager($this->environment());
    }

    public function testAServerThatIsNotThereIsUnknown(): void
    {
        self::assertSame(ServerState::Unknown, $this->status->get('web-01')->state);
        self::assertFalse($this->status->wasEverProvisioned('web-01'));
        self::assertFileDoesNotExist("{$this->root}/" . self::FILE);
    }

    public function testItIsStored(): void
    {
        $this->status->update('web-01', ServerState::Failed, 'provision', "no\e[2J route");
        $status = (new StatusManager($this->environment()))->get('web-01');
        self::assertSame([ServerState::Failed, 'provision', 'no route'], [$status->state, $status->lastAction, $status->errorMessage]);
        self::assertEqualsWithDelta(microtime(true), $status->lastUpdate, 600.0);
        self::assertSame(0o600, fileperms("{$this->root}/" . self::FILE) & 0o777);
    }

    public function testTheOriginalsFileIsReadAndGoesOn(): void
    {
        $this->write(self::FILE, self::ORIGINAL);
        $status = $this->status->get('web-01');
        self::assertSame(ServerState::Deployed, $status->state);
        self::assertSame((float) strtotime('2026-11-30T14:03:22+01:00'), $status->lastUpdate);
        self::assertSame(['ip_valid' => true, 'ssh_key_exists' => true, 'port_valid' => false, 'all_fields_filled' => true], $status->readyChecks);
        $this->status->update('web-03', ServerState::Ready, 'check');
        $written = (string) file_get_contents("{$this->root}/" . self::FILE);
        $old = (array) json_decode(self::ORIGINAL);
        $new = (array) json_decode($written);
        // What was not changed is as it was, also what we do not know.
        self::assertEquals($old['web-01'], $new['web-01']);
        self::assertEquals($old['web-02'], $new['web-02']);
        self::assertMatchesRegularExpression('/"empty": \{\}/', $written);
        self::assertInstanceOf(\stdClass::class, $new['web-03']);
        self::assertSame(['name', 'state', 'last_action'], \array_slice(array_keys(get_object_vars($new['web-03'])), 0, 3));
    }

    /** The original loses them with every change of the state. */
    public function testReadyChecksAreKept(): void
    {
        $this->status->updateReadyChecks('web-01', ['ip_valid' => true, 'port_valid' => false]);
        $this->status->update('web-01', ServerState::Ready, 'check');
        $this->status->updateReadyChecks('web-01', ['port_valid' => true]);
        self::assertEquals(['ip_valid' => true, 'port_valid' => true], $this->status->get('web-01')->readyChecks);
        self::assertSame(ServerState::Ready, $this->status->get('web-01')->state);
    }

    /** In the original, a server whose deployment failed cannot be deployed again. */
    public function testAFailedDeploymentDoesNotTakeProvisioningAway(): void
    {
        $this->status->update('web-01', ServerState::Provisioning, 'provision');
        self::assertFalse($this->status->wasEverProvisioned('web-01'));
        $this->status->update('web-01', ServerState::Provisioned, 'provision');
        $this->status->update('web-01', ServerState::Deploying, 'deploy');
        $this->status->update('web-01', ServerState::Failed, 'deploy', 'no space');
        self::assertTrue($this->status->wasEverProvisioned('web-01'));
        $this->status->update('web-01', ServerState::NotReady, 'check');
        self::assertTrue($this->status->wasEverProvisioned('web-01'));
    }

    public function testADeploymentByForceDoesNotMakeAServerProvisioned(): void
    {
        $this->status->update('web-01', ServerState::Deploying, 'deploy');
        $this->status->update('web-01', ServerState::Failed, 'deploy', 'no space');
        self::assertFalse($this->status->wasEverProvisioned('web-01'));
    }

    #[TestWith(['web-01', true])]
    #[TestWith(['web-02', true])]
    #[TestWith(['web-03', false])]
    public function testWhatTheOriginalHadProvisioned(string $server, bool $was): void
    {
        $this->write(self::FILE, self::ORIGINAL);
        self::assertSame($was, $this->status->wasEverProvisioned($server));
    }

    public function testStatesOfActionsThatDoNotRunAnyMoreAreForgotten(): void
    {
        $this->status->update('web-01', ServerState::Provisioned, 'provision');
        $this->status->update('web-01', ServerState::Deploying, 'deploy');
        $this->status->update('web-02', ServerState::Deploying, 'deploy');
        $this->status->update('web-03', ServerState::Failed, 'deploy');
        $this->status->forgetPassing(['web-02']);
        self::assertSame(
            [ServerState::Unknown, ServerState::Deploying, ServerState::Failed],
            array_map(static fn($status) => $status->state, array_values($this->status->all())),
        );
        self::assertTrue($this->status->wasEverProvisioned('web-01'));
    }

    #[TestWith(['{"web-01": {"name"'])]
    #[TestWith(['[1, 2]'])]
    #[TestWith(['{"web-01": 3}'])]
    #[TestWith(['nothing'])]
    #[TestWith([''])]
    public function testADamagedFileIsNamedAndNotOverwritten(string $json): void
    {
        $path = $this->write(self::FILE, $json);
        foreach ([fn() => $this->status->get('web-01'), fn() => $this->status->update('web-01', ServerState::Ready, 'check')] as $act) {
            $error = self::thrownBy(StatusException::class, $act);
            self::assertStringStartsWith(self::FILE . ' is damaged', $error->getMessage());
            self::assertSame($json, file_get_contents($path));
        }
    }

    public function testAFolderThatCannotBeMadeIsNamed(): void
    {
        $this->write('inventory/production/.status', '');
        $error = self::thrownBy(FolderException::class, fn() => $this->status->update('web-01', ServerState::Ready, 'check'));
        self::assertStringContainsString('inventory/production/.status cannot be made', $error->getMessage());
    }

    public function testSeveralProcessesLoseNoUpdate(): void
    {
        $programs = array_map(fn(string $name): Program => $this->program('updates_the_status', [$name, '30']), ['a', 'b', 'c', 'd']);
        foreach ($programs as $program) {
            self::assertSame(0, $program->end(), $program->rest());
        }
        self::assertCount(4 * 30, $this->status->all());
    }
}
