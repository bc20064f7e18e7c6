#pragma once

#include <sys/socket.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/failure.hpp"

namespace photolibrary::net {

/// An IPv4 address is kept as the IPv6 address that it is mapped to (::ffff:0:0/96).
using Address = std::array<std::uint8_t, 16>;

/// "192.0.2.1", "2001:db8::1"; nothing for any other text: "127.1", "[::1]", "fe80::1%eth0".
std::optional<Address> parse_address(std::string_view text);

/// What a host is by itself, whoever resolves it.
struct HostNature {
    bool is_plain = false;             ///< a name that every resolver takes for a name, or an address
    std::optional<Address> address{};  ///< that it is, in whatever spelling resolvers know: "0x7f.1", "localhost"
};
/// host: as in a URL, in lower case, without a final dot; IPv6 in brackets.
HostNature nature_of(std::string_view host);
/// Nothing for a family that is neither IPv4 nor IPv6.
std::optional<Address> address_of(const sockaddr& address) noexcept;
std::string to_string(const Address& address);

/// The addresses that begin with the same bits.
struct Network {
    Address address{};
    unsigned bits = 0;  ///< of the 128 that count

    /// A network of IPv6 that is wider than all of IPv4, as ::/0 is, contains no IPv4 address.
    bool contains(const Address& other) const noexcept;
};

/// Whether an address is one of the public internet: not of this machine, a private network, a group or a special use
/// (IANA IPv4 and IPv6 Special-Purpose Address Registries, RFC 6890), nor of the part of IPv6 that is not given out
/// yet. Addresses that embed an IPv4 one (mapped, NAT64 64:ff9b::/96, 6to4, Teredo) are as public as the embedded one.
/// Those few of 192.0.0.0/24 and 2001::/23 that can be reached from everywhere (anycast of PCP, TURN and the like)
/// serve no web, and are not public here.
bool is_public(const Address& address) noexcept;

/// Decides which addresses may be connected to: those of the public internet, and what the user allows besides. It is
/// asked about the address of every connection, after the name was resolved, so that no name can hide a private one.
class AddressGuard {
  public:
    /// allow: names of hosts ("images.internal", "*.example.org" for all hosts below), addresses and CIDRs
    /// ("10.0.0.0/8", "fd00::/8", "[::1]"). To allow a name is to let through whatever it resolves to: only hosts that
    /// are trusted as the own network is belong here. An address or CIDR allows these addresses, not others that embed
    /// them. Fails with internal for an entry that is none of these, naming it; names beyond ASCII are written as in
    /// DNS ("xn--...").
    static core::Outcome<AddressGuard> make(const std::vector<std::string>& allow);

    /// host: as the URL has it; compared without regard to case and a final dot.
    bool allows(std::string_view host, const Address& address) const noexcept;

  private:
    std::vector<std::string> hosts_;  // in lower case; ".example.org" for those below
    std::vector<Network> networks_;
};

}  // namespace photolibrary::net
