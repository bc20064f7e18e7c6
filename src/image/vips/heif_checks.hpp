#pragma once

#include <optional>

#include "core/failure.hpp"
#include "image/header.hpp"
#include "image/row_converter.hpp"
#include "image/vips/heif_boxes.hpp"
#include "image/vips/vips_image.hpp"

namespace photolibrary::image {

/// What is to be undone of the pixels that libheif hands over: the brightness of a picture without colours comes as it
/// is stored, and so does what is multiplied with alpha.
Storage storage_of(const HeifColors& colors) noexcept;

/// Whether a thumbnail may be decoded in place of its picture: it is large enough and shows the whole picture in the
/// same colours. header: of the picture.
bool can_stand_in(const OpenedImage& thumbnail, const OpenedImage& picture, const HeifPicture& boxes,
                  const Header& header);

/// unsupported if libheif would read the picture's colours wrong.
std::optional<core::Failure> check_heif_matrix(const HeifColors& colors, const OpenedImage& picture);

/// unsupported if libheif has no decoder for HEIC, or AVIF, of which newer distributions have packages of their own.
std::optional<core::Failure> check_heif_decoder(Format format);

}  // namespace photolibrary::image
