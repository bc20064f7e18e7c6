#pragma once

#include <string_view>

#include "net/exchange.hpp"

// What a redirect makes of a request (RFC 9110, 15.4).

namespace photolibrary::net {

/// Whether a status sends to the URL that Location names: 301, 302, 303, 307, 308.
bool is_redirect(int code) noexcept;

/// Headers that say where a body ends. The engine knows it: with another end, a server would take the rest of the body
/// for the next request.
bool is_framing(std::string_view name) noexcept;

/// Headers that say nothing about who asks: they may go to whatever host a redirect names.
bool may_cross_origins(std::string_view name) noexcept;

/// Makes the request that follows a redirect, but for its URL. crosses_origins: headers that may hold secrets are
/// dropped; they were meant for the first server.
void apply_redirect(Request& request, int status, bool crosses_origins);

}  // namespace photolibrary::net
