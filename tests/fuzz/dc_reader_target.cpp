// The reader of a JPEG's DC terms, at any size. One that reads a picture delivers all of it, in order.
#include <algorithm>
#include <vector>

#include "fuzz/fuzz.hpp"
#include "image/jpeg/dc_image.hpp"
#include "image/jpeg/dc_reader.hpp"

namespace {

using namespace photolibrary;

/// Holds the reader to what it promises its sink, and passes all on.
class StrictSink final : public image::DcSink {
  public:
    explicit StrictSink(image::DcImage& image) : image_(image) {}

    std::optional<core::Failure> begin(const image::JpegFrame& frame, bool is_rgb, bool in_order) override {
        fuzz::require(frame_.components.empty(), "a picture begins once");
        frame_ = frame;
        in_order_ = in_order;
        rows_.assign(frame.components.size(), 0);
        return image_.begin(frame, is_rgb, in_order);
    }

    void row(const image::DcRow& row) override {
        const image::JpegComponent& component = frame_.components.at(row.component);
        fuzz::require(row.terms.size() == component.blocks_wide, "a row is as wide as its component");
        fuzz::require(row.y < component.blocks_high, "a row is in the picture");
        fuzz::require(!in_order_ || row.y == rows_[row.component], "rows come in order");
        rows_[row.component] = row.y + 1;
        image_.row(row);
    }

    std::optional<core::Failure> completed(std::uint32_t mcu_rows) override {
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            const std::uint64_t needed = std::uint64_t{mcu_rows} * frame_.components[i].v;
            fuzz::require(rows_[i] >= std::min<std::uint64_t>(needed, frame_.components[i].blocks_high),
                          "completed rows were given");
        }
        completed_ = mcu_rows;
        return image_.completed(mcu_rows);
    }

    bool is_complete() const noexcept { return !rows_.empty() && completed_ == frame_.mcus_high; }
    bool has_completed_any() const noexcept { return completed_ > 0; }

  private:
    image::DcImage& image_;
    image::JpegFrame frame_;
    std::vector<std::uint32_t> rows_;
    std::uint32_t completed_ = 0;
    bool in_order_ = false;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto blob = fuzz::blob_of(data, size);
    if (!blob) return 0;
    const auto header = image::probe(*blob, fuzz::limits());
    if (!header || header.value().format != image::Format::Jpeg) return 0;
    fuzz::CountingSink pixels;
    const core::Limits limits = fuzz::limits();
    image::DcImage image(header.value(), nullptr, limits, pixels);
    StrictSink sink(image);
    const image::DcOutcome outcome = image::read_dc_terms(*blob, {}, sink);
    if (!outcome.is_ours) {
        fuzz::require(!sink.has_completed_any(), "what is left to libjpeg was not begun here");
        image::end_of_dc_pass(*blob);
    } else if (outcome.failure) {
        fuzz::require_answer(*outcome.failure);
    } else {
        const auto blocks = [](std::uint64_t side) { return (side + 7) / 8; };
        fuzz::require(sink.is_complete(), "all rows are given");
        fuzz::require(pixels.pixels() == blocks(header.value().width) * blocks(header.value().height),
                      "every pixel is delivered once");
    }
    return 0;
}
