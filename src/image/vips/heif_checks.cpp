#include "image/vips/heif_checks.hpp"

#include <algorithm>
#include <cstdint>

#include "image/failures.hpp"
#include "image/vips/vips_library.hpp"

namespace photolibrary::image {
namespace {

/// Turned or not: where a pixel stands does not matter.
bool shows_the_same(const OpenedImage& thumbnail, const OpenedImage& picture, const Header& header) {
    constexpr std::uint64_t shortest_side = 200;
    constexpr std::uint64_t tolerance = 64;  // of its sides' proportion: one part in so many
    const auto [short_side, long_side] = std::minmax<std::uint64_t>({thumbnail.width(), thumbnail.height()});
    const auto [whole_short, whole_long] = std::minmax<std::uint64_t>({header.width, header.height});
    if (short_side < shortest_side || long_side >= whole_long) return false;
    const std::uint64_t one = short_side * whole_long, other = long_side * whole_short;
    return (one > other ? one - other : other - one) * tolerance <= one && thumbnail.bands() == picture.bands();
}

/// What says nothing of its own has the colours of the picture.
bool has_the_same_colors(const OpenedImage& thumbnail, const HeifPicture& boxes, const Header& header) {
    const HeifColors& colors = *boxes.thumbnail;
    if (storage_of(colors) != storage_of(boxes.colors)) return false;
    if (colors.empty()) return true;
    return colors.has_profile ? thumbnail.profile() == header.profile : colors.encoding == boxes.colors.encoding;
}

}  // namespace

Storage storage_of(const HeifColors& colors) noexcept {
    return {.narrow_range = colors.is_narrow && colors.is_grey, .premultiplied = colors.is_premultiplied};
}

bool can_stand_in(const OpenedImage& thumbnail, const OpenedImage& picture, const HeifPicture& boxes,
                  const Header& header) {
    return thumbnail && boxes.thumbnail && shows_the_same(thumbnail, picture, header) &&
           has_the_same_colors(thumbnail, boxes, header);
}

std::optional<core::Failure> check_heif_matrix(const HeifColors& colors, const OpenedImage& picture) {
    if (!colors.is_ycgco || picture.sample_bytes() == 1) return std::nullopt;
    return unsupported("libheif decodes YCgCo colours of more than 8 bits wrongly");
}

std::optional<core::Failure> check_heif_decoder(Format format) {
    if (has_heif_decoder(format)) return std::nullopt;
    return unsupported(format == Format::Heif
                           ? "libheif has no decoder for HEIC (Debian and Ubuntu: package libheif-plugin-libde265)"
                           : "libheif has no decoder for AVIF (Debian and Ubuntu: package libheif-plugin-dav1d)");
}

}  // namespace photolibrary::image
