#include "image/foreign_formats.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "image/byte_reader.hpp"
#include "image/failures.hpp"

namespace photolibrary::image {
namespace {

using namespace std::string_view_literals;

struct Magic {
    std::size_t at;
    std::string_view bytes;
    std::string_view what;  ///< completes "the file is ..."
};

constexpr Magic unsupported_images[] = {
    {0, "BM"sv, "a BMP image"},
    {0, "8BPS"sv, "a Photoshop document"},
    {0, "\0\0\1\0"sv, "an icon (ICO)"},
    {0, "\0\0\2\0"sv, "a cursor (CUR)"},
    {0, "\0\0\0\x0CjP  \r\n\x87\n"sv, "a JPEG 2000 image"},
    {0, "\xFF\x4F\xFF\x51"sv, "a JPEG 2000 codestream"},
    {0, "FUJIFILMCCD-RAW"sv, "a Fujifilm raw photo"},
    {0, "II*\0\x10\0\0\0CR"sv, "a Canon raw photo (CR2)"},
    {0, "IIU\0"sv, "a Panasonic raw photo (RW2)"},
    {0, "IIRO"sv, "an Olympus raw photo (ORF)"},
    {0, "gimp xcf"sv, "a GIMP document"},
    {0, "qoif"sv, "a QOI image"},
    {0, "\x76\x2F\x31\x01"sv, "an OpenEXR image"},
    {0, "icns"sv, "an icon (ICNS)"},
    {0, "#?RADIANCE"sv, "a Radiance HDR image"},
    {0, "DDS "sv, "a DirectDraw surface"},
    {4, "ftypcrx "sv, "a Canon raw photo (CR3)"},
};

// What people rename to .jpg, and what a media library holds beside photos.
constexpr Magic other_files[] = {
    {0, "%PDF-"sv, "a PDF document"},
    {0, "%!PS"sv, "a PostScript document"},
    {0, "PK\3\4"sv, "a ZIP archive or an office document"},
    {0, "\x1F\x8B"sv, "gzip data"},
    {0, "Rar!"sv, "a RAR archive"},
    {0, "7z\xBC\xAF\x27\x1C"sv, "a 7-Zip archive"},
    {0, "\xD0\xCF\x11\xE0"sv, "an office document"},
    {0, "\177ELF"sv, "a program"},
    {0, "MZ"sv, "a program"},
    {0, "OggS"sv, "an Ogg file"},
    {0, "fLaC"sv, "a FLAC file"},
    {0, "ID3"sv, "an MP3 file"},
    {0, "\x1A\x45\xDF\xA3"sv, "a Matroska or WebM video"},
    {0, "SQLite format 3"sv, "an SQLite database"},
    {0, "wOFF"sv, "a web font"},
    {0, "wOF2"sv, "a web font"},
    {8, "AVI "sv, "an AVI video"},
    {8, "WAVE"sv, "a WAV file"},
    {4, "ftyp"sv, "a video (MP4 or QuickTime)"},
};

core::Failure not_supported(std::string_view what) {
    return unsupported("not supported: the file is " + std::string(what));
}

core::Failure not_an_image(std::string_view what) {
    return unsupported("not an image: the file is " + std::string(what));
}

/// The first of magics that the file begins with; null if it is none of them.
const Magic* find_magic(std::span<const Magic> magics, std::span<const std::byte> head) {
    const auto found = std::find_if(magics.begin(), magics.end(),
                                    [&](const Magic& magic) { return matches(head, magic.at, magic.bytes); });
    return found == magics.end() ? nullptr : &*found;
}

std::string_view without_space(std::string_view text) {
    const auto start = text.find_first_not_of(" \t\r\n\f"sv);
    return start == std::string_view::npos ? std::string_view{} : text.substr(start);
}

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
    if (text.size() < prefix.size()) return false;
    return std::equal(prefix.begin(), prefix.end(), text.begin(),
                      [](char a, char b) { return a == b || (a >= 'a' && a <= 'z' && a - 'a' + 'A' == b); });
}

/// Printable text: no control bytes but white space, and either nothing that UTF-8 never has or ASCII for the most
/// part.
bool is_text(std::string_view head) {
    std::size_t ascii = 0;
    bool can_be_utf8 = true;
    for (const char c : head) {
        const auto byte = static_cast<unsigned char>(c);
        const bool white = byte >= '\t' && byte <= '\r';
        if ((byte < 0x20 && !white) || byte == 0x7F) return false;
        if (byte < 0x80) ++ascii;
        if (byte == 0xC0 || byte == 0xC1 || byte > 0xF4) can_be_utf8 = false;
    }
    return can_be_utf8 || ascii > head.size() / 2;
}

/// "P" and a digit from 1 to 7, then white space.
bool is_netpbm(std::string_view head) {
    return head.size() > 2 && head[0] == 'P' && head[1] >= '1' && head[1] <= '7' && (head[2] == '\n' || head[2] == ' ');
}

core::Failure unsupported_text(std::string_view head) {
    if (head.substr(0, 3) == "\xEF\xBB\xBF"sv) head.remove_prefix(3);
    const std::string_view text = without_space(head);
    if (starts_with_ignoring_case(text, "<svg"sv) || text.find("<svg"sv) != std::string_view::npos) {
        return not_supported("an SVG drawing");
    }
    if (starts_with_ignoring_case(text, "<!doctype html"sv) || starts_with_ignoring_case(text, "<html"sv)) {
        return not_an_image("an HTML page");
    }
    if (starts_with_ignoring_case(text, "<?php"sv)) return not_an_image("a PHP script");
    if (starts_with_ignoring_case(text, "<?xml"sv)) return not_an_image("an XML document");
    return unsupported("not an image: the file contains text");
}

}  // namespace

core::Failure why_not_read(std::span<const std::byte> head) {
    if (const Magic* magic = find_magic(unsupported_images, head)) return not_supported(magic->what);
    if (const Magic* magic = find_magic(other_files, head)) return not_an_image(magic->what);
    const std::string_view text(reinterpret_cast<const char*>(head.data()), head.size());
    if (is_netpbm(text)) return not_supported("a Netpbm image (PBM, PGM, PPM or PAM)");
    if (is_text(text)) return unsupported_text(text);
    if (std::all_of(head.begin(), head.end(), [](std::byte byte) { return byte == std::byte{0}; })) {
        return corrupt("not an image: the file begins with nothing but zeros");
    }
    return unsupported("its format is not known");
}

}  // namespace photolibrary::image
