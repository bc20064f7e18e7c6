#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>

#include "image/color/color_transform.hpp"
#include "image/header.hpp"

namespace photolibrary::image {

/// The transform of a profile that is nothing but curves and a matrix (ICC.1:2022 8.3.3 and 8.3.4: rgbTRC and rgbXYZ,
/// or kTRC), within a level of what Little CMS makes of it and several times as fast. Nothing for a profile with tables
/// for colours, of another model or another connection space than XYZ, or with a field that is odd in any way: that is
/// for Little CMS to judge.
std::shared_ptr<const ColorTransform> transform_of_matrix_profile(std::span<const std::byte> profile, ColorModel model);

/// A profile that says by numbers (cicp, ICC.1:2022 9.2.17), or by the name that libjxl gives it, that it stands for a
/// high dynamic range: its tables are a stand-in for readers that do not know better.
std::optional<RgbEncoding> hdr_encoding_of_profile(std::span<const std::byte> profile);

}  // namespace photolibrary::image
