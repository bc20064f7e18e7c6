#include "image/vips/heif_boxes.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "image/byte_reader.hpp"
#include "image/vips/iso_boxes.hpp"

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
        picture.colors = colors_of(boxes, *properties, *primary);
        // A thumbnail refers to what it is a thumbnail of.
        const auto thumbnail =
            find_reference(boxes, "thmb"sv, [&](const Reference& reference) { return reference.to == *primary; });
        if (thumbnail) picture.thumbnail = colors_of(boxes, *properties, thumbnail->from);
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

    /// From an item to the first of those that it refers to.
    struct Reference {
        std::uint32_t from, to;
    };

    /// The first reference of a kind that is wanted.
    template <class Wanted>
    std::optional<Reference> find_reference(const IsoBox& boxes, std::string_view kind, const Wanted& is_wanted) {
        const auto references = find(boxes, "iref"sv);
        const Bytes version = references ? head(*references, 1) : Bytes{};
        if (version.empty()) return std::nullopt;
        const std::size_t id_size = u8(version) == 0 ? 2 : 4;
        const auto id_at = [id_size](Bytes bytes, std::size_t at) {
            return id_size == 2 ? std::uint32_t{be16(bytes, at)} : be32(bytes, at);
        };
        std::optional<Reference> found;
        for_each(references->after(version_and_flags), [&](const IsoBox& box) {
            const Bytes bytes = box.type == iso_box_type(kind) ? head(box, id_size * 2 + 2) : Bytes{};
            if (bytes.empty() || be16(bytes, id_size) == 0) return false;
            const Reference reference{.from = id_at(bytes, 0), .to = id_at(bytes, id_size + 2)};
            if (is_wanted(reference)) found = reference;
            return found.has_value();
        });
        return found;
    }

    HeifColors colors_of(const IsoBox& boxes, const IsoBox& properties, std::uint32_t item) {
        const auto is_of_item = [item](const Reference& reference) { return reference.from == item; };
        HeifColors colors;
        read_properties(properties, item, colors);
        if (colors.has_profile) colors.encoding.reset();
        colors.is_premultiplied = find_reference(boxes, "prem"sv, is_of_item).has_value();
        if (const auto tile = find_reference(boxes, "dimg"sv, is_of_item)) {
            HeifColors of_tile;
            read_properties(properties, tile->to, of_tile);
            colors.is_grey = colors.is_grey || of_tile.is_grey;
        }
        return colors;
    }

    void read_properties(const IsoBox& properties, std::uint32_t item, HeifColors& colors) {
        const auto container = find(properties, "ipco"sv);
        if (!container) return;
        std::vector<IsoBox> all;
        for_each(*container, [&](const IsoBox& box) {
            all.push_back(box);
            return false;
        });
        for_each(properties, [&](const IsoBox& box) {
            if (box.type != iso_box_type("ipma"sv)) return false;
            for (const std::size_t number : properties_of(box, item)) {
                if (number >= 1 && number <= all.size()) read_property(all[number - 1], colors);
            }
            return false;
        });
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

    void read_property(const IsoBox& box, HeifColors& colors) {
        if (box.type == iso_box_type("colr"sv)) return read_color(box, colors);
        constexpr unsigned monochrome = 0x10, chroma_format = 3;
        if (box.type == iso_box_type("av1C"sv)) {
            const Bytes bytes = head(box, 3);
            colors.is_grey = !bytes.empty() && (u8(bytes, 2) & monochrome) != 0;
        } else if (box.type == iso_box_type("hvcC"sv)) {
            const Bytes bytes = head(box, 17);
            colors.is_grey = !bytes.empty() && (u8(bytes, 16) & chroma_format) == 0;
        }
    }

    void read_color(const IsoBox& box, HeifColors& colors) {
        constexpr unsigned ycgco = 8, full_range = 0x80;
        const Bytes bytes = head(box, 4);
        if (matches(bytes, 0, "prof"sv) || matches(bytes, 0, "rICC"sv)) colors.has_profile = true;
        if (!matches(bytes, 0, "nclx"sv)) return;
        const Bytes numbers = head(box.after(4), 7);
        if (numbers.empty()) return;
        colors.encoding = encoding_of_code_points(be16(numbers), be16(numbers, 2));
        colors.is_ycgco = be16(numbers, 4) == ycgco;
        colors.is_narrow = (u8(numbers, 6) & full_range) == 0;
    }

    ByteReader reader_;
    int boxes_seen_ = 0;
};

}  // namespace

HeifPicture read_heif_boxes(const core::Blob& blob) {
    return HeifReader(blob).read();
}

}  // namespace photolibrary::image
