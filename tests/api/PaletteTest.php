<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Api;

use PhotoLibrary\Color;
use PhotoLibrary\ColorFamily;
use PhotoLibrary\FailureReason;
use PhotoLibrary\Gamut;
use PhotoLibrary\PaletteException;
use PhotoLibrary\PaletteOptions;
use PhotoLibrary\PaletteStyle;
use PhotoLibrary\Source;
use PHPUnit\Framework\Attributes\DataProvider;

use function PhotoLibrary\palette;

/** One image at a time, as a user of palette() writes it. */
final class PaletteTest extends ApiTestCase
{
    public function testAPhotoGivesItsColours(): void
    {
        $palette = palette(self::image('baseline.jpg'));

        self::assertSame([1600, 1200], [$palette->width, $palette->height]);
        self::assertCount(5, $palette->swatches);
        self::assertEqualsWithDelta(1.0, array_sum(array_map(static fn($s): float => $s->share, $palette->swatches)), 1e-12);
        self::assertSame('srgb', $palette->colorSpace);
        self::assertSame(self::image('baseline.jpg'), $palette->source);
        self::assertSame(['photolibrary', 'dc_pass', 0.125], [$palette->decode->decoder, $palette->decode->method, $palette->decode->scale]);
        self::assertSame($palette->swatches[0], $palette->dominant());
        $shares = array_map(static fn($s): float => $s->share, $palette->swatches);
        $falling = $shares;
        rsort($falling);
        self::assertSame($falling, $shares);
    }

    public function testABytesSourceGivesTheSameAsItsFile(): void
    {
        foreach (['baseline.jpg', 'progressive.jpg', 'photo.png', 'lossy.webp', 'photo.heic'] as $name) {
            $file = palette(self::image($name));
            $bytes = palette(Source::bytes((string) file_get_contents(self::image($name)), 'upload'));
            self::assertSame(self::swatches($file), self::swatches($bytes), $name);
            self::assertSame('upload', $bytes->source);
        }
    }

    public function testAPathIsNeverAUrlOrAStreamWrapper(): void
    {
        foreach (['file://' . self::image('tiny.jpg'), 'data:image/jpeg;base64,AAAA', 'http://localhost/a.jpg', 'php://stdin'] as $path) {
            try {
                palette($path);
                self::fail("{$path} was read");
            } catch (PaletteException $exception) {
                self::assertSame(FailureReason::NotFound, $exception->failure->reason);
                self::assertSame($exception->failure->message, $exception->getMessage());
            }
        }
    }

    public function testARelativePathIsThatOfTheMoment(): void
    {
        $here = (string) getcwd();
        chdir(\dirname(self::image('tiny.jpg')));
        try {
            self::assertSame('tiny.jpg', palette('tiny.jpg')->source);
            $batch = \PhotoLibrary\palettes(['tiny.jpg', './small.jpg'], null, \PhotoLibrary\Parallelism::workers(1), true);
            $batch->isReady();
            chdir('/');
            self::assertContainsOnlyInstancesOf(\PhotoLibrary\Palette::class, iterator_to_array($batch));
        } finally {
            chdir($here);
        }
    }

    public function testAnEmbeddedProfileIsConvertedNotRelabelled(): void
    {
        // One picture: as sRGB numbers, and as numbers of another space with its profile.
        $plain = palette(self::image('baseline.jpg'));
        $same = palette(self::image('srgb_profile.jpg'));
        self::assertSame('srgb', $same->colorSpace, 'a profile equal to sRGB is sRGB');
        self::assertLessThan(0.02, $plain->average()->deltaE($same->average()));
        $p3 = palette(self::image('p3.jpg'));
        self::assertNotSame('srgb', $p3->colorSpace);
        self::assertLessThan(0.01, $plain->average()->deltaE($p3->average()), 'a Display P3 copy shows the same colours');
        self::assertSame(Gamut::Srgb, $p3->gamut, 'its profile could show more');
        self::assertSame(Gamut::DisplayP3, palette(self::image('vivid.png'))->gamut);
    }

    public function testOrientationChangesTheSizesAndNotTheColours(): void
    {
        $upright = palette(self::image('orientation_1.jpg'));
        for ($orientation = 2; $orientation <= 8; ++$orientation) {
            $turned = palette(self::image("orientation_{$orientation}.jpg"));
            self::assertSame([160, 128], [$turned->width, $turned->height], 'all eight are displayed alike');
            foreach ($turned->swatches as $i => $swatch) {
                self::assertLessThan(0.02, $swatch->color->deltaE($upright->swatches[$i]->color), "orientation {$orientation}");
            }
        }
    }

    public function testAlphaWeighsThePixels(): void
    {
        // Left half opaque red, right half blue with an alpha of a third.
        $image = imagecreatetruecolor(60, 20);
        self::assertNotFalse($image);
        imagealphablending($image, false);
        imagesavealpha($image, true);
        imagefilledrectangle($image, 0, 0, 29, 19, (int) imagecolorallocatealpha($image, 255, 0, 0, 0));
        imagefilledrectangle($image, 30, 0, 59, 19, (int) imagecolorallocatealpha($image, 0, 0, 255, 85));
        $palette = palette(Source::bytes($this->png($image)));

        self::assertTrue($palette->hasTransparency);
        self::assertSame(['#ff0000', '#0000ff'], self::hexes($palette));
        // GD's 85 of 127 is written as 84 of 255.
        self::assertEqualsWithDelta(255 / (255 + 84), $palette->swatches[0]->share, 1e-12);
    }

    public function testAnImageThatIsTransparentEverywhereHasAPalette(): void
    {
        $palette = palette(self::image('transparent.png'));
        self::assertTrue($palette->hasTransparency);
        self::assertNotEmpty($palette->swatches);
        self::assertInstanceOf(Color::class, $palette->dominant()->color);
    }

    /** @return iterable<string, array{int<0, 255>, int<0, 255>, int<0, 255>}> */
    public static function flatImages(): iterable
    {
        yield 'white' => [255, 255, 255];
        yield 'black' => [0, 0, 0];
        yield 'a vivid colour' => [12, 200, 130];
    }

    /**
     * @param int<0, 255> $red
     * @param int<0, 255> $green
     * @param int<0, 255> $blue
     */
    #[DataProvider('flatImages')]
    public function testASolidImageHasOneColour(int $red, int $green, int $blue): void
    {
        $image = imagecreatetruecolor(33, 7);
        self::assertNotFalse($image);
        imagefill($image, 0, 0, (int) imagecolorallocate($image, $red, $green, $blue));
        $color = new Color($red, $green, $blue);
        foreach (PaletteStyle::cases() as $style) {
            $palette = palette(Source::bytes($this->png($image)), new PaletteOptions(32, $style));
            self::assertCount(1, $palette->swatches);
            self::assertSame($color->toHex(), $palette->dominant()->color->toHex());
            self::assertSame(1.0, $palette->dominant()->share);
            self::assertSame($color->toHex(), $palette->average()->toHex());
            self::assertSame($palette->dominant(), $palette->accent());
            self::assertSame($palette->dominant(), $palette->brightest());
            self::assertFalse($palette->hasTransparency);
        }
    }

    public function testTheNumberOfColoursIsWhatWasAskedFor(): void
    {
        foreach (PaletteStyle::cases() as $style) {
            foreach ([1, 2, 5, 8, 16, 32] as $colors) {
                $palette = palette(self::image('baseline.jpg'), new PaletteOptions($colors, $style));
                self::assertLessThanOrEqual($colors, \count($palette->swatches));
                self::assertSame(\count($palette->swatches), \count(array_unique(self::hexes($palette))));
                if ($style === PaletteStyle::Representative) {
                    self::assertCount($colors, $palette->swatches);
                }
            }
        }
    }

    public function testAccentSwatchesKeepTheirDistance(): void
    {
        foreach (['baseline.jpg', 'photo.png', 'grey.jpg'] as $name) {
            $swatches = palette(self::image($name), new PaletteOptions(16))->swatches;
            foreach ($swatches as $i => $one) {
                foreach (\array_slice($swatches, $i + 1) as $other) {
                    self::assertGreaterThanOrEqual(0.0399, $one->color->deltaE($other->color), $name);
                }
            }
        }
    }

    public function testAGreyPhotoIsMonochrome(): void
    {
        self::assertTrue(palette(self::image('grey.jpg'))->isMonochrome);
        self::assertTrue(palette(self::image('grey.png'))->isMonochrome);
        self::assertFalse(palette(self::image('baseline.jpg'))->isMonochrome);
    }

    public function testAPaletteStylesAPage(): void
    {
        $palette = palette(self::image('baseline.jpg'), new PaletteOptions(8));
        foreach ($palette->swatches as $swatch) {
            $color = $swatch->color;
            self::assertGreaterThan(4.5, $color->contrast($color->textColor()), $color->toHex());
            self::assertMatchesRegularExpression('/^[a-z]+$/', $color->name());
            self::assertContains($color->family(), ColorFamily::cases());
        }

        $roles = $palette->roles();
        self::assertSame(['light_vibrant', 'vibrant', 'dark_vibrant', 'light_muted', 'muted', 'dark_muted'], array_keys($roles));
        $played = array_filter($roles);
        self::assertNotEmpty($played);
        foreach ($played as $role => $swatch) {
            self::assertContains($swatch, $palette->swatches, "{$role} is no invented colour");
        }
        self::assertCount(\count($played), array_unique(array_map(static fn($swatch): string => $swatch->color->toHex(), $played)));
    }

    public function testRolesThatNoSwatchFitsAreNull(): void
    {
        $image = imagecreatetruecolor(40, 20);
        self::assertNotFalse($image);
        imagefilledrectangle($image, 0, 0, 39, 19, 0xffffff);
        imagefilledrectangle($image, 0, 0, 9, 19, 0xcc2222);
        $palette = palette(Source::bytes($this->png($image)));

        $roles = $palette->roles();
        self::assertSame(ColorFamily::White, $palette->dominant()->color->family());
        self::assertSame($palette->swatches[1], $roles['vibrant']);
        self::assertSame(['vibrant' => $palette->swatches[1]], array_filter($roles));
    }

    public function testLimitsAreHeld(): void
    {
        $cases = [
            [new PaletteOptions(maxPixels: 1600 * 1200 - 1), FailureReason::TooLarge],
            [new PaletteOptions(maxBytes: 1000), FailureReason::TooLarge],
        ];
        foreach ($cases as [$options, $reason]) {
            foreach (['baseline.jpg', 'photo.png'] as $name) {
                try {
                    palette(self::image($name), $options);
                    self::fail("{$name} was read");
                } catch (PaletteException $exception) {
                    self::assertSame($reason, $exception->failure->reason);
                    self::assertStringContainsString($name, $exception->getMessage());
                }
            }
        }
        self::assertSame(1600, palette(self::image('baseline.jpg'), new PaletteOptions(maxPixels: 1600 * 1200))->width);
    }

    public function testADeadlineThatHasPassedIsATimeout(): void
    {
        $this->expectException(PaletteException::class);
        $this->expectExceptionMessage('took longer than 0.001 s (timeout)');
        palette(Source::bytes($this->png(self::noise(3000))), new PaletteOptions(timeout: 0.001));
    }

    public function testAProgressivePhotoIsReadUpToItsFirstPass(): void
    {
        $palette = palette(self::image('progressive.jpg'));
        self::assertSame('dc_pass', $palette->decode->method);
        self::assertLessThan(0.5 * (int) filesize(self::image('progressive.jpg')), $palette->decode->bytesRead);
        $cut = palette(self::image('progressive_cut_after_dc.jpg'));
        self::assertSame(self::swatches($palette), self::swatches($cut), 'what comes later does not count');
    }

    /** Big coefficient arrays are refused before they are allocated. */
    public function testMemoryIsPredicted(): void
    {
        $arithmetic = (string) file_get_contents(self::image('progressive_arithmetic.jpg'));
        $position = strpos($arithmetic, "\xff\xca");
        self::assertNotFalse($position);
        $huge = substr_replace($arithmetic, pack('nn', 15000, 16000), $position + 5, 4);
        try {
            palette(Source::bytes($huge, 'huge.jpg'));
            self::fail('it was read');
        } catch (PaletteException $exception) {
            self::assertSame(FailureReason::Memory, $exception->failure->reason);
        }
    }

    /** @param int<1, max> $side */
    private static function noise(int $side): \GdImage
    {
        $image = imagecreatetruecolor($side, $side);
        self::assertNotFalse($image);
        mt_srand(1);
        for ($i = 0; $i < 20000; ++$i) {
            imagefilledellipse($image, mt_rand(0, $side), mt_rand(0, $side), mt_rand(1, 90), mt_rand(1, 90), mt_rand(0, 0xffffff));
        }

        return $image;
    }

    private function png(\GdImage $image): string
    {
        ob_start();
        imagepng($image);

        return (string) ob_get_clean();
    }
}
