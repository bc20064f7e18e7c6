#pragma once

#include <cstdint>
#include <optional>

#include "core/blob.hpp"
#include "image/color/rgb_encoding.hpp"

namespace photolibrary::image {

/// What the boxes of a HEIF file say of the colours of one of its pictures.
struct HeifColors {
    bool has_profile = false;               ///< an ICC profile, which goes before the encoding
    std::optional<RgbEncoding> encoding{};  ///< by colr of kind nclx, if its numbers are known

    // The matrix and range that nclx names too are libheif's to undo. It does not in all cases.
    bool is_narrow = false;         ///< black is 16, white is 235
    bool is_grey = false;           ///< coded without colours
    bool is_ycgco = false;          ///< by its matrix
    bool is_premultiplied = false;  ///< its colours were multiplied with alpha

    /// Neither a profile nor numbers.
    bool empty() const noexcept { return !has_profile && !encoding; }
};

/// What the boxes of a HEIF file (HEIC, AVIF) say of its picture, the primary item (ISO/IEC 14496-12 and 23008-12).
struct HeifPicture {
    bool is_grid = false;  ///< some picture of the file is put together from small ones, as phones write it
    HeifColors colors{};
    std::optional<HeifColors> thumbnail{};  ///< of the first thumbnail, if there is one
};

/// Trusts nothing and does a bounded amount of work. Of a damaged file it tells what it can.
HeifPicture read_heif_boxes(const core::Blob& blob);

}  // namespace photolibrary::image
