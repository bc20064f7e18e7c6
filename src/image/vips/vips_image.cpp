#include "image/vips/vips_image.hpp"

#include "core/limits.hpp"

namespace photolibrary::image {

std::size_t OpenedImage::sample_bytes() const {
    switch (samples()) {
        case VIPS_FORMAT_UCHAR:
        case VIPS_FORMAT_CHAR:
            return 1;
        case VIPS_FORMAT_USHORT:
        case VIPS_FORMAT_SHORT:
            return 2;
        case VIPS_FORMAT_UINT:
        case VIPS_FORMAT_INT:
        case VIPS_FORMAT_FLOAT:
            return 4;
        default:
            return 16;
    }
}

std::vector<std::byte> OpenedImage::profile() const {
    const void* data = nullptr;
    std::size_t size = 0;
    if (api().image_get_typeof(get(), VIPS_META_ICC_NAME) == 0 ||
        api().image_get_blob(get(), VIPS_META_ICC_NAME, &data, &size) != 0 || size > core::max_profile_bytes) {
        return {};
    }
    const auto* begin = static_cast<const std::byte*>(data);
    return {begin, begin + size};
}

PixelWindow::PixelWindow(const OpenedImage& image)
    : api_(image.api()),
      pixel_bytes_(image.pixel_bytes()),
      region_(image.api().region_new(image.get()), Unref{&image.api()}) {}

bool PixelWindow::prepare(const VipsRect& area) {
    area_ = area;
    return api_.region_prepare(region_.get(), &area) == 0;
}

std::span<const std::uint8_t> PixelWindow::row(int number) const {
    const auto down = static_cast<std::ptrdiff_t>(number - region_->valid.top);
    const auto right = static_cast<std::ptrdiff_t>(area_.left - region_->valid.left);
    const VipsPel* first = region_->data + down * region_->bpl + right * static_cast<std::ptrdiff_t>(pixel_bytes_);
    return {first, static_cast<std::size_t>(area_.width) * pixel_bytes_};
}

}  // namespace photolibrary::image
