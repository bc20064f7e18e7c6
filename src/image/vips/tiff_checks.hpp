#pragma once

#include <optional>

#include "core/blob.hpp"
#include "core/failure.hpp"
#include "core/stop_token.hpp"
#include "image/vips/vips_image.hpp"

namespace photolibrary::image {

/// Why libvips does not open a TIFF of which nothing is damaged: unsupported, or nothing if that is not known.
std::optional<core::Failure> why_tiff_not_opened(const core::Blob& blob);

/// unsupported if libvips would take the colours of a TIFF that it has opened for something else.
std::optional<core::Failure> check_tiff_colors(const core::Blob& blob, const OpenedImage& image);

/// unsupported if the floating-point colours of a TIFF are stored in a way that is not read here.
std::optional<core::Failure> check_tiff_floats(const core::Blob& blob);

/// The alpha of floats that hides what is behind: 1, or 255 in a TIFF that libvips wrote. Nothing but the pixels
/// themselves tells, so they are read as far as is needed. image: floats, opened for this alone; or nothing.
float opaque_alpha(const OpenedImage& image, const core::StopToken& stop);

}  // namespace photolibrary::image
