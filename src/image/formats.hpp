#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "core/blob.hpp"
#include "core/failure.hpp"
#include "core/limits.hpp"
#include "image/byte_reader.hpp"
#include "image/decode_report.hpp"
#include "image/decode_request.hpp"
#include "image/header.hpp"

namespace photolibrary::image {

/// A format that is decoded here. The table of them is in formats.cpp: a new format is a new row.
struct FormatRow {
    Format format;
    std::string_view name;      ///< "HEIC": for messages
    std::string_view decoders;  ///< "zlib": for phpinfo(); names every Decoder that decode reports

    /// Whether a file is of this format. head: its first sniffed_bytes, or all of a shorter file.
    bool (*recognizes)(std::span<const std::byte> head);

    /// Reads the header with a parser of ours: data that begin as recognizes() wants them. It trusts nothing after that
    /// and does a bounded amount of work. Limits on pixels are checked by the caller. Null if we have no parser.
    core::Outcome<Header> (*read_header)(ByteReader& reader);

    /// Asks the decoder's library for what read_header does not know: size, orientation, profile. Checks the limits.
    /// Null if read_header knows everything.
    core::Outcome<Header> (*complete_header)(const core::Blob& blob, Header header, const core::Limits& limits);

    /// See decode().
    core::Outcome<DecodeReport> (*decode)(const DecodeRequest& request);

    /// Who knows the size: the header that is read here, or only the library.
    bool header_knows_size() const noexcept { return complete_header == nullptr; }
};

/// In the order of enum Format.
std::span<const FormatRow> formats() noexcept;

const FormatRow& row_of(Format format) noexcept;

/// "JPEG: photolibrary, libjpeg-turbo (CMYK: libvips); PNG: zlib; ...": for phpinfo().
std::string decoders_of_formats();

}  // namespace photolibrary::image
