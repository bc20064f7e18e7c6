// Sixteen bytes are an address, whatever they are. The rest is lines: a host, and entries that are allowed.
#include <netdb.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "fuzz/fuzz.hpp"
#include "net/address_guard.hpp"

namespace {

using namespace photolibrary;
using net::Address;

constexpr std::size_t address_size = std::tuple_size_v<Address>;

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (true) {
        const std::size_t end = text.find('\n');
        lines.emplace_back(text.substr(0, end));
        if (end == text.npos) return lines;
        text.remove_prefix(end + 1);
    }
}

void check_round_trip(const Address& address) {
    fuzz::require(net::parse_address(net::to_string(address)) == address, "an address is read as it is written");
}

/// The last four bytes as an IPv4 address, in all forms that embed one, with the first twelve as what surrounds it.
void check_embeddings(const Address& bytes) {
    const auto first = bytes.end() - 4;
    Address mapped{};
    mapped[10] = mapped[11] = 0xFF;
    std::copy(first, bytes.end(), mapped.end() - 4);
    const bool is_public = net::is_public(mapped);

    Address nat64{0, 0x64, 0xFF, 0x9B};
    std::copy(first, bytes.end(), nat64.end() - 4);
    fuzz::require(net::is_public(nat64) == is_public, "NAT64 is as public as what it embeds");

    Address six_to_four = bytes;
    six_to_four[0] = 0x20;
    six_to_four[1] = 0x02;
    std::copy(first, bytes.end(), six_to_four.begin() + 2);
    fuzz::require(net::is_public(six_to_four) == is_public, "6to4 is as public as what it embeds");

    Address client = bytes;
    constexpr std::uint8_t teredo[] = {0x20, 0x01, 0, 0};
    std::copy(std::begin(teredo), std::end(teredo), client.begin());
    Address server = client;
    std::transform(first, bytes.end(), client.end() - 4, [](std::uint8_t byte) { return std::uint8_t(~byte); });
    fuzz::require(is_public || !net::is_public(client), "Teredo hides no client that is not public");
    std::copy(first, bytes.end(), server.begin() + 4);
    fuzz::require(is_public || !net::is_public(server), "Teredo hides no server that is not public");

    Address compatible = mapped;
    compatible[10] = compatible[11] = 0;
    fuzz::require(!net::is_public(compatible), "an IPv4-compatible address is not public");
}

void check_guard(const Address& address, const std::string& host, const std::vector<std::string>& entries) {
    const auto none = net::AddressGuard::make({});
    fuzz::require(none && none.value().allows(host, address) == net::is_public(address),
                  "with nothing allowed, what is public is let through, and nothing else");
    const auto guard = net::AddressGuard::make(entries);
    if (!guard) {
        const core::Failure& failure = guard.failure();
        fuzz::require(failure.reason == core::FailureReason::Internal, "a list that is refused is the caller's fault");
        const bool is_named = std::any_of(entries.begin(), entries.end(), [&](const std::string& entry) {
            return failure.message.starts_with('"' + entry + '"') && !net::AddressGuard::make({entry});
        });
        fuzz::require(is_named, "a refusal names an entry that is refused alone, too");
        return;
    }
    fuzz::require(!net::is_public(address) || guard.value().allows(host, address), "what is public stays so");
    bool alone = false;
    for (const std::string& entry : entries) {
        const auto part = net::AddressGuard::make({entry});
        fuzz::require(part.ok(), "an entry of a good list is good");
        alone = alone || part.value().allows(host, address);
        if (const auto allowed = net::parse_address(entry))
            fuzz::require(guard.value().allows(host, *allowed), "an address that is an entry is allowed");
    }
    fuzz::require(entries.empty() || guard.value().allows(host, address) == alone, "a list allows what its entries do");
}

/// Whoever resolves it, what is an address to the system is none that we take for a name.
void check_nature(const std::string& host) {
    const net::HostNature nature = net::nature_of(host);
    fuzz::require(nature.is_plain || !nature.address, "an address is plain");
    const bool is_ascii = std::all_of(host.begin(), host.end(), [](char c) { return c > ' ' && c <= '~'; });
    fuzz::require(!nature.is_plain || is_ascii, "what is plain is ASCII");
    addrinfo hints{};
    hints.ai_flags = AI_NUMERICHOST;
    addrinfo* found = nullptr;
    const bool is_number = host.find('\0') == host.npos && ::getaddrinfo(host.c_str(), nullptr, &hints, &found) == 0;
    fuzz::require(!is_number || !nature.is_plain || nature.address, "a number is no name");
    if (is_number && nature.address)
        fuzz::require(net::address_of(*found->ai_addr) == nature.address, "it is the address that the system sees");
    if (is_number) ::freeaddrinfo(found);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < address_size) return 0;
    Address address{};
    std::copy(data, data + address_size, address.begin());
    check_round_trip(address);
    check_embeddings(address);
    auto lines = lines_of({reinterpret_cast<const char*>(data) + address_size, size - address_size});
    for (const std::string& line : lines) {
        if (const auto parsed = net::parse_address(line)) check_round_trip(*parsed);
    }
    const std::string host = std::move(lines.front());
    check_nature(host);
    lines.erase(lines.begin());
    check_guard(address, host, lines);
    return 0;
}
