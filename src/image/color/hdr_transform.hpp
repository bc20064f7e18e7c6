#pragma once

#include <memory>

#include "image/color/color_matrix.hpp"
#include "image/color/color_transform.hpp"
#include "image/color/rgb_encoding.hpp"

namespace photolibrary::image {

/// From R G B with a high dynamic range (ITU-R BT.2100, PQ or HLG) to sRGB. The picture is taken as a display of
/// 1000 cd/m² shows it, and brought down to an sRGB whose white is 203 cd/m² (BT.2408) by the curve of BT.2390 (5.4.1)
/// on the brightest of the three channels, the others in proportion, so that hues stay.
///
/// to_srgb: from linear light of the encoding to linear light of sRGB.
std::shared_ptr<const ColorTransform> make_hdr_transform(const RgbEncoding& encoding, const ColorMatrix& to_srgb);

}  // namespace photolibrary::image
