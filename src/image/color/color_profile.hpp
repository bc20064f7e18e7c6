#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "image/color/color_transform.hpp"
#include "image/header.hpp"

namespace photolibrary::image {

/// Whether bytes can be an ICC profile: long enough, and with its signature. Little CMS judges the rest.
bool looks_like_profile(std::span<const std::byte> bytes) noexcept;

/// What the numbers of an image mean: sRGB, or the colours of the embedded profile or of the encoding that the header
/// names instead. Profiles of curves and a matrix are applied here, those with tables by Little CMS 2.
///
/// No profile at all, EXIF's claim of sRGB, a profile that is damaged or does not fit the image, and every profile or
/// encoding equal to sRGB in effect are one space: sRGB. CMYK is never sRGB.
class ColorSpace {
  public:
    /// sRGB.
    ColorSpace() = default;

    /// The space of an image: its model and profile, or encoding. Built once a profile; later calls find it in a small
    /// cache.
    static ColorSpace of(const Header& header);

    bool is_srgb() const noexcept { return profile_ == nullptr; }

    /// Whether the same numbers show the same colours in both (within 2 of 255 levels over a grid of colours).
    bool same_effect_as(const ColorSpace& other) const noexcept;

    /// "srgb", "cmyk" (without a profile), the encoding's name, or the profile's description: UTF-8 without control
    /// characters, 1 to 64 bytes.
    const std::string& name() const noexcept;

    /// From this space to sRGB; nothing if there is nothing to convert, or for CMYK without a profile.
    std::shared_ptr<const ColorTransform> transform() const;

    /// An opened profile and what it does.
    class Profile;

  private:
    std::shared_ptr<const Profile> profile_;
};

}  // namespace photolibrary::image
