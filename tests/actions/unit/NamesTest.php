<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions\Unit;

use PhotoLibrary\Actions\Support\ActionKind;
use PhotoLibrary\Actions\Support\Environment;
use PhotoLibrary\Actions\Support\FolderException;
use PhotoLibrary\Actions\Support\Name;
use PhotoLibrary\Actions\Support\Suggestion;
use PhotoLibrary\Cli\UsageError;
use PHPUnit\Framework\Attributes\TestWith;

final class NamesTest extends ProjectTestCase
{
    #[TestWith(['web-01'])]
    #[TestWith(['WEB_01.example.org'])]
    #[TestWith(['.hidden'])]
    #[TestWith(['7'])]
    public function testNames(string $name): void
    {
        self::assertSame($name, Name::check('a server', $name));
    }

    #[TestWith([''])]
    #[TestWith(['.'])]
    #[TestWith(['..'])]
    #[TestWith(['../prod'])]
    #[TestWith(['a/b'])]
    #[TestWith(['-x'])]
    #[TestWith(['--limit'])]
    #[TestWith(['web-01;reboot'])]
    #[TestWith(['web 01'])]
    #[TestWith(["web-01\n"])]
    #[TestWith(["web\0"])]
    #[TestWith(['wéb'])]
    #[TestWith(['$(id)'])]
    public function testWhatIsNoName(string $name): void
    {
        self::assertFalse(Name::isName($name));
        $error = self::thrownBy(UsageError::class, static fn() => Name::check('a server', $name));
        self::assertStringContainsString('is not a name of a server', $error->getMessage());
        self::assertSame(0, preg_match('/[\x00-\x1F]/', $error->getMessage()));
    }

    public function testALongNameIsNone(): void
    {
        self::assertTrue(Name::isName(str_repeat('a', 200)));
        self::assertFalse(Name::isName(str_repeat('a', 201)));
    }

    #[TestWith(['../prod'])]
    #[TestWith(['-x'])]
    #[TestWith(['..'])]
    #[TestWith(['production/.queue'])]
    public function testAnEnvironmentDoesNotLeaveItsFolder(string $name): void
    {
        $error = self::thrownBy(UsageError::class, fn() => $this->environment($name));
        self::assertStringContainsString('is not a name of an environment', $error->getMessage());
    }

    public function testAnUnknownEnvironmentListsThoseThereAre(): void
    {
        mkdir("{$this->root}/inventory/staging");
        mkdir("{$this->root}/inventory/.git");
        $this->write('inventory/hosts', '');
        $error = self::thrownBy(UsageError::class, fn() => $this->environment('prodution'));
        self::assertSame('There is no environment "prodution". There are: production, staging. Did you mean production?', $error->getMessage());
        self::assertSame(['production', 'staging'], Environment::names($this->root));
    }

    public function testWithoutAnyEnvironmentItSaysWhatToMake(): void
    {
        rmdir("{$this->root}/inventory/production");
        $error = self::thrownBy(UsageError::class, fn() => $this->environment());
        self::assertStringContainsString('Make inventory/production with a hosts.yml in it.', $error->getMessage());
        rmdir("{$this->root}/inventory");
        $error = self::thrownBy(UsageError::class, fn() => $this->environment());
        self::assertStringContainsString('Run this in the folder of your Ansible project.', $error->getMessage());
        $error = self::thrownBy(UsageError::class, fn() => new Environment('production', "{$this->root}/nowhere"));
        self::assertStringContainsString('does not exist', $error->getMessage());
    }

    public function testItsPaths(): void
    {
        $environment = $this->environment();
        self::assertSame("{$this->root}/inventory/production/config.yml", $environment->settingsFile());
        self::assertSame("{$this->root}/inventory/production/.status/servers.json", $environment->statusFile());
        self::assertSame("{$this->root}/logs/production", $environment->logFolder());
        self::assertSame('inventory/production/config.yml', $environment->shown($environment->settingsFile()));
        self::assertSame('/elsewhere', $environment->shown('/elsewhere'));
    }

    public function testTheFolderOfTheQueueIsForItsOwnerOnly(): void
    {
        $folder = $this->environment()->queueFolder();
        self::assertSame(0o700, fileperms($folder) & 0o777);
        self::assertSame($folder, $this->environment()->queueFolder());
    }

    public function testAFileInPlaceOfThatFolderIsNamed(): void
    {
        $this->write('inventory/production/.queue', '');
        $error = self::thrownBy(FolderException::class, fn() => $this->environment()->queueFolder());
        self::assertStringContainsString('inventory/production/.queue cannot be made: File exists', $error->getMessage());
    }

    public function testSuggestions(): void
    {
        self::assertSame('web-01', Suggestion::for('web-1', ['db-01', 'web-01']));
        self::assertSame('web-01', Suggestion::for('WEB-01', ['web-01']));
        self::assertNull(Suggestion::for('mail', ['db-01', 'web-01']));
        self::assertNull(Suggestion::for(str_repeat('a', 10000), [str_repeat('a', 10001)]));
        self::assertSame('', Suggestion::sentence('x', []));
    }

    public function testKinds(): void
    {
        self::assertSame('deploy.yml', ActionKind::Deploy->playbook());
        self::assertFalse(ActionKind::Check->changesServer());
    }
}
