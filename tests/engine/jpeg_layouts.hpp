#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdio>  // jpeglib.h needs FILE
#include <cstdlib>

#include <jpeglib.h>

#include <string>
#include <utility>
#include <vector>

namespace photolibrary::image::testing {

/// The same numbers everywhere (xorshift, Marsaglia 2003).
class Random {
  public:
    explicit Random(std::uint32_t seed) : state_(seed) {}
    int below(int bound) {
        state_ ^= state_ << 13;
        state_ ^= state_ >> 17;
        state_ ^= state_ << 5;
        return static_cast<int>(state_ % static_cast<std::uint32_t>(bound));
    }

  private:
    std::uint32_t state_;
};

struct Sampling {
    int h;
    int v;
};

struct Layout {
    std::string name;
    std::vector<Sampling> components;
    int width = 137;
    int height = 91;
    int busy = 20;  ///< coefficients in a hundred that are not 0
    int restart = 0;
    bool optimised = true;
    bool one_by_one = false;  ///< a scan for each component
    bool progressive = false;
    int low_bit = 1;
};

inline std::vector<jpeg_scan_info> scans_of(const Layout& layout) {
    const int count = static_cast<int>(layout.components.size());
    std::vector<jpeg_scan_info> scans;
    if (layout.one_by_one) {
        for (int i = 0; i < count; ++i)
            scans.push_back(
                {1, {i, 0, 0, 0}, 0, layout.progressive ? 0 : 63, 0, layout.progressive ? layout.low_bit : 0});
    } else {
        scans.push_back(
            {count, {0, 1, 2, 3}, 0, layout.progressive ? 0 : 63, 0, layout.progressive ? layout.low_bit : 0});
    }
    if (!layout.progressive) return scans;
    for (int bit = layout.low_bit; bit > 0; --bit)
        scans.push_back({count, {0, 1, 2, 3}, 0, 0, bit, bit - 1});
    for (int i = 0; i < count; ++i)
        scans.push_back({1, {i, 0, 0, 0}, 1, 63, 0, 0});
    return scans;
}

/// Coefficients of all sizes, blocks that are empty and blocks that are full.
inline void fill_block(JBLOCK& block, int busy, Random& random) {
    block[0] = static_cast<JCOEF>(random.below(4) == 0 ? random.below(2047) - 1023 : random.below(31) - 15);
    const int kind = random.below(8);
    const int density = kind == 0 ? 0 : kind == 1 ? 100 : busy;
    for (int i = 1; i < DCTSIZE2; ++i) {
        const int size = 1 << random.below(kind == 2 ? 11 : 4);
        block[i] = static_cast<JCOEF>(random.below(100) < density ? random.below(2 * size) - size : 0);
        block[i] = std::clamp<JCOEF>(block[i], -1023, 1023);
    }
    if (kind >= 5) block[DCTSIZE2 - 1] = 1;  // a block without the code for its end
}

/// A JPEG file of random coefficients: libjpeg's encoder allows layouts here that it cannot make of pixels.
inline std::string jpeg_of(const Layout& layout) {
    jpeg_compress_struct info{};
    jpeg_error_mgr errors{};
    info.err = jpeg_std_error(&errors);
    jpeg_create_compress(&info);
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&info, &bytes, &size);
    info.image_width = static_cast<JDIMENSION>(layout.width);
    info.image_height = static_cast<JDIMENSION>(layout.height);
    info.input_components = static_cast<int>(layout.components.size());
    info.in_color_space = layout.components.size() == 1 ? JCS_GRAYSCALE : JCS_YCbCr;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, 50, TRUE);
    info.optimize_coding = layout.optimised ? TRUE : FALSE;
    info.restart_interval = static_cast<unsigned>(layout.restart);
    const std::vector<jpeg_scan_info> scans = scans_of(layout);
    info.scan_info = scans.data();
    info.num_scans = static_cast<int>(scans.size());
    int max_h = 1;
    int max_v = 1;
    for (const Sampling& sampling : layout.components) {
        max_h = std::max(max_h, sampling.h);
        max_v = std::max(max_v, sampling.v);
    }
    std::vector<jvirt_barray_ptr> arrays;
    std::vector<std::pair<JDIMENSION, JDIMENSION>> blocks;
    for (std::size_t i = 0; i < layout.components.size(); ++i) {
        const auto [h, v] = layout.components[i];
        info.comp_info[i].h_samp_factor = h;
        info.comp_info[i].v_samp_factor = v;
        const auto wide = static_cast<JDIMENSION>((layout.width + 8 * max_h - 1) / (8 * max_h) * h);
        const auto high = static_cast<JDIMENSION>((layout.height + 8 * max_v - 1) / (8 * max_v) * v);
        blocks.emplace_back(wide, high);
        arrays.push_back(info.mem->request_virt_barray(reinterpret_cast<j_common_ptr>(&info), JPOOL_IMAGE, TRUE, wide,
                                                       high, static_cast<JDIMENSION>(v)));
    }
    jpeg_write_coefficients(&info, arrays.data());
    Random random(7);
    for (std::size_t i = 0; i < arrays.size(); ++i) {
        for (JDIMENSION y = 0; y < blocks[i].second; ++y) {
            JBLOCKARRAY row =
                info.mem->access_virt_barray(reinterpret_cast<j_common_ptr>(&info), arrays[i], y, 1, TRUE);
            for (JDIMENSION x = 0; x < blocks[i].first; ++x)
                fill_block(row[0][x], layout.busy, random);
        }
    }
    jpeg_finish_compress(&info);
    std::string result(reinterpret_cast<char*>(bytes), size);
    jpeg_destroy_compress(&info);
    std::free(bytes);  // NOLINT(cppcoreguidelines-no-malloc): libjpeg's own
    return result;
}

inline std::vector<Layout> layouts() {
    const std::vector<std::pair<std::string, std::vector<Sampling>>> samplings = {
        {"grey", {{1, 1}}},
        {"grey of 2 x 2", {{2, 2}}},
        {"4:4:4", {{1, 1}, {1, 1}, {1, 1}}},
        {"4:2:2", {{2, 1}, {1, 1}, {1, 1}}},
        {"4:4:0", {{1, 2}, {1, 1}, {1, 1}}},
        {"4:2:0", {{2, 2}, {1, 1}, {1, 1}}},
        {"4:1:1", {{4, 1}, {1, 1}, {1, 1}}},
        {"4:1:0", {{4, 2}, {1, 1}, {1, 1}}},
        {"3 x 1", {{3, 1}, {1, 1}, {1, 1}}},
        {"3 x 2 and 2 x 1", {{3, 2}, {2, 1}, {1, 2}}},
        {"finer chroma", {{1, 1}, {2, 2}, {2, 2}}},
    };
    std::vector<Layout> result;
    for (const auto& [name, components] : samplings) {
        for (const int restart : {0, 1, 7, 40}) {
            Layout layout{
                .name = name + ", restart " + std::to_string(restart), .components = components, .restart = restart};
            result.push_back(layout);
            layout.progressive = true;
            layout.name += ", progressive";
            result.push_back(layout);
            layout.one_by_one = true;
            layout.low_bit = 0;
            layout.name += ", one by one";
            result.push_back(layout);
            layout.progressive = false;
            layout.optimised = false;
            layout.name = name + ", sequential, one by one";
            result.push_back(layout);
        }
    }
    return result;
}

}  // namespace photolibrary::image::testing
