#include "net/address_guard.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <iterator>

#include "net/ascii.hpp"

namespace photolibrary::net {
namespace {

constexpr unsigned all_bits = 128;
constexpr unsigned bits_before_v4 = 96;
constexpr std::size_t v4_start = bits_before_v4 / 8;

constexpr Address mapped(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d) {
    return {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, a, b, c, d};
}

constexpr Network v4(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d, unsigned bits) {
    return {mapped(a, b, c, d), bits_before_v4 + bits};
}

/// The network that begins with these 32 bits.
constexpr Network v6(std::uint32_t start, unsigned bits) {
    Network network{{}, bits};
    for (unsigned i = 0; i < 4; ++i)
        network.address[i] = static_cast<std::uint8_t>(start >> (24 - 8 * i));
    return network;
}

// IANA IPv4 Special-Purpose Address Registry, and of the IPv4 Address Space Registry what is no unicast (224/4).
constexpr Network special_v4[] = {
    v4(0, 0, 0, 0, 8),        // this network
    v4(10, 0, 0, 0, 8),       // private
    v4(100, 64, 0, 0, 10),    // shared by the customers of a carrier (RFC 6598)
    v4(127, 0, 0, 0, 8),      // this machine
    v4(169, 254, 0, 0, 16),   // of the link; metadata of clouds
    v4(172, 16, 0, 0, 12),    // private
    v4(192, 0, 0, 0, 24),     // of protocols
    v4(192, 0, 2, 0, 24),     // documentation
    v4(192, 88, 99, 0, 24),   // relays of 6to4 (RFC 7526)
    v4(192, 168, 0, 0, 16),   // private
    v4(198, 18, 0, 0, 15),    // benchmarks
    v4(198, 51, 100, 0, 24),  // documentation
    v4(203, 0, 113, 0, 24),   // documentation
    v4(224, 0, 0, 0, 4),      // groups
    v4(240, 0, 0, 0, 4),      // reserved, broadcast
};

constexpr Network every_v4 = v4(0, 0, 0, 0, 0);
constexpr Network nat64 = v6(0x0064'FF9B, 96);        // RFC 6052
constexpr Network teredo = v6(0x2001'0000, 32);       // RFC 4380
constexpr Network six_to_four = v6(0x2002'0000, 16);  // RFC 3056

// IANA IPv6 Address Space Registry: no other part is given out as global unicast. What is local, of the link, of
// groups, without routes or IPv4-compatible, and 64:ff9b:1::/48, 100::/64 and 5f00::/16, lie outside.
constexpr Network global_unicast = v6(0x2000'0000, 3);

// IANA IPv6 Special-Purpose Address Registry, as far as it lies in global_unicast and embeds nothing.
constexpr Network special_v6[] = {
    v6(0x2001'0000, 23),  // of protocols: benchmarks 2001:2::/48, ORCHID and others
    v6(0x2001'0DB8, 32),  // documentation
    v6(0x3FFF'0000, 20),  // documentation (RFC 9637)
};

bool is_v4(const Address& address) noexcept {
    return std::equal(every_v4.address.begin(), every_v4.address.begin() + v4_start, address.begin());
}

template <std::size_t count>
bool any_contains(const Network (&networks)[count], const Address& address) noexcept {
    return std::any_of(std::begin(networks), std::end(networks),
                       [&](const Network& network) { return network.contains(address); });
}

/// flipped: Teredo keeps the client's address with all bits inverted.
bool embeds_public(const Address& address, std::size_t start, bool flipped = false) noexcept {
    const auto byte = [&](std::size_t i) {
        return static_cast<std::uint8_t>(flipped ? ~address[start + i] : address[start + i]);
    };
    return is_public(mapped(byte(0), byte(1), byte(2), byte(3)));
}

std::string_view without_brackets(std::string_view text) noexcept {
    const bool has_both = text.size() > 2 && text.front() == '[' && text.back() == ']';
    return has_both && text.find(':') != text.npos ? text.substr(1, text.size() - 2) : text;
}

/// An address or a CIDR; its address may have bits that do not count.
std::optional<Network> parse_network(std::string_view entry) {
    const std::size_t slash = entry.find('/');
    const auto address = parse_address(slash == entry.npos ? without_brackets(entry) : entry.substr(0, slash));
    if (!address) return std::nullopt;
    if (slash == entry.npos) return Network{*address, all_bits};
    // A mapped address in the spelling of IPv6 has a prefix of IPv6.
    const unsigned offset = entry.substr(0, slash).find(':') == entry.npos ? bits_before_v4 : 0;
    unsigned bits = 0;
    const char* const end = entry.data() + entry.size();
    const auto [stop, error] = std::from_chars(entry.data() + slash + 1, end, bits);
    if (error != std::errc{} || stop != end || bits > all_bits - offset) return std::nullopt;
    return Network{*address, offset + bits};
}

Address first_of(const Network& network) noexcept {
    Address address = network.address;
    for (unsigned i = network.bits; i < all_bits; ++i)
        address[i / 8] = static_cast<std::uint8_t>(address[i / 8] & ~(0x80U >> (i % 8)));
    return address;
}

bool is_label(std::string_view label) noexcept {
    return !label.empty() && label.size() <= 63 && std::all_of(label.begin(), label.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-' || c == '_';
    });
}

/// A host whose last label is a number is an address in an old spelling ("127.1", "0x7f.1"), or a misspelt one.
bool is_number(std::string_view label) noexcept {
    if (label.starts_with("0x")) {
        return std::all_of(label.begin() + 2, label.end(),
                           [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
    }
    return std::all_of(label.begin(), label.end(), is_digit);
}

std::string_view without_final_dot(std::string_view host) noexcept {
    return host.ends_with('.') ? host.substr(0, host.size() - 1) : host;
}

bool is_host(std::string_view host) noexcept {
    if (host.size() > 253) return false;
    while (true) {
        const std::size_t dot = host.find('.');
        const std::string_view label = host.substr(0, dot);
        if (!is_label(label)) return false;
        if (dot == host.npos) return !is_number(label);
        host.remove_prefix(dot + 1);
    }
}

/// As AddressGuard keeps it.
std::optional<std::string> parse_host(std::string_view entry) {
    const bool is_wildcard = entry.starts_with("*.");
    std::string host(without_final_dot(is_wildcard ? entry.substr(2) : entry));
    std::transform(host.begin(), host.end(), host.begin(), lower);
    if (!is_host(host)) return std::nullopt;
    return is_wildcard ? "." + host : host;
}

bool ends_with_host(std::string_view host, std::string_view end) noexcept {
    return host.size() >= end.size() && std::equal(end.rbegin(), end.rend(), host.rbegin(),
                                                   [](char ours, char theirs) { return ours == lower(theirs); });
}

core::Failure not_allowed(const std::string& entry, const std::string& why) {
    return {core::FailureReason::Internal, '"' + entry + "\" cannot be allowed: " + why};
}

}  // namespace

std::optional<Address> parse_address(std::string_view text) {
    char terminated[INET6_ADDRSTRLEN] = {};
    if (text.size() >= sizeof terminated || text.find('\0') != text.npos) return std::nullopt;
    std::copy(text.begin(), text.end(), terminated);
    Address address = every_v4.address;
    if (::inet_pton(AF_INET, terminated, address.data() + v4_start) == 1) return address;
    if (::inet_pton(AF_INET6, terminated, address.data()) == 1) return address;
    return std::nullopt;
}

HostNature nature_of(std::string_view host) {
    if (const auto address = parse_address(without_brackets(host))) return {true, address};
    if (is_host(host)) {
        const bool is_local = host == "localhost" || host.ends_with(".localhost");  // RFC 6761
        return {true, is_local ? std::optional(mapped(127, 0, 0, 1)) : std::nullopt};
    }
    // inet_aton() ignores whatever follows a blank.
    const bool is_numeric =
        std::all_of(host.begin(), host.end(), [](char c) { return is_letter(c) || is_digit(c) || c == '.'; });
    in_addr old{};
    if (!is_numeric || ::inet_aton(std::string(host).c_str(), &old) == 0) return {};
    Address address = every_v4.address;
    std::memcpy(address.data() + v4_start, &old, sizeof old);
    return {true, address};
}

std::optional<Address> address_of(const sockaddr& address) noexcept {
    Address result = every_v4.address;
    if (address.sa_family == AF_INET) {
        sockaddr_in v4_address{};
        std::memcpy(&v4_address, &address, sizeof v4_address);
        std::memcpy(result.data() + v4_start, &v4_address.sin_addr, sizeof v4_address.sin_addr);
        return result;
    }
    if (address.sa_family == AF_INET6) {
        sockaddr_in6 v6_address{};
        std::memcpy(&v6_address, &address, sizeof v6_address);
        std::memcpy(result.data(), &v6_address.sin6_addr, sizeof v6_address.sin6_addr);
        return result;
    }
    return std::nullopt;
}

std::string to_string(const Address& address) {
    char text[INET6_ADDRSTRLEN] = {};
    if (is_v4(address)) {
        ::inet_ntop(AF_INET, address.data() + v4_start, text, sizeof text);
    } else {
        ::inet_ntop(AF_INET6, address.data(), text, sizeof text);
    }
    return text;
}

bool Network::contains(const Address& other) const noexcept {
    if (bits < bits_before_v4 && is_v4(other)) return false;
    const unsigned bytes = bits / 8, rest = bits % 8;
    if (!std::equal(address.begin(), address.begin() + bytes, other.begin())) return false;
    return rest == 0 || (address[bytes] ^ other[bytes]) >> (8 - rest) == 0;
}

bool is_public(const Address& address) noexcept {
    if (is_v4(address)) return !any_contains(special_v4, address);
    if (nat64.contains(address)) return embeds_public(address, 12);
    if (six_to_four.contains(address)) return embeds_public(address, 2);
    // Its server and its client.
    if (teredo.contains(address)) return embeds_public(address, 4) && embeds_public(address, 12, true);
    return global_unicast.contains(address) && !any_contains(special_v6, address);
}

core::Outcome<AddressGuard> AddressGuard::make(const std::vector<std::string>& allow) {
    AddressGuard guard;
    for (const std::string& entry : allow) {
        if (const auto network = parse_network(entry)) {
            const Address first = first_of(*network);
            // Whether one address or all of them are meant cannot be known.
            if (first != network->address)
                return not_allowed(entry, "the network begins at " + to_string(first) + ", not in its middle");
            guard.networks_.push_back(*network);
        } else if (auto host = parse_host(entry)) {
            guard.hosts_.push_back(std::move(*host));
        } else {
            return not_allowed(entry, "it is no host, address or CIDR");
        }
    }
    return guard;
}

bool AddressGuard::allows(std::string_view host, const Address& address) const noexcept {
    if (is_public(address)) return true;
    const std::string_view name = without_final_dot(host);
    const auto is_named = [name](const std::string& allowed) {
        // Of what is below, at least one letter comes before the dot.
        const bool has_size = allowed.front() == '.' ? name.size() > allowed.size() : name.size() == allowed.size();
        return has_size && ends_with_host(name, allowed);
    };
    return std::any_of(hosts_.begin(), hosts_.end(), is_named) ||
           std::any_of(networks_.begin(), networks_.end(),
                       [&](const Network& network) { return network.contains(address); });
}

}  // namespace photolibrary::net
