#include "image/color/color_profile.hpp"

#include <lcms2.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <list>
#include <mutex>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/plain_text.hpp"
#include "image/byte_reader.hpp"
#include "image/color/color_matrix.hpp"
#include "image/color/icc_matrix.hpp"
#include "image/color/matrix_transform.hpp"

namespace photolibrary::image {
namespace {

struct ProfileDeleter {
    void operator()(void* profile) const noexcept { cmsCloseProfile(profile); }
};
struct TransformDeleter {
    void operator()(void* transform) const noexcept { cmsDeleteTransform(transform); }
};
using Context = std::shared_ptr<std::remove_pointer_t<cmsContext>>;
using ProfileHandle = std::unique_ptr<void, ProfileDeleter>;
using TransformHandle = std::unique_ptr<void, TransformDeleter>;

/// A context that keeps its complaints to itself: a hostile profile must not write to stderr.
Context silent_context() {
    Context context(cmsCreateContext(nullptr, nullptr), cmsDeleteContext);
    if (context) cmsSetLogErrorHandlerTHR(context.get(), [](cmsContext, cmsUInt32Number, const char*) {});
    return context;
}

class LcmsTransform final : public ColorTransform {
  public:
    /// handle takes so many channels of 8 bits. to_xyz takes floats, ink in percent, and gives XYZ adapted to D50; null
    /// for a model that shows nothing beyond sRGB.
    LcmsTransform(Context context, TransformHandle handle, TransformHandle to_xyz, std::size_t channels)
        : context_(std::move(context)), handle_(std::move(handle)), to_xyz_(std::move(to_xyz)), channels_(channels) {}

    void convert(const std::uint8_t* in, std::uint8_t* out, std::size_t count) const noexcept override {
        cmsDoTransform(handle_.get(), in, out, static_cast<cmsUInt32Number>(count));
    }

    /// By way of 8 bits, rounded to the nearest: tables of colours are no finer.
    void convert16(const std::uint16_t* in, std::uint8_t* out, std::size_t count) const noexcept override {
        std::array<std::uint8_t, 256> narrow{};
        const std::size_t most = narrow.size() / channels_;
        for (std::size_t done = 0; done < count;) {
            const std::size_t now = std::min(count - done, most);
            for (std::size_t i = 0; i < now * channels_; ++i)
                narrow[i] = static_cast<std::uint8_t>((in[done * channels_ + i] * 255U + 32895U) >> 16U);
            convert(narrow.data(), out + done * 3, now);
            done += now;
        }
    }

    void unclipped(const std::uint16_t* in, LinearRgb* out, std::size_t count) const noexcept override {
        std::fill_n(out, count, LinearRgb{});
        for (std::size_t pixel = 0; to_xyz_ && pixel < count; ++pixel) {
            std::array<float, 4> samples{};
            for (std::size_t i = 0; i < channels_; ++i)
                samples[i] = static_cast<float>(in[pixel * channels_ + i]) * ((channels_ == 4 ? 100.0F : 1.0F) / 65535);
            std::array<float, 3> xyz{};
            cmsDoTransform(to_xyz_.get(), samples.data(), xyz.data(), 1);
            const ColorMatrix& matrix = srgb_from_xyz_d50();
            for (std::size_t i = 0; i < 3; ++i)
                out[pixel][i] = static_cast<float>(matrix[i][0] * double{xyz[0]} + matrix[i][1] * double{xyz[1]} +
                                                   matrix[i][2] * double{xyz[2]});
        }
    }

  private:
    Context context_;  // outlives the handles
    TransformHandle handle_;
    TransformHandle to_xyz_;
    std::size_t channels_;
};

/// The sRGB colours of a grid of inputs: two spaces with equal samples are equal in effect.
using Samples = std::vector<std::uint8_t>;

constexpr int tolerance = 2;

bool nearly_equal(const Samples& a, const Samples& b) noexcept {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](int x, int y) { return std::abs(x - y) <= tolerance; });
}

std::size_t channels_of(ColorModel model) noexcept {
    switch (model) {
        case ColorModel::Grey:
            return 1;
        case ColorModel::Cmyk:
            return 4;
        case ColorModel::Rgb:
        case ColorModel::Unknown:
            break;
    }
    return 3;
}

/// Evenly spaced colours: 16 greys, 6 × 6 × 6 of RGB, 4 × 4 × 4 × 4 of CMYK.
Samples grid_of(ColorModel model) {
    const std::size_t channels = channels_of(model);
    const unsigned levels = channels == 1 ? 16 : channels == 3 ? 6 : 4;
    std::vector<unsigned> level(channels, 0);
    Samples grid;
    for (std::size_t channel = 0; channel < channels;) {
        for (const unsigned value : level) {
            grid.push_back(static_cast<std::uint8_t>(value * 255 / (levels - 1)));
        }
        // Counts on, like an odometer.
        for (channel = 0; channel < channels && ++level[channel] == levels; ++channel)
            level[channel] = 0;
    }
    return grid;
}

/// The grid as sRGB would show it: greys as R G B.
Samples unchanged(const Samples& grid, ColorModel model) {
    if (model != ColorModel::Grey) return grid;
    Samples rgb;
    for (const std::uint8_t level : grid)
        rgb.insert(rgb.end(), 3, level);
    return rgb;
}

/// Cuts at a character's border.
std::string_view utf8_prefix(std::string_view text, std::size_t max_bytes) {
    if (text.size() <= max_bytes) return text;
    while (max_bytes > 0 && (static_cast<unsigned char>(text[max_bytes]) & 0xC0U) == 0x80)
        --max_bytes;
    return text.substr(0, max_bytes);
}

void append_utf8(std::string& out, std::uint32_t code_point) {
    const auto put = [&](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
    if (code_point < 0x80) {
        put(code_point);
    } else if (code_point < 0x800) {
        put(0xC0 | (code_point >> 6));
        put(0x80 | (code_point & 0x3F));
    } else if (code_point < 0x10000) {
        put(0xE0 | (code_point >> 12));
        put(0x80 | ((code_point >> 6) & 0x3F));
        put(0x80 | (code_point & 0x3F));
    } else {
        put(0xF0 | (code_point >> 18));
        put(0x80 | ((code_point >> 12) & 0x3F));
        put(0x80 | ((code_point >> 6) & 0x3F));
        put(0x80 | (code_point & 0x3F));
    }
}

/// UTF-16 or UTF-32, as the platform's wchar_t is, with a space for all that is unprintable and none at the ends.
std::string clean_utf8(const wchar_t* text, std::size_t length) {
    const auto code_unit = [](wchar_t unit) { return static_cast<std::make_unsigned_t<wchar_t>>(unit) + 0U; };
    constexpr std::size_t max_bytes = 64;
    std::string clean;
    for (std::size_t i = 0; i < length && text[i] != 0; ++i) {
        std::uint32_t code_point = code_unit(text[i]);
        const bool leads = code_point >= 0xD800 && code_point < 0xDC00;
        if (leads && i + 1 < length && (code_unit(text[i + 1]) & 0xFFFFFC00U) == 0xDC00) {
            code_point = 0x10000 + ((code_point - 0xD800) << 10) + (code_unit(text[++i]) - 0xDC00);
        }
        if (core::is_unprintable(code_point)) code_point = ' ';
        if (code_point == ' ' && (clean.empty() || clean.back() == ' ')) continue;
        append_utf8(clean, code_point);
    }
    clean.resize(utf8_prefix(clean, max_bytes).size());
    if (!clean.empty() && clean.back() == ' ') clean.pop_back();
    return clean;
}

std::string description_of(cmsHPROFILE profile) {
    std::array<wchar_t, 128> text{};
    constexpr auto bytes = static_cast<cmsUInt32Number>(sizeof text - sizeof(wchar_t));
    std::string name;
    if (cmsGetProfileInfo(profile, cmsInfoDescription, "en", "US", text.data(), bytes) != 0) {
        name = clean_utf8(text.data(), text.size());
    }
    return name.empty() ? "unnamed profile" : name;
}

/// Classes that say what an image's pixels mean. A named-colour, link or abstract profile does not.
bool describes_pixels(cmsHPROFILE profile) {
    const auto kind = cmsGetDeviceClass(profile);
    return kind == cmsSigInputClass || kind == cmsSigDisplayClass || kind == cmsSigOutputClass ||
           kind == cmsSigColorSpaceClass;
}

}  // namespace

class ColorSpace::Profile {
  public:
    /// Nothing if the pixels are sRGB: the profile is damaged, does not fit the model, or changes nothing.
    static std::shared_ptr<const Profile> open(const Header& header, ColorModel model) {
        auto profile = std::make_shared<Profile>();
        profile->model_ = model;
        if (!header.profile.empty() ? profile->read(header.profile) : profile->take(header.encoding)) return profile;
        return model == ColorModel::Cmyk ? bare_cmyk() : nullptr;
    }

    bool same_effect_as(const Profile& other) const noexcept {
        return model_ == other.model_ && nearly_equal(samples_, other.samples_);
    }

    const std::string& name() const noexcept { return name_; }
    const std::shared_ptr<const ColorTransform>& transform() const noexcept { return transform_; }

  private:
    static std::shared_ptr<const Profile> bare_cmyk() {
        auto profile = std::make_shared<Profile>();
        profile->model_ = ColorModel::Cmyk;
        profile->name_ = "cmyk";
        return profile;
    }

    bool read(std::span<const std::byte> bytes) {
        const Context context = silent_context();
        if (!context || bytes.empty()) return false;
        const ProfileHandle handle(
            cmsOpenProfileFromMemTHR(context.get(), bytes.data(), static_cast<cmsUInt32Number>(bytes.size())));
        if (!handle || !describes_pixels(handle.get()) || cmsGetColorSpace(handle.get()) != signature(model_))
            return false;
        name_ = description_of(handle.get());
        if (const auto encoding = hdr_encoding_of_profile(bytes); encoding && take(encoding)) return true;
        transform_ = transform_of_matrix_profile(bytes, model_);
        if (!transform_) transform_ = lcms_transform(context, handle);
        return changes_something();
    }

    bool take(const std::optional<RgbEncoding>& encoding) {
        if (!encoding || model_ == ColorModel::Cmyk) return false;
        if (name_.empty()) name_ = encoding->name();
        transform_ = make_transform(*encoding);
        if (transform_ && model_ == ColorModel::Grey) transform_ = make_grey_transform(transform_);
        return changes_something();
    }

    bool changes_something() {
        if (!transform_) return false;
        const Samples grid = grid_of(model_);
        samples_.resize(grid.size() / channels_of(model_) * 3);
        transform_->convert(grid.data(), samples_.data(), samples_.size() / 3);
        return model_ == ColorModel::Cmyk || !nearly_equal(samples_, unchanged(grid, model_));
    }

    static cmsColorSpaceSignature signature(ColorModel model) {
        if (model == ColorModel::Grey) return cmsSigGrayData;
        return model == ColorModel::Cmyk ? cmsSigCmykData : cmsSigRgbData;
    }

    std::shared_ptr<const ColorTransform> lcms_transform(const Context& context, const ProfileHandle& from) const {
        const ProfileHandle srgb(cmsCreate_sRGBProfileTHR(context.get()));
        if (!srgb) return nullptr;
        const cmsUInt32Number layout = model_ == ColorModel::Grey   ? TYPE_GRAY_8
                                       : model_ == ColorModel::Cmyk ? TYPE_CMYK_8
                                                                    : TYPE_RGB_8;
        // NOCACHE: the cache of the last colour would be shared by threads without a lock.
        TransformHandle handle(cmsCreateTransformTHR(context.get(), from.get(), layout, srgb.get(), TYPE_RGB_8,
                                                     INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_NOCACHE));
        if (!handle) return nullptr;
        return std::make_shared<LcmsTransform>(context, std::move(handle), lcms_to_xyz(context, from),
                                               channels_of(model_));
    }

    TransformHandle lcms_to_xyz(const Context& context, const ProfileHandle& from) const {
        const ProfileHandle xyz(model_ == ColorModel::Grey ? nullptr : cmsCreateXYZProfileTHR(context.get()));
        if (!xyz) return nullptr;
        return TransformHandle(cmsCreateTransformTHR(
            context.get(), from.get(), model_ == ColorModel::Cmyk ? TYPE_CMYK_FLT : TYPE_RGB_FLT, xyz.get(),
            TYPE_XYZ_FLT, INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_NOCACHE | cmsFLAGS_NOOPTIMIZE));
    }

    ColorModel model_ = ColorModel::Rgb;
    std::string name_;
    Samples samples_;
    std::shared_ptr<const ColorTransform> transform_;
};

namespace {

/// The last profiles seen. A library of photos has a handful.
class ProfileCache {
  public:
    std::shared_ptr<const ColorSpace::Profile> get(const Header& header) {
        const ColorModel model = header.model == ColorModel::Unknown ? ColorModel::Rgb : header.model;
        const std::scoped_lock lock(mutex_);
        for (auto entry = entries_.begin(); entry != entries_.end(); ++entry) {
            if (entry->model != model || entry->bytes != header.profile || entry->encoding != header.encoding) continue;
            entries_.splice(entries_.begin(), entries_, entry);
            return entries_.front().profile;
        }
        auto profile = ColorSpace::Profile::open(header, model);
        if (header.profile.size() <= max_bytes_each) {
            entries_.push_front({model, header.profile, header.encoding, profile});
            if (entries_.size() > max_entries) entries_.pop_back();
        }
        return profile;
    }

  private:
    static constexpr std::size_t max_entries = 16;
    static constexpr std::size_t max_bytes_each = 1U << 20;

    struct Entry {
        ColorModel model;
        std::vector<std::byte> bytes;
        std::optional<RgbEncoding> encoding;
        std::shared_ptr<const ColorSpace::Profile> profile;  // null: nothing to convert
    };
    std::mutex mutex_;
    std::list<Entry> entries_;
};

ProfileCache& profile_cache() {
    // Never destroyed: a thread may still hold an image while the process ends.
    static ProfileCache& cache = *new ProfileCache;
    return cache;
}

}  // namespace

bool looks_like_profile(std::span<const std::byte> bytes) noexcept {
    constexpr std::size_t header_and_tag_count = 132;
    return bytes.size() >= header_and_tag_count && matches(bytes, 36, "acsp");
}

ColorSpace ColorSpace::of(const Header& header) {
    ColorSpace space;
    const bool says_something = !header.profile.empty() || header.encoding.has_value();
    if (says_something || header.model == ColorModel::Cmyk) space.profile_ = profile_cache().get(header);
    return space;
}

bool ColorSpace::same_effect_as(const ColorSpace& other) const noexcept {
    if (profile_ == other.profile_) return true;
    return profile_ && other.profile_ && profile_->same_effect_as(*other.profile_);
}

const std::string& ColorSpace::name() const noexcept {
    static const std::string srgb = "srgb";
    return profile_ ? profile_->name() : srgb;
}

std::shared_ptr<const ColorTransform> ColorSpace::transform() const {
    return profile_ ? profile_->transform() : nullptr;
}

}  // namespace photolibrary::image
