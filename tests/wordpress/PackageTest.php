<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\WordPress;

/**
 * What the zip brings besides the plugin's own code: the PHP package that command lines share.
 */
final class PackageTest extends SiteTestCase
{
    public function testAnotherCopyOfThePackageMayBeLoaded(): void
    {
        $this->site->addPhotos(1);
        // Of another version: nothing of it fits.
        $this->site->addCode('other', 'namespace PhotoLibrary\Cli; class Options {} class Text {} class UsageError extends \Exception {} class Progress {} class Account {}');

        self::assertCounts(['processed' => 1], $this->sync());
        self::assertRefused('--colors must be a whole number from 1 to 32.', $this->site->sync('--colors=0'));
    }

    public function testItsTextsCanBeTranslated(): void
    {
        $folder = "{$this->site->folder}/wp-content/plugins/photolibrary";
        $outcome = $this->site->wp('i18n', 'make-pot', $folder, "{$folder}/all.pot", '--domain=photolibrary');

        self::assertSame(0, $outcome->status, $outcome->all());
        $template = (string) file_get_contents("{$folder}/all.pot");
        self::assertStringContainsString('msgid "The index accepts colours."', $template, "The plugin's own.");
        foreach (self::texts() as $text) {
            self::assertStringContainsString('msgid "' . addcslashes($text, '"\\') . '"', $template);
        }
    }

    public function testATranslationIsUsed(): void
    {
        $this->site->addCode('language', "add_filter('gettext_photolibrary', static fn(string \$to, string \$from): string => match (\$from) {
            '--%1\$s must be a whole number from %2\$d to %3\$d.' => '--%1\$s: %2\$d bis %3\$d.',
            '%s fetches photos, but --source=local forbids fetching.' => '%s geht nicht mit --source=local.',
            default => \$to,
        }, 10, 2);");

        self::assertRefused('--colors: 1 bis 32.', $this->site->sync('--colors=0'));
        self::assertRefused('--refresh geht nicht mit --source=local.', $this->site->sync('--source=local', '--refresh'));
    }

    public function testATextIsTranslatedOnce(): void
    {
        $this->site->addCode('language', "add_filter('gettext_photolibrary', static fn(string \$to): string => '«' . \$to . '»');");

        self::assertRefused('«--refresh fetches photos, but --source=local forbids fetching.»', $this->site->sync('--source=local', '--refresh'));
        self::assertStringContainsString('Error: «"x" is not the id of an attachment.»', $this->site->sync('x')->stderr);
        self::assertStringContainsString('Error: «Pinecone needs a key and the host of an index: set ««', $this->site->wp('photolibrary', 'test_pinecone')->stderr);
    }

    /** @return list<string> every sentence in the sources, found in another way than bin/package does */
    private static function texts(): array
    {
        $texts = [];
        $root = \dirname(__DIR__, 2);
        foreach ([...glob("{$root}/php/src/Cli/*.php") ?: [], ...glob("{$root}/wp-cli-plugin/src/*/*.php") ?: []] as $file) {
            $tokens = array_values(array_filter(
                \PhpToken::tokenize((string) file_get_contents($file)),
                static fn(\PhpToken $token): bool => !$token->isIgnorable(),
            ));
            foreach ($tokens as $i => $token) {
                if ($token->is(T_NEW) && ($tokens[$i + 1]->text ?? '') === 'Text') {
                    self::assertTrue($tokens[$i + 3]->is(T_CONSTANT_ENCAPSED_STRING), "{$file}:{$token->line}: a Text begins with a literal.");
                    $texts[] = stripslashes(substr($tokens[$i + 3]->text, 1, -1));
                }
            }
        }
        self::assertNotSame([], $texts);

        return $texts;
    }
}
