#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "image/vips/vips_library.hpp"

namespace photolibrary::image {

/// An image that libvips has opened, or nothing. Its pixels are computed when they are pulled.
class OpenedImage {
  public:
    OpenedImage() = default;

    /// Takes over the image, which may be null.
    OpenedImage(const VipsApi& api, VipsImage* image) noexcept : image_(image, Unref{&api}) {}

    explicit operator bool() const noexcept { return image_ != nullptr; }
    VipsImage* get() const noexcept { return image_.get(); }
    const VipsApi& api() const noexcept { return *image_.get_deleter().api; }

    std::uint32_t width() const { return static_cast<std::uint32_t>(api().image_get_width(get())); }
    std::uint32_t height() const { return static_cast<std::uint32_t>(api().image_get_height(get())); }
    int bands() const { return api().image_get_bands(get()); }
    VipsBandFormat samples() const { return api().image_get_format(get()); }
    VipsInterpretation interpretation() const { return api().image_get_interpretation(get()); }

    bool is_float() const { return samples() == VIPS_FORMAT_FLOAT; }
    std::size_t sample_bytes() const;
    std::size_t pixel_bytes() const { return static_cast<std::size_t>(bands()) * sample_bytes(); }

    /// The embedded ICC profile; empty if there is none, or one that is too large.
    std::vector<std::byte> profile() const;

  private:
    struct Unref {
        const VipsApi* api;
        void operator()(VipsImage* image) const noexcept { api->object_unref(image); }
    };

    std::unique_ptr<VipsImage, Unref> image_;
};

/// Pulls pixels of an image, some rows at a time.
class PixelWindow {
  public:
    /// The image must outlive the window.
    explicit PixelWindow(const OpenedImage& image);

    /// False if there was no memory for it.
    explicit operator bool() const noexcept { return region_ != nullptr; }

    /// Computes the pixels of an area. False if they cannot be decoded.
    bool prepare(const VipsRect& area);

    /// A row of the area that was prepared last, by its number in the image.
    std::span<const std::uint8_t> row(int number) const;

  private:
    struct Unref {
        const VipsApi* api;
        void operator()(VipsRegion* region) const noexcept { api->object_unref(region); }
    };

    const VipsApi& api_;
    std::size_t pixel_bytes_;
    std::unique_ptr<VipsRegion, Unref> region_;
    VipsRect area_{};
};

/// Opens an image by one of libvips' loaders, to be read from top to bottom. options: names and values of further ones.
template <class Loader, class... Options>
OpenedImage open_image(const VipsApi& api, Loader load, std::span<const std::byte> bytes, Options... options) {
    VipsImage* out = nullptr;
    void* data = const_cast<std::byte*>(bytes.data());  // libvips only reads it
    load(data, bytes.size(), &out, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_TRUNCATED, options...,
         nullptr);
    return {api, out};
}

}  // namespace photolibrary::image
