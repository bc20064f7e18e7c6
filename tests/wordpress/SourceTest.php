<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\WordPress;

/**
 * Which file a palette is computed from: the smallest that shows the same colours as the photo. The sizes here are
 * made by GD, which drops every profile.
 */
final class SourceTest extends SiteTestCase
{
    public function testAPhotoWithoutProfileIsReadFromItsSmallestSize(): void
    {
        self::assertSame('baseline-768x576.jpg', $this->sourceOf(Photo::fixture('baseline.jpg')));
    }

    public function testAnSrgbProfileIsAsGoodAsNone(): void
    {
        self::assertSame('srgb_profile-768x576.jpg', $this->sourceOf(Photo::fixture('srgb_profile.jpg')));
    }

    public function testAPhotoInDisplayP3IsReadItselfForItsSizesLie(): void
    {
        self::assertSame('p3.jpg', $this->sourceOf(Photo::fixture('p3.jpg')));

        $stored = $this->site->text('SELECT palette FROM wp_photolibrary_palettes');
        $true = json_decode((string) json_encode(\PhotoLibrary\palette(Photo::fixture('p3.jpg'))), true);
        self::assertIsArray($true);
        self::assertSame($true['swatches'], ((array) json_decode($stored, true))['swatches']);
        $lie = \PhotoLibrary\palette("{$this->folder()}/p3-768x576.jpg");
        self::assertNotEquals($true['swatches'], $lie->toArray()['swatches'], 'The fixture tells the two apart.');
    }

    public function testNoFileOutsideOfTheUploadsFolderIsOpened(): void
    {
        $outside = \dirname($this->site->uploads(), 2) . '/outside.jpg';
        Photo::write($outside, 80, 60, 1);
        $this->site->addAttachment('../../outside.jpg', 'image/jpeg', ['width' => 80, 'height' => 60]);
        $this->site->addAttachment('2024/../../../outside.jpg', 'image/jpeg', ['width' => 80, 'height' => 60]);
        $this->site->addAttachment($outside, 'image/jpeg', ['width' => 80, 'height' => 60]);
        $report = $this->sync();
        unlink($outside);

        self::assertSame(['not_found' => 3], $report['failed_by_reason']);
        self::assertSame(0, $report['processed']);
    }

    public function testACmykPhotoIsReadItself(): void
    {
        $id = $this->site->addAttachment('cmyk.jpg', 'image/jpeg', $this->metadata(1600, 1200, ['medium_large' => [768, 576]], 'cmyk'));
        $this->place('cmyk.jpg', 'cmyk.jpg');
        $this->place('small.jpg', 'cmyk-768x576.jpg');
        $this->sync();

        self::assertSame('cmyk.jpg', $this->source($id));
    }

    public function testALargePhotoIsJudgedByTheUploadAndNotByItsScaledCopy(): void
    {
        $photo = sys_get_temp_dir() . '/large-photo-' . getmypid() . '.jpg';
        Photo::write($photo, 3000, 2000, 1);
        $this->site->upload($photo);
        $this->sync();

        $stem = basename($photo, '.jpg');
        self::assertFileExists("{$this->folder()}/{$stem}-scaled.jpg");
        self::assertSame("{$this->month()}/{$stem}-768x512.jpg", $this->site->value('SELECT source FROM wp_photolibrary_palettes'));
        self::assertSame([3000, 2000], \array_slice($this->storedSize(), 0, 2));
        unlink("{$this->folder()}/{$stem}.jpg");
        unlink($photo);
        self::assertSame(['not_found' => 1], $this->sync()['failed_by_reason']);
    }

    public function testOnlySizesThatShowTheWholePhotoAreCandidates(): void
    {
        $sizes = [
            'medium' => [800, 600], // as some sites set it
            'thumbnail' => [700, 525],
            'medium_large' => [768, 432], // a crop
            'hero' => [720, 540], // a theme's
            'large' => [1024, 768],
        ];
        $id = $this->site->addAttachment('photo.jpg', 'image/jpeg', $this->metadata(1600, 1200, $sizes, 'photo'));
        $this->place('baseline.jpg', 'photo.jpg');
        foreach ($sizes as [$width, $height]) {
            Photo::write($this->site->uploads("photo-{$width}x{$height}.jpg"), max(1, $width), max(1, $height), 1);
        }

        $this->sync();
        self::assertSame('photo-800x600.jpg', $this->source($id));

        file_put_contents($this->site->uploads('photo-800x600.jpg'), '');
        $this->sync('--force');
        self::assertSame('photo-1024x768.jpg', $this->source($id), 'An empty file is no candidate.');

        file_put_contents($this->site->uploads('photo-1024x768.jpg'), 'damaged');
        $this->sync('--force');
        self::assertSame('photo.jpg', $this->source($id), 'Where a candidate is damaged the photo itself is read.');
    }

    public function testAnEditedPhotoIsReadFromItsOwnSizes(): void
    {
        $metadata = ['original_image' => 'photo.jpg'] + $this->metadata(800, 600, ['medium_large' => [768, 576]], 'photo-e1700000000000');
        $metadata['sizes']['large'] = ['file' => 'photo-1024x768.jpg', 'width' => 1024, 'height' => 768];
        $id = $this->site->addAttachment('photo-e1700000000000.jpg', 'image/jpeg', $metadata);
        Photo::write($this->site->uploads('photo.jpg'), 1600, 1200, 1);
        Photo::write($this->site->uploads('photo-1024x768.jpg'), 1024, 768, 1);
        Photo::write($this->site->uploads('photo-e1700000000000.jpg'), 800, 600, 2);
        Photo::write($this->site->uploads('photo-e1700000000000-768x576.jpg'), 768, 576, 2);
        $this->sync();

        self::assertSame('photo-e1700000000000-768x576.jpg', $this->source($id));
        self::assertSame([800, 600], \array_slice($this->storedSize(), 0, 2));
    }

    public function testAFilterMayAddCandidates(): void
    {
        $id = $this->site->addAttachment('photo.jpg', 'image/jpeg', $this->metadata(1600, 1200, [], 'photo'));
        Photo::write($this->site->uploads('photo.jpg'), 1600, 1200, 1);
        Photo::write($this->site->uploads('photo-hero.jpg'), 700, 525, 1);
        $this->site->addCode('hero', "add_filter('photolibrary_source', static fn(array \$candidates, int \$id, string \$truth): array =>
            [...\$candidates, str_replace('.jpg', '-hero.jpg', \$truth), 42], 10, 3);");
        $this->sync();
        self::assertSame('photo-hero.jpg', $this->source($id));

        $this->site->addCode('hero', "add_filter('photolibrary_source', static fn(): array =>
            ['', \"nul\\0byte.jpg\", '/', 'https://example.org/photo-hero.jpg', 'missing.jpg']);");
        $this->sync('--force');
        self::assertSame('photo.jpg', $this->source($id), 'What is no file is no candidate.');

        $this->site->addCode('hero', "add_filter('photolibrary_source', '__return_false');");
        $this->sync('--force');
        self::assertSame('photo.jpg', $this->source($id), 'What a filter returns is not trusted.');

        $this->site->addCode('hero', "add_filter('photolibrary_source', static fn(array \$candidates, int \$id, string \$truth): array =>
            array_map(static fn(int \$i): string => str_replace('.jpg', \$i === 0 ? '-hero.jpg' : \"-{\$i}.jpg\", \$truth), range(0, 99)), 10, 3);");
        self::assertCounts(['processed' => 1], $this->sync('--force'));
        self::assertSame('photo-hero.jpg', $this->source($id), 'Too many are too much, but no accident.');
    }

    /** Offload plugins turn the filtered path into an URL, or download the file. */
    public function testPathsAreNotFiltered(): void
    {
        [$id] = $this->site->addPhotos(1);
        $this->site->addCode('offload', "
            add_filter('get_attached_file', static fn(): string => exit(9));
            add_filter('wp_get_attachment_metadata', static fn(): array => exit(9));
            add_filter('upload_dir', static fn(array \$dir): array => ['basedir' => 's3://bucket/uploads', 'path' => 's3://bucket/uploads'] + \$dir);
            stream_wrapper_register('s3', 'stdClass');");

        self::assertCounts(['processed' => 1], $this->sync());
        self::assertSame('photos/0.jpg', $this->source($id));
    }

    public function testAPhotoThatWasMovedAwayKeepsItsPalette(): void
    {
        [$id] = $this->site->addPhotos(1);
        $this->sync();
        unlink($this->site->uploads('photos/0.jpg'));
        $this->site->addCode('bucket', "add_filter('wp_get_attachment_url', static fn(): string => 'https://bucket.example/0.jpg');");

        self::assertSame(['remote' => 1], $this->sync('--force', '--source=local')['skipped_by_reason']);
        self::assertSame([$id], $this->withPalette());
    }

    public function testTheMagicOfTheFileDecidesWhatItIs(): void
    {
        $this->place('photo.png', 'really.jpg');
        $this->place('drawing.svg', 'drawing.jpg');
        $png = $this->site->addAttachment('really.jpg', 'image/jpeg');
        $this->site->addAttachment('drawing.jpg', 'image/jpeg');

        $report = $this->sync();
        self::assertCounts(['processed' => 1, 'failed' => 1, 'failed_by_reason' => ['unsupported' => 1]], $report);
        self::assertSame([$png], $this->withPalette());
    }

    public function testNamesThatAreNotAsciiAreNoProblemWhereTheLocaleIsC(): void
    {
        $id = $this->site->addAttachment('été/Ünter.jpg', 'image/jpeg', $this->metadata(1600, 1200, ['large' => [1024, 768]], 'Ünter'));
        mkdir($this->site->uploads('été'), 0o755, true);
        Photo::write($this->site->uploads('été/Ünter.jpg'), 1600, 1200, 1);
        Photo::write($this->site->uploads('été/Ünter-1024x768.jpg'), 1024, 768, 1);

        $outcome = $this->site->run(['photolibrary', 'sync_palettes'], ['LC_ALL' => 'C', 'LANG' => 'C']);
        self::assertSame(0, $outcome->status, $outcome->all());
        self::assertSame('été/Ünter-1024x768.jpg', $this->source($id));
    }

    /** Uploads a photo and tells the file, without its folder, that its palette was computed from. */
    private function sourceOf(string $photo): string
    {
        [$id] = $this->site->upload($photo);
        $this->sync();
        self::assertSame(array_map(intval(...), (array) getimagesize($photo))[0], $this->storedSize()[0], 'The size is that of the photo.');

        return basename($this->source($id));
    }

    private function source(int $id): string
    {
        return $this->site->text('SELECT source FROM wp_photolibrary_palettes WHERE attachment_id = ?', $id);
    }

    /** @return list<mixed> width and height in the stored palette */
    private function storedSize(): array
    {
        $palette = (array) json_decode($this->site->text('SELECT palette FROM wp_photolibrary_palettes'), true);

        return [$palette['width'] ?? 0, $palette['height'] ?? 0];
    }

    /**
     * @param array<string, array{int, int}> $sizes
     * @return array{width: int, height: int, sizes: array<string, array{file: string, width: int, height: int}>}
     */
    private function metadata(int $width, int $height, array $sizes, string $stem): array
    {
        return ['width' => $width, 'height' => $height, 'sizes' => array_map(
            static fn(array $size): array => ['file' => "{$stem}-{$size[0]}x{$size[1]}.jpg", 'width' => $size[0], 'height' => $size[1]],
            $sizes,
        )];
    }

    private function place(string $fixture, string $file): void
    {
        is_dir($this->site->uploads()) || mkdir($this->site->uploads(), 0o755, true);
        copy(Photo::fixture($fixture), $this->site->uploads($file));
    }

    private function month(): string
    {
        return \dirname($this->site->text("SELECT meta_value FROM wp_postmeta WHERE meta_key = '_wp_attached_file'"));
    }

    private function folder(): string
    {
        return $this->site->uploads($this->month());
    }
}
