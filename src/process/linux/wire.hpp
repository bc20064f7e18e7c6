#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace photolibrary::process {

/// Puts values into a frame for another process of this machine: numbers as they lie in memory, strings with their
/// length before them.
class WireWriter {
  public:
    template <class Value>
    requires std::is_trivially_copyable_v<Value> WireWriter& put(const Value& value) {
        const auto* const first = reinterpret_cast<const std::byte*>(&value);
        bytes_.insert(bytes_.end(), first, first + sizeof value);
        return *this;
    }

    WireWriter& put_text(std::string_view text) {
        put(static_cast<std::uint32_t>(text.size()));
        const auto* const first = reinterpret_cast<const std::byte*>(text.data());
        bytes_.insert(bytes_.end(), first, first + text.size());
        return *this;
    }

    std::span<const std::byte> bytes() const noexcept { return bytes_; }

  private:
    std::vector<std::byte> bytes_;
};

/// Takes a frame apart that may be anything: reading past its end gives zeros and makes it bad.
class WireReader {
  public:
    explicit WireReader(std::span<const std::byte> bytes) noexcept : rest_(bytes) {}

    template <class Value>
    requires std::is_arithmetic_v<Value> Value take()
    noexcept {
        Value value{};
        const std::span<const std::byte> part = part_of(sizeof value);
        if (!bad_) std::memcpy(&value, part.data(), sizeof value);
        return value;
    }

    /// A number up to most; a greater one makes the frame bad.
    template <class Value>
    Value take_up_to(Value most) noexcept {
        const auto value = take<Value>();
        if (value <= most) return value;
        bad_ = true;
        return Value{};
    }

    /// One of an enumeration's first count values.
    template <class Enum>
    Enum take_enum(std::size_t count) noexcept {
        return static_cast<Enum>(take_up_to(static_cast<std::underlying_type_t<Enum>>(count - 1)));
    }

    std::string take_text(std::uint32_t most) {
        const std::span<const std::byte> part = part_of(take_up_to(most));
        return bad_ ? std::string() : std::string(reinterpret_cast<const char*>(part.data()), part.size());
    }

    /// True if everything was there and nothing is left over.
    bool finished() const noexcept { return !bad_ && rest_.empty(); }

  private:
    std::span<const std::byte> part_of(std::size_t size) noexcept {
        if (size > rest_.size()) bad_ = true;
        if (bad_) return {};
        const std::span<const std::byte> part = rest_.first(size);
        rest_ = rest_.subspan(size);
        return part;
    }

    std::span<const std::byte> rest_;
    bool bad_ = false;
};

}  // namespace photolibrary::process
