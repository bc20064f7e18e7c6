#include "image/heif_boxes.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "image/byte_reader.hpp"
#include "image/iso_boxes.hpp"

namespace photolibrary::image {
namespace {

using namespace std::string_view_literals;

using Bytes = std::span<const std::byte>;

class HeifReader {
  public:
    explicit HeifReader(const core::Blob& blob) : reader_(blob) {}

    HeifPicture read() {
        const auto meta = find({.end = reader_.size()}, "meta"sv);
        if (!meta) return {};
        const IsoBox boxes = meta->after(version_and_flags);
        HeifPicture picture;
        picture.is_grid = has_grid(boxes);
        const auto properties = find(boxes, "iprp"sv);
        const auto primary = primary_item(boxes);
        if (!properties || !primary) return picture;
        picture.colors = colors_of(*properties, *primary);
        if (const auto thumbnail = thumbnail_of(boxes, *primary))
            picture.thumbnail = colors_of(*properties, *thumbnail);
        return picture;
    }

  private:
    static constexpr std::uint64_t version_and_flags = 4;
    static constexpr int max_boxes = 65536;  // looked at in all: a picture of 100 tiles has some hundred

    /// The bytes at the start of a box; none if it has not so many.
    Bytes head(const IsoBox& box, std::size_t count) {
        return count <= box.size() ? reader_.peek(box.start, count) : Bytes{};
    }

    /// Calls each(box) for the boxes inside another, until it returns true.
    template <class Each>
    void for_each(IsoBox parent, const Each& each) {
        while (++boxes_seen_ <= max_boxes) {
            const auto box = first_iso_box(reader_, parent);
            if (!box || each(*box)) return;
            parent.start = box->end;
        }
    }

    /// The first box of a type inside another.
    std::optional<IsoBox> find(IsoBox parent, std::string_view type) {
        std::optional<IsoBox> found;
        for_each(parent, [&](const IsoBox& box) {
            if (box.type == iso_box_type(type)) found = box;
            return found.has_value();
        });
        return found;
    }

    bool has_grid(IsoBox boxes) {
        const auto items = find(boxes, "iinf"sv);
        const Bytes version = items ? head(*items, 1) : Bytes{};
        if (version.empty()) return false;
        bool found = false;
        for_each(items->after(u8(version) == 0 ? 6 : 8), [&](const IsoBox& entry) {
            // Version, flags, id, protection, type: of versions 2 and 3.
            const Bytes bytes = entry.size() < 12 ? Bytes{} : head(entry, std::min<std::size_t>(entry.size(), 14));
            found = entry.type == iso_box_type("infe"sv) && !bytes.empty() &&
                    matches(bytes, u8(bytes) == 3 ? 10 : 8, "grid"sv);
            return found;
        });
        return found;
    }

    std::optional<std::uint32_t> primary_item(IsoBox boxes) {
        const auto box = find(boxes, "pitm"sv);
        const Bytes version = box ? head(*box, 1) : Bytes{};
        if (version.empty()) return std::nullopt;
        const bool is_wide = u8(version) != 0;
        const Bytes id = head(box->after(version_and_flags), is_wide ? 4 : 2);
        if (id.empty()) return std::nullopt;
        return is_wide ? be32(id) : be16(id);
    }

    /// The first item that calls itself a thumbnail of another.
    std::optional<std::uint32_t> thumbnail_of(IsoBox boxes, std::uint32_t item) {
        const auto references = find(boxes, "iref"sv);
        const Bytes version = references ? head(*references, 1) : Bytes{};
        if (version.empty()) return std::nullopt;
        const std::size_t id_size = u8(version) == 0 ? 2 : 4;
        const auto id_at = [id_size](Bytes bytes, std::size_t at) {
            return id_size == 2 ? std::uint32_t{be16(bytes, at)} : be32(bytes, at);
        };
        std::optional<std::uint32_t> found;
        for_each(references->after(version_and_flags), [&](const IsoBox& box) {
            // From an item, to a number of items: a thumbnail has one to belong to.
            const Bytes bytes = box.type == iso_box_type("thmb"sv) ? head(box, id_size * 2 + 2) : Bytes{};
            if (!bytes.empty() && be16(bytes, id_size) != 0 && id_at(bytes, id_size + 2) == item)
                found = id_at(bytes, 0);
            return found.has_value();
        });
        return found;
    }

    HeifColors colors_of(IsoBox properties, std::uint32_t item) {
        HeifColors colors;
        const auto container = find(properties, "ipco"sv);
        if (!container) return colors;
        std::vector<IsoBox> all;
        std::vector<bool> is_color;
        for_each(*container, [&](const IsoBox& box) {
            all.push_back(box);
            is_color.push_back(box.type == iso_box_type("colr"sv));
            return false;
        });
        for_each(properties, [&](const IsoBox& box) {
            if (box.type != iso_box_type("ipma"sv)) return false;
            for (const std::size_t number : properties_of(box, item)) {
                if (number >= 1 && number <= all.size() && is_color[number - 1]) read_color(all[number - 1], colors);
            }
            return false;
        });
        if (colors.has_profile) colors.encoding.reset();
        return colors;
    }

    /// The numbers, from 1, of an item's properties.
    std::vector<std::size_t> properties_of(IsoBox associations, std::uint32_t item) {
        std::vector<std::size_t> numbers;
        const Bytes bytes = head(associations, 8);
        if (bytes.empty()) return numbers;
        const std::size_t id_size = u8(bytes) == 0 ? 2 : 4;
        const std::size_t number_size = (u8(bytes, 3) & 1U) != 0 ? 2 : 1;
        std::uint32_t entries = be32(bytes, 4);
        IsoBox rest = associations.after(8);
        for (; entries > 0 && ++boxes_seen_ <= max_boxes; --entries) {
            const Bytes entry = head(rest, id_size + 1);
            if (entry.empty()) break;
            const bool is_ours = (id_size == 2 ? be16(entry) : be32(entry)) == item;
            const std::size_t count = u8(entry, id_size);
            rest = rest.after(id_size + 1);
            const Bytes list = is_ours && count > 0 ? head(rest, count * number_size) : Bytes{};
            for (std::size_t at = 0; at < list.size(); at += number_size) {
                // The highest bit says that a reader must understand the property.
                numbers.push_back(number_size == 2 ? be16(list, at) & 0x7FFFU : u8(list, at) & 0x7FU);
            }
            rest = rest.after(count * number_size);
        }
        return numbers;
    }

    void read_color(IsoBox box, HeifColors& colors) {
        const Bytes bytes = head(box, 4);
        if (matches(bytes, 0, "prof"sv) || matches(bytes, 0, "rICC"sv)) colors.has_profile = true;
        if (!matches(bytes, 0, "nclx"sv)) return;
        const Bytes numbers = head(box.after(4), 4);
        if (!numbers.empty()) colors.encoding = encoding_of_code_points(be16(numbers), be16(numbers, 2));
    }

    ByteReader reader_;
    int boxes_seen_ = 0;
};

}  // namespace

HeifPicture read_heif_boxes(const core::Blob& blob) {
    return HeifReader(blob).read();
}

}  // namespace photolibrary::image
