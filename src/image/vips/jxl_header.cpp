#include "image/vips/jxl_header.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "image/vips/iso_boxes.hpp"

namespace photolibrary::image {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t longest_start = 24;  // of a codestream, up to the field that tells of an animation
constexpr int max_boxes = 1024;            // before the codestream and among its parts

/// Numbers of a codestream (ISO/IEC 18181-1, annex B): the lowest bit first. Behind the end all bits are 0.
class Bits {
  public:
    explicit Bits(std::span<const std::byte> bytes) noexcept : bytes_(bytes) {}

    bool has_ended() const noexcept { return at_ > bytes_.size() * 8; }

    /// count: 32 at most.
    std::uint32_t take(unsigned count) noexcept {
        std::uint32_t value = 0;
        for (unsigned i = 0; i < count; ++i, ++at_) {
            const unsigned byte = at_ / 8 < bytes_.size() ? u8(bytes_, at_ / 8) : 0;
            value |= (byte >> (at_ % 8) & 1U) << i;
        }
        return value;
    }

    bool flag() noexcept { return take(1) != 0; }

    /// A number of as many bits as two bits before it say.
    void pass_number(const std::array<unsigned, 4>& bits) noexcept { take(bits[take(2)]); }

  private:
    std::span<const std::byte> bytes_;
    std::size_t at_ = 0;
};

/// The codestream from its beginning on, as far as out reaches; returns how much of it there is. It fills the file, or
/// one box, or several parts in boxes of their own.
std::size_t read_codestream(ByteReader& reader, std::span<std::byte> out) {
    const auto magic = reader.peek(0, 2);
    std::size_t filled = 0;
    if (matches(magic, 0, "\xFF\x0A"sv)) {
        filled = static_cast<std::size_t>(std::min<std::uint64_t>(reader.size(), out.size()));
        return reader.copy(0, out.first(filled)) ? filled : 0;
    }
    IsoBox rest{.end = reader.size()};
    for (int i = 0; i < max_boxes && filled < out.size(); ++i) {
        const auto box = first_iso_box(reader, rest);
        if (!box) break;
        rest.start = box->end;
        const bool is_part = box->type == iso_box_type("jxlp"sv);
        if (!is_part && box->type != iso_box_type("jxlc"sv)) continue;
        const IsoBox data = box->after(is_part ? 4 : 0);  // behind the part's number
        const auto bytes = out.subspan(filled).first(std::min<std::uint64_t>(data.size(), out.size() - filled));
        if (!reader.copy(data.start, bytes)) break;
        filled += bytes.size();
    }
    return filled;
}

/// SizeHeader.
void pass_size(Bits& bits) {
    constexpr std::array<unsigned, 4> side = {9, 13, 18, 30};
    const bool is_small = bits.flag();
    const auto pass_side = [&] { is_small ? static_cast<void>(bits.take(5)) : bits.pass_number(side); };
    pass_side();
    if (bits.take(3) == 0) pass_side();  // else the width follows from a ratio
}

/// PreviewHeader.
void pass_preview_size(Bits& bits) {
    const bool is_multiple_of_8 = bits.flag();
    const std::array<unsigned, 4> side = is_multiple_of_8 ? std::array{0U, 0U, 5U, 9U} : std::array{6U, 8U, 10U, 12U};
    bits.pass_number(side);
    if (bits.take(3) == 0) bits.pass_number(side);
}

/// The field have_animation of ImageMetadata.
bool is_animated(std::span<const std::byte> codestream) {
    if (!matches(codestream, 0, "\xFF\x0A"sv)) return false;
    Bits bits(codestream.subspan(2));
    pass_size(bits);
    const bool is_default = bits.flag();
    if (is_default || !bits.flag()) return false;  // without further fields
    bits.take(3);                                  // the orientation, which libjxl applies
    if (bits.flag()) pass_size(bits);              // that it is to be shown at
    if (bits.flag()) pass_preview_size(bits);
    return bits.flag() && !bits.has_ended();
}

}  // namespace

core::Outcome<Header> read_jxl_header(ByteReader& reader) {
    std::array<std::byte, longest_start> start{};
    const std::size_t length = read_codestream(reader, start);
    return Header{.format = Format::JpegXl, .animated = is_animated(std::span(start).first(length))};
}

}  // namespace photolibrary::image
