<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Library;

/**
 * Where the files of an attachment lie on this machine, and where they are served. Paths are built from the database:
 * plugins that move uploads to a bucket make the filtered ones an URL, or download the file.
 */
final readonly class UploadedFiles
{
    /** A copy smaller than this shows too little of the small colours. Pixels of the long side. */
    public const MIN_LONG_SIDE = 640;

    /** Source::cheapest() takes no more. */
    private const MAX_CANDIDATES = 63;

    /** The sizes of core that show the whole picture. */
    private const WHOLE_SIZES = ['medium', 'medium_large', 'large', '1536x1536', '2048x2048'];

    /** @param string $folder the uploads folder, without a slash at its end */
    public function __construct(private string $folder) {}

    public static function ofBlog(): self
    {
        $folder = wp_get_upload_dir()['basedir'];
        if (wp_is_stream($folder)) {
            $folder = _wp_upload_dir()['basedir'];
        }

        return new self(untrailingslashit($folder));
    }

    /**
     * The file that shows the photo as it is meant to be seen: the upload itself, unless the photo was edited. Empty if
     * the database names no file, or one outside of the uploads folder: whoever may edit an attachment must not have
     * other files read.
     */
    public function truth(Attachment $attachment): string
    {
        $attached = $this->absolute($attachment->file);
        if ($attachment->file === '' || !$this->isInside($attached)) {
            return '';
        }
        $original = $attachment->originalImage();

        return $original !== '' && self::stem($original) === self::uploadStem($attached)
            ? \dirname($attached) . '/' . $original
            : $attached;
    }

    /**
     * Smaller copies of the same picture, for Source::cheapest(), which compares their colours with the truth's.
     *
     * @return list<string>
     */
    public function candidates(Attachment $attachment, string $truth): array
    {
        $folder = \dirname($this->absolute($attachment->file));
        $candidates = [];
        foreach (array_intersect_key($attachment->sizes(), array_flip(self::WHOLE_SIZES)) as $size) {
            $path = "{$folder}/{$size['file']}";
            if (self::showsAll($attachment, $size) && self::isFilled($path)) {
                $candidates[] = $path;
            }
        }
        /**
         * Smaller copies that may be read instead of the original: a palette is computed from the smallest one that
         * is large enough and shows the same colours.
         *
         * @param list<string> $candidates absolute paths of local files; of more than 63 the rest is not looked at
         * @param int $attachment id
         * @param string $truth absolute path of the original
         */
        $filtered = apply_filters('photolibrary_source', $candidates, $attachment->id, $truth);

        $paths = array_unique(array_filter(\is_array($filtered) ? $filtered : $candidates, is_string(...)));

        return \array_slice(array_values($paths), 0, self::MAX_CANDIDATES);
    }

    /**
     * Changes whenever the palette may: with what the database says of the file, and with the file itself.
     */
    public function fingerprint(Attachment $attachment, string $truth): string
    {
        $stat = @stat($truth);

        return hash('xxh128', serialize([
            $attachment->file,
            $attachment->originalImage(),
            $attachment->width(),
            $attachment->height(),
            $attachment->fileSize(),
            $stat === false ? null : [$stat['mtime'], $stat['size']],
        ]));
    }

    /**
     * Whether a file that is not here is served by another host: then it was moved there, else it is lost.
     */
    public function isRemote(Attachment $attachment, string $truth): bool
    {
        if ($attachment->file === '' || file_exists($truth)) {
            return false;
        }

        return !\in_array(self::host($this->url($attachment)), ['', self::host(_wp_upload_dir()['baseurl'])], true);
    }

    /**
     * Where the attached file is served; empty if it is not. It may be signed: it is for use at once, neither to be
     * stored nor to be shown.
     */
    public function url(Attachment $attachment): string
    {
        $url = wp_get_attachment_url($attachment->id);
        $absolute = preg_replace('~^//~', 'https://', \is_string($url) ? $url : '');

        // Names of files are not encoded in WordPress' URLs, except by plugins that sign them.
        return (string) preg_replace_callback('/[^\x21-\x7e]/', static fn(array $byte): string => rawurlencode($byte[0]), (string) $absolute);
    }

    /** The attached file, for what is stored and shown. */
    public function name(Attachment $attachment): string
    {
        return $this->relative($this->absolute($attachment->file));
    }

    /** For what is stored and shown: relative to the uploads folder, or a bare name. */
    public function relative(string $path): string
    {
        return str_starts_with($path, "{$this->folder}/") ? substr($path, \strlen($this->folder) + 1) : wp_basename($path);
    }

    /** A sentence without the absolute paths of an attachment's files. */
    public function withoutPaths(string $sentence, string $truth): string
    {
        $folders = array_filter([$this->folder, \dirname($truth)], static fn(string $folder): bool => \strlen($folder) > 1);

        return str_replace(array_map(trailingslashit(...), $folders), '', $sentence);
    }

    /** A sentence with the name of an attachment's file in place of every URL. */
    public function withoutUrls(string $sentence, Attachment $attachment): string
    {
        return (string) preg_replace_callback(
            '~\bhttps?://[^\s"\'<>]*[^\s"\'<>:;,.)]~i',
            fn(): string => $this->name($attachment),
            $sentence,
        );
    }

    /** By its name: a link in the folder is the administrator's. */
    private function isInside(string $path): bool
    {
        return str_starts_with($path, "{$this->folder}/") && !\in_array('..', explode('/', $path), true);
    }

    /** By the rule of get_attached_file(). */
    private function absolute(string $file): string
    {
        return preg_match('~^(?:/|.:\\\\)~', $file) === 1 ? $file : "{$this->folder}/{$file}";
    }

    /**
     * Not a crop, and made of this very file: after an edit the sizes of the earlier one may linger.
     *
     * @param array{file: string, width: int, height: int} $size
     */
    private static function showsAll(Attachment $attachment, array $size): bool
    {
        if (max($size['width'], $size['height']) < self::MIN_LONG_SIDE) {
            return false;
        }
        $stem = self::stem($size['file']);
        $suffix = "-{$size['width']}x{$size['height']}";
        $attached = self::stem($attachment->file);

        return \in_array($stem, [$attached . $suffix, self::uploadStem($attachment->file) . $suffix], true)
            && self::hasAspect($size['width'], $size['height'], $attachment->width(), $attachment->height());
    }

    /** Within one pixel, for a size is rounded to whole ones. */
    private static function hasAspect(int $width, int $height, int $fullWidth, int $fullHeight): bool
    {
        return $fullWidth > 0 && $fullHeight > 0
            && (abs($width * $fullHeight / $fullWidth - $height) <= 1 || abs($height * $fullWidth / $fullHeight - $width) <= 1);
    }

    private static function isFilled(string $path): bool
    {
        return is_file($path) && filesize($path) > 0;
    }

    /** pathinfo() would cut names that are not ASCII where the locale is C, as it is under cron. */
    private static function stem(string $path): string
    {
        $name = wp_basename($path);
        $dot = strrpos($name, '.');

        return $dot === false ? $name : substr($name, 0, $dot);
    }

    /** The stem that the upload had before WordPress scaled it down or turned it. */
    private static function uploadStem(string $path): string
    {
        return preg_replace('/-(?:scaled|rotated)$/D', '', self::stem($path)) ?? '';
    }

    private static function host(string $url): string
    {
        return strtolower((string) parse_url($url, PHP_URL_HOST));
    }
}
