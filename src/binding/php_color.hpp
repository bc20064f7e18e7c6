#pragma once

#include <string>
#include <string_view>

#include "binding/value_kinds.hpp"
#include "palette/color.hpp"

namespace photolibrary::binding {

void color_to_zval(zval* target, palette::Rgb color);
palette::Rgb rgb_of(zend_object* color) noexcept;

/// False if text is not "#rrggbb", "rrggbb", "#rgb" or "rgb".
bool parse_hex(std::string_view text, palette::Rgb& color) noexcept;
std::string hex_of(palette::Rgb color);

/// Colours that are "#rrggbb" in arrays.
namespace kinds {
extern const Kind colors;
}  // namespace kinds

template <auto... Path>
constexpr auto color(const char* name) {
    using Engine = detail::EngineOf<Path...>;
    return Row<Engine>{
        {.name = name, .kind = &kinds::colors, .object_class = &color_ce},
        [](zval* property, const Engine& engine) { color_to_zval(property, detail::follow<Path...>(engine)); },
        [](const zval* property, Engine& engine) { detail::follow<Path...>(engine) = rgb_of(Z_OBJ_P(property)); }};
}

}  // namespace photolibrary::binding
