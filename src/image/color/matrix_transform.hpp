#pragma once

#include <array>
#include <memory>

#include "image/color/color_matrix.hpp"
#include "image/color/color_transform.hpp"
#include "image/color/rgb_encoding.hpp"
#include "image/color/tone_curve.hpp"

namespace photolibrary::image {

/// From R G B by a curve a channel and a matrix to XYZ adapted to D50, as ICC.1:2022 F.3 defines it, and on to sRGB:
/// light beyond what sRGB can show is cut off a channel. Six table look-ups and two additions a pixel. Nothing if the
/// matrix is too far from any camera or screen for its tables.
std::shared_ptr<const ColorTransform> make_matrix_transform(const std::array<ToneCurve, 3>& curves,
                                                            const ColorMatrix& to_xyz_d50);

/// From R G B of an encoding; of one with a high dynamic range as make_hdr_transform() does it. Nothing if its
/// primaries span no colours, or far too many.
std::shared_ptr<const ColorTransform> make_transform(const RgbEncoding& encoding);

/// From grey: as R G B with three equal channels.
std::shared_ptr<const ColorTransform> make_grey_transform(std::shared_ptr<const ColorTransform> rgb);

}  // namespace photolibrary::image
