#pragma once

#include <memory>

#include "core/blob.hpp"
#include "core/failure.hpp"
#include "image/color/color_profile.hpp"
#include "image/header.hpp"
#include "image/row_converter.hpp"
#include "image/vips/vips_image.hpp"

namespace photolibrary::image {

/// How the pixels of an image that libvips has opened become sRGB.
struct VipsColors {
    std::shared_ptr<const ColorTransform> transform{};  ///< null if nothing is to be done
    OpenedImage converted{};  ///< the same image in sRGB, if libvips converts it: pixels are pulled from it then
};

/// Grey, RGB and CMYK stay as they are: what they mean is ours to apply. libvips converts all else.
/// Fails with unsupported where the pixels' meaning is not known, or libvips reads them wrong.
core::Outcome<VipsColors> colors_of(const OpenedImage& image, const core::Blob& blob, const Header& header,
                                    const ColorSpace& space);

/// The kind of the samples of an image whose colours were found above.
Sample sample_of(const OpenedImage& image);

}  // namespace photolibrary::image
