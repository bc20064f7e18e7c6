#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/un.h>

#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "net/address_guard.hpp"
#include "net/exchange.hpp"

namespace photolibrary::net {
namespace {

Address address(std::string_view text) {
    const auto parsed = parse_address(text);
    EXPECT_TRUE(parsed) << text;
    return parsed.value_or(Address{});
}

bool is_public(std::string_view text) {
    return net::is_public(address(text));
}

/// The IPv4 address in forms that embed it, from its four bytes.
struct Embedded {
    std::string_view form;
    Address address;
};

std::vector<Embedded> embeddings(std::string_view text) {
    const Address v4 = address(text);
    const std::uint8_t a = v4[12], b = v4[13], c = v4[14], d = v4[15];
    const auto flip = [](std::uint8_t byte) { return static_cast<std::uint8_t>(~byte); };
    return {
        {"mapped", {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, a, b, c, d}},
        {"NAT64", {0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0, a, b, c, d}},
        {"6to4", {0x20, 0x02, a, b, c, d, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1}},
        {"client of Teredo", {0x20, 0x01, 0, 0, 8, 8, 8, 8, 0, 0, 0x63, 0xBF, flip(a), flip(b), flip(c), flip(d)}},
        {"server of Teredo", {0x20, 0x01, 0, 0, a, b, c, d, 0, 0, 0x63, 0xBF, 0xF7, 0xF7, 0xF7, 0xF7}},
    };
}

/// Forms that are never public, whatever they embed.
std::vector<Embedded> dead_embeddings(std::string_view text) {
    const Address v4 = address(text);
    const std::uint8_t a = v4[12], b = v4[13], c = v4[14], d = v4[15];
    return {
        {"compatible", {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, a, b, c, d}},
        {"translated", {0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, a, b, c, d}},
        {"local NAT64", {0, 0x64, 0xFF, 0x9B, 0, 1, 0, 0, 0, 0, 0, 0, a, b, c, d}},
        {"NAT64 but for a bit", {0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 1, a, b, c, d}},
        {"ISATAP of the link", {0xFE, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0x5E, 0xFE, a, b, c, d}},
    };
}

/// before, after: the neighbours; empty where they are of another special network, or there is none.
struct Special {
    std::string_view first, last, before, after;
};

constexpr Special special_v4[] = {
    {"0.0.0.0", "0.255.255.255", "", "1.0.0.0"},
    {"10.0.0.0", "10.255.255.255", "9.255.255.255", "11.0.0.0"},
    {"100.64.0.0", "100.127.255.255", "100.63.255.255", "100.128.0.0"},
    {"127.0.0.0", "127.255.255.255", "126.255.255.255", "128.0.0.0"},
    {"169.254.0.0", "169.254.255.255", "169.253.255.255", "169.255.0.0"},
    {"172.16.0.0", "172.31.255.255", "172.15.255.255", "172.32.0.0"},
    {"192.0.0.0", "192.0.0.255", "191.255.255.255", "192.0.1.0"},
    {"192.0.2.0", "192.0.2.255", "192.0.1.255", "192.0.3.0"},
    {"192.88.99.0", "192.88.99.255", "192.88.98.255", "192.88.100.0"},
    {"192.168.0.0", "192.168.255.255", "192.167.255.255", "192.169.0.0"},
    {"198.18.0.0", "198.19.255.255", "198.17.255.255", "198.20.0.0"},
    {"198.51.100.0", "198.51.100.255", "198.51.99.255", "198.51.101.0"},
    {"203.0.113.0", "203.0.113.255", "203.0.112.255", "203.0.114.0"},
    {"224.0.0.0", "239.255.255.255", "223.255.255.255", ""},
    {"240.0.0.0", "255.255.255.254", "", ""},
    {"255.255.255.255", "255.255.255.255", "", ""},
};

constexpr Special special_v6[] = {
    {"::", "::", "", ""},
    {"::1", "::1", "", ""},
    {"::2", "::fffe:ffff:ffff", "", ""},  // IPv4-compatible, to the last before the mapped ones
    {"::1:0:0:0", "64:ff9a:ffff:ffff:ffff:ffff:ffff:ffff", "", ""},
    {"64:ff9b::1:0:0", "64:ff9b:0:ffff:ffff:ffff:ffff:ffff", "", ""},
    {"64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", "", ""},
    {"100::", "100::ffff:ffff:ffff:ffff", "", ""},
    {"100:0:0:1::", "100:0:0:1:ffff:ffff:ffff:ffff", "", ""},
    {"1000::", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "", "2000::"},
    {"2001::", "2001:0:0:ffff:ffff:ffff:ffff:ffff", "2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff", ""},
    {"2001:1::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "", "2001:200::"},
    {"2001:1::1", "2001:1::3", "", ""},  // PCP, TURN, DNS-SD
    {"2001:2::", "2001:2:0:ffff:ffff:ffff:ffff:ffff", "", ""},
    {"2001:3::", "2001:3:ffff:ffff:ffff:ffff:ffff:ffff", "", ""},
    {"2001:4:112::", "2001:4:112:ffff:ffff:ffff:ffff:ffff", "", ""},
    {"2001:10::", "2001:3f:ffff:ffff:ffff:ffff:ffff:ffff", "", ""},
    {"2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db9::"},
    {"2002::", "2002:0:ffff:ffff:ffff:ffff:ffff:ffff", "2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff", ""},
    {"2002:ffff::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "", "2003::"},
    {"3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:1000::"},
    {"4000::", "5eff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", ""},
    {"5f00::", "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "", ""},
    {"6000::", "fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "", ""},
    {"fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "", ""},
    {"fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "", ""},
    {"fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "", ""},
    {"ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "", ""},
};

void expect_special(const Special& network) {
    EXPECT_FALSE(is_public(network.first)) << network.first;
    EXPECT_FALSE(is_public(network.last)) << network.last;
    EXPECT_TRUE(network.before.empty() || is_public(network.before)) << network.before;
    EXPECT_TRUE(network.after.empty() || is_public(network.after)) << network.after;
}

TEST(IsPublic, NoSpecialNetworkOfIPv4) {
    for (const Special& network : special_v4)
        expect_special(network);
}

TEST(IsPublic, NoSpecialNetworkOfIPv6) {
    for (const Special& network : special_v6)
        expect_special(network);
}

TEST(IsPublic, AllOtherIPv4) {
    // Of all networks of 16 bits: 0, 10, 127; 100.64/10; 169.254; 172.16/12; 192.168; 198.18/15; 224/3. The smaller
    // special networks do not hold these hosts.
    int count = 0;
    for (unsigned i = 0; i < 65536; ++i) {
        Address host = address("0.0.200.7");
        host[12] = static_cast<std::uint8_t>(i >> 8);
        host[13] = static_cast<std::uint8_t>(i);
        count += net::is_public(host) ? 1 : 0;
    }
    EXPECT_EQ(count, 65536 - 3 * 256 - 64 - 1 - 16 - 1 - 2 - 32 * 256);
}

TEST(IsPublic, AllOtherGlobalUnicastIPv6) {
    // Of all networks of 16 bits that begin with 001: 2002, which embeds addresses of 0/8 here. 2001 and 3fff are
    // special in part only.
    int count = 0;
    for (unsigned i = 0; i < 65536; ++i) {
        Address host = address("0:7000::7");
        host[0] = static_cast<std::uint8_t>(i >> 8);
        host[1] = static_cast<std::uint8_t>(i);
        if (i == 0x2002) host[2] = 0;
        count += net::is_public(host) ? 1 : 0;
    }
    EXPECT_EQ(count, 8192 - 1);
}

TEST(IsPublic, WhatServesTheWeb) {
    for (const std::string_view text :
         {"1.1.1.1", "8.8.8.8", "93.184.216.34", "192.31.196.1", "192.52.193.1", "192.175.48.1", "2001:4860:4860::8888",
          "2606:4700:4700::1111", "2a00:1450:4001:80b::200e", "2620:4f:8000::1", "2400:cb00::1"})
        EXPECT_TRUE(is_public(text)) << text;
    for (const std::string_view text : {"169.254.169.254", "100.100.100.200", "192.0.0.192", "fd00:ec2::254"})
        EXPECT_FALSE(is_public(text)) << text << " gives metadata of a cloud";
}

TEST(IsPublic, WhatEmbedsAnAddressIsAsPublicAsThat) {
    for (const Special& network : special_v4) {
        for (const std::string_view text : {network.first, network.last}) {
            for (const auto& [form, embedding] : embeddings(text))
                EXPECT_FALSE(net::is_public(embedding)) << form << ' ' << text;
        }
        for (const std::string_view text : {network.before, network.after}) {
            if (text.empty()) continue;
            for (const auto& [form, embedding] : embeddings(text))
                EXPECT_TRUE(net::is_public(embedding)) << form << ' ' << text;
        }
    }
}

TEST(IsPublic, NoFormThatIsOutOfUse) {
    for (const std::string_view text : {"8.8.8.8", "10.0.0.1", "127.0.0.1"}) {
        for (const auto& [form, embedding] : dead_embeddings(text))
            EXPECT_FALSE(net::is_public(embedding)) << form << ' ' << text;
    }
}

TEST(IsPublic, AllOfASmallEmbeddedAddressCounts) {
    EXPECT_TRUE(is_public("64:ff9b::8.8.8.8"));
    EXPECT_FALSE(is_public("64:ff9b::169.254.169.254"));
    EXPECT_FALSE(is_public("64:ff9b::a00:1"));
    EXPECT_FALSE(is_public("2002:7f00:1::1"));
    EXPECT_TRUE(is_public("2002:808:808::1"));
    EXPECT_FALSE(is_public("::ffff:127.0.0.1"));
    EXPECT_FALSE(is_public("::ffff:7f00:1"));
    EXPECT_TRUE(is_public("::ffff:8.8.8.8"));
    // RFC 4380, section 4: the client 192.0.2.45, which is of the documentation; and 8.8.8.8 in its place.
    EXPECT_FALSE(is_public("2001:0:4136:e378:8000:63bf:3fff:fdd2"));
    EXPECT_TRUE(is_public("2001:0:4136:e378:8000:63bf:f7f7:f7f7"));
}

TEST(Address, IsReadAndWritten) {
    for (const std::string_view text : {"0.0.0.0", "1.2.3.4", "255.255.255.255", "::", "::1", "2001:db8::1",
                                        "fe80::a:b:c:d", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "64:ff9b::a00:1"})
        EXPECT_EQ(to_string(address(text)), text);
    EXPECT_EQ(to_string(address("2001:0DB8:0:0:0:0:0:1")), "2001:db8::1");
    EXPECT_EQ(to_string(address("::ffff:10.0.0.1")), "10.0.0.1");
    EXPECT_EQ(address("::ffff:a00:1"), address("10.0.0.1"));
    EXPECT_NE(address("::10.0.0.1"), address("10.0.0.1"));
}

TEST(Address, NothingElseIsOne) {
    using namespace std::string_view_literals;
    for (const std::string_view text : {""sv,
                                        " "sv,
                                        "1"sv,
                                        "127.1"sv,
                                        "1.2.3"sv,
                                        "1.2.3.4.5"sv,
                                        "1.2.3.256"sv,
                                        "1.2.3.4 "sv,
                                        " 1.2.3.4"sv,
                                        "1.2.3.4\n"sv,
                                        "1.2.3.4\0"sv,
                                        "::1\0x"sv,
                                        "0x7f.0.0.1"sv,
                                        "0177.0.0.1"sv,
                                        "2130706433"sv,
                                        "[::1]"sv,
                                        "fe80::1%eth0"sv,
                                        "fe80::1%1"sv,
                                        ":::"sv,
                                        "1::2::3"sv,
                                        "1:2:3:4:5:6:7:8:9"sv,
                                        "12345::"sv,
                                        "::g"sv,
                                        "::1.2.3.256"sv,
                                        "1.2.3.4:80"sv,
                                        "::/0"sv,
                                        "localhost"sv,
                                        "\xD9\xA1.2.3.4"sv})
        EXPECT_FALSE(parse_address(text)) << text;
    EXPECT_FALSE(parse_address(std::string(100'000, '1')));
    EXPECT_FALSE(parse_address(std::string(INET6_ADDRSTRLEN, ':')));
}

TEST(HostNature, EverySpellingOfAnAddressIsAnAddress) {
    for (const char* host :
         {"127.0.0.1", "127.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "localhost", "photos.localhost"}) {
        const HostNature nature = nature_of(host);
        EXPECT_TRUE(nature.is_plain) << host;
        ASSERT_TRUE(nature.address.has_value()) << host;
        EXPECT_EQ(to_string(*nature.address), "127.0.0.1") << host;
    }
    EXPECT_EQ(to_string(*nature_of("[::1]").address), "::1");
    EXPECT_EQ(to_string(*nature_of("0xa9fea9fe").address), "169.254.169.254");
}

TEST(HostNature, ANameIsWhatEveryResolverTakesForOne) {
    for (const char* host : {"example.org", "photos", "xn--bcher-kva.example", "a_b.example", "1.2.3.4.example"}) {
        EXPECT_TRUE(nature_of(host).is_plain) << host;
        EXPECT_FALSE(nature_of(host).address.has_value()) << host;
    }
    for (const char* host :
         {"\xE2\x91\xA0\xE2\x91\xA1\xE2\x91\xA6.0.0.1",
          "b\xC3\xBC"
          "cher.example",
          "\xC3\xBC.localhost", "127.0.0.1%00", "127.0.0.256", "1.2.3.4.5", "example..org", "0x7f000001g.0x", ""}) {
        EXPECT_FALSE(nature_of(host).is_plain) << host;
    }
}

TEST(Address, OfASocket) {
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    v4.sin_port = htons(80);
    v4.sin_addr.s_addr = htonl(0x0A000001);
    EXPECT_EQ(address_of(reinterpret_cast<const sockaddr&>(v4)), address("10.0.0.1"));
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(443);
    v6.sin6_scope_id = 2;
    ASSERT_EQ(::inet_pton(AF_INET6, "fe80::1", &v6.sin6_addr), 1);
    EXPECT_EQ(address_of(reinterpret_cast<const sockaddr&>(v6)), address("fe80::1"));
    ASSERT_EQ(::inet_pton(AF_INET6, "::ffff:10.0.0.1", &v6.sin6_addr), 1);
    EXPECT_EQ(address_of(reinterpret_cast<const sockaddr&>(v6)), address("10.0.0.1"));
    sockaddr_un path{};
    path.sun_family = AF_UNIX;
    EXPECT_FALSE(address_of(reinterpret_cast<const sockaddr&>(path)));
    EXPECT_FALSE(address_of(sockaddr{}));
}

AddressGuard guard(const std::vector<std::string>& allow) {
    auto made = AddressGuard::make(allow);
    EXPECT_TRUE(made) << (made ? "" : made.failure().message);
    return made ? std::move(made).value() : AddressGuard();
}

TEST(AddressGuard, LetsThroughWhatIsPublic) {
    const AddressGuard nothing_allowed = guard({});
    for (const std::string_view host : {"", ".", "example.org", "127.0.0.1", "localhost"}) {
        EXPECT_TRUE(nothing_allowed.allows(host, address("8.8.8.8"))) << host;
        EXPECT_TRUE(nothing_allowed.allows(host, address("2606:4700::1"))) << host;
        EXPECT_FALSE(nothing_allowed.allows(host, address("127.0.0.1"))) << host;
        EXPECT_FALSE(nothing_allowed.allows(host, address("::1"))) << host;
        EXPECT_FALSE(nothing_allowed.allows(host, address("::ffff:169.254.169.254"))) << host;
    }
}

TEST(AddressGuard, LetsThroughWhateverAnAllowedHostResolvesTo) {
    const AddressGuard allowing = guard({"Images.Internal", "final.dot.", "localhost", "under_score.xn--bcher-kva"});
    const Address private_one = address("10.1.2.3");
    for (const std::string_view host : {"images.internal", "IMAGES.INTERNAL", "images.internal.", "final.dot",
                                        "Final.Dot.", "localhost", "LOCALHOST.", "under_score.xn--bcher-kva"})
        EXPECT_TRUE(allowing.allows(host, private_one)) << host;
    for (const std::string_view host :
         {"", ".", "images.internal..", "mages.internal", "ximages.internal", "x.images.internal", "images.interna",
          "images-internal", "internal", "dot", "localhos", "images.internal.evil.example"})
        EXPECT_FALSE(allowing.allows(host, private_one)) << host;
}

TEST(AddressGuard, AWildcardIsForAllHostsBelow) {
    const AddressGuard allowing = guard({"*.Example.org", "*.lan."});
    const Address private_one = address("fd00::1");
    for (const std::string_view host : {"a.example.org", "A.B.EXAMPLE.ORG", "a.example.org.", "nas.lan"})
        EXPECT_TRUE(allowing.allows(host, private_one)) << host;
    for (const std::string_view host : {"example.org", "example.org.", ".example.org", "aexample.org", "a.example.com",
                                        "a.example.org.evil.example", "lan", "lan.", "", "*"})
        EXPECT_FALSE(allowing.allows(host, private_one)) << host;
}

TEST(AddressGuard, LetsThroughAllowedNetworks) {
    const struct {
        std::string allow;
        Special network;
    } cases[] = {
        {"10.0.0.0/8", {"10.0.0.0", "10.255.255.255", "127.0.0.1", "192.168.0.1"}},
        {"172.16.0.0/13", {"172.16.0.0", "172.23.255.255", "172.31.0.0", "172.24.0.0"}},
        {"192.168.1.2/31", {"192.168.1.2", "192.168.1.3", "192.168.1.1", "192.168.1.4"}},
        {"192.168.1.2/32", {"192.168.1.2", "192.168.1.2", "192.168.1.1", "192.168.1.3"}},
        {"127.0.0.1", {"127.0.0.1", "127.0.0.1", "127.0.0.0", "127.0.0.2"}},
        {"0.0.0.0/0", {"0.0.0.0", "255.255.255.255", "::1", "fd00::1"}},
        {"::ffff:10.0.0.0/104", {"10.0.0.0", "10.255.255.255", "127.0.0.1", "::10.0.0.1"}},
        {"::1", {"::1", "::1", "::", "::2"}},
        {"[::1]", {"::1", "::1", "::", "127.0.0.1"}},
        {"::1/128", {"::1", "::1", "::", "::2"}},
        {"fd00::/8", {"fd00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "fc00::", "fe80::1"}},
        {"fe80::/10", {"fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "fdff::", "fec0::"}},
        {"fd00:1:2:3::/64", {"fd00:1:2:3::", "fd00:1:2:3:ffff:ffff:ffff:ffff", "fd00:1:2:2::", "fd00:1:2:4::"}},
        {"::/0", {"::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "0.0.0.0", "127.0.0.1"}},
        {"::/95", {"::", "::1:ffff:ffff", "10.0.0.1", "::2:0:0"}},
    };
    for (const auto& [allow, network] : cases) {
        const AddressGuard allowing = guard({allow});
        EXPECT_TRUE(allowing.allows("any.example", address(network.first))) << allow;
        EXPECT_TRUE(allowing.allows("", address(network.last))) << allow;
        EXPECT_FALSE(allowing.allows("any.example", address(network.before))) << allow;
        EXPECT_FALSE(allowing.allows("", address(network.after))) << allow;
        EXPECT_TRUE(allowing.allows("any.example", address("8.8.8.8"))) << allow;
    }
}

TEST(AddressGuard, AnAllowedNetworkAllowsNoAddressesThatEmbedIts) {
    const AddressGuard allowing = guard({"10.0.0.0/8"});
    for (const auto& [form, embedding] : embeddings("10.0.0.1"))
        EXPECT_EQ(allowing.allows("any.example", embedding), form == "mapped") << form;
}

TEST(AddressGuard, AllowsThePortsOfAHostAlike) {
    // A port is no part of the host: neither of an entry nor of a question.
    sockaddr_in socket{};
    socket.sin_family = AF_INET;
    socket.sin_addr.s_addr = htonl(0x0A000001);
    const AddressGuard allowing = guard({"10.0.0.1"});
    for (const std::uint16_t port : {0, 22, 80, 443, 6379, 65535}) {
        socket.sin_port = htons(port);
        const auto asked = address_of(reinterpret_cast<const sockaddr&>(socket));
        ASSERT_TRUE(asked);
        EXPECT_TRUE(allowing.allows("images.internal", *asked)) << port;
        EXPECT_FALSE(guard({}).allows("images.internal", *asked)) << port;
    }
}

TEST(AddressGuard, EveryEntryCounts) {
    const AddressGuard allowing = guard({"images.internal", "10.0.0.0/8", "*.lan", "::1"});
    EXPECT_TRUE(allowing.allows("images.internal", address("127.0.0.1")));
    EXPECT_TRUE(allowing.allows("other.example", address("10.0.0.1")));
    EXPECT_TRUE(allowing.allows("nas.lan", address("192.168.0.1")));
    EXPECT_TRUE(allowing.allows("other.example", address("::1")));
    EXPECT_FALSE(allowing.allows("other.example", address("192.168.0.1")));
}

TEST(AddressGuard, NamesTheEntryThatIsNone) {
    const std::string long_label(64, 'a');
    std::string long_host = "a";
    while (long_host.size() <= 253)
        long_host += ".a";
    for (const std::string& entry : std::vector<std::string>{"",
                                                             " ",
                                                             ".",
                                                             "*",
                                                             "*.",
                                                             "**.example.org",
                                                             "*example.org",
                                                             "a.*.org",
                                                             "example..org",
                                                             ".example.org",
                                                             "example.org..",
                                                             " example.org",
                                                             "example.org ",
                                                             "example.org:8080",
                                                             "http://example.org",
                                                             "example.org/",
                                                             "user@example.org",
                                                             "b\xC3\xBC"
                                                             "cher.example",
                                                             long_label,
                                                             long_host,
                                                             "10.0.0.0/",
                                                             "10.0.0.0/33",
                                                             "10.0.0.0/-1",
                                                             "10.0.0.0/+8",
                                                             "10.0.0.0/ 8",
                                                             "10.0.0.0/8 ",
                                                             "10.0.0.0/8/8",
                                                             "10.0.0.0/255.0.0.0",
                                                             "10.0.0.0/99999999999999999999",
                                                             "10.0.0.0/0x8",
                                                             "/8",
                                                             "10.0.0/8",
                                                             "10/8",
                                                             "10.0.0",
                                                             "127.1",
                                                             "2130706433",
                                                             "0x7f000001",
                                                             "0X7F.1",
                                                             "1.2.3.256",
                                                             "1.2.3.4.",
                                                             "1.2.3.4:80",
                                                             "::/129",
                                                             "::g",
                                                             "[::1",
                                                             "::1]",
                                                             "[]",
                                                             "[::1]:80",
                                                             "[::1]/128",
                                                             "[127.0.0.1]",
                                                             "fe80::1%eth0",
                                                             "fd00::/8,10.0.0.0/8",
                                                             std::string("a\0b", 3),
                                                             std::string("10.0.0.0\0/8", 11)}) {
        const auto made = AddressGuard::make({"good.example", entry, "10.0.0.0/8"});
        ASSERT_FALSE(made) << entry;
        EXPECT_EQ(made.failure().reason, core::FailureReason::Internal);
        EXPECT_EQ(made.failure().message, '"' + entry + "\" cannot be allowed: it is no host, address or CIDR");
    }
}

TEST(AddressGuard, ANetworkBeginsAtItsFirstAddress) {
    const struct {
        std::string entry, first;
    } cases[] = {
        {"10.0.0.1/8", "10.0.0.0"},  {"192.168.1.3/31", "192.168.1.2"},
        {"1.0.0.0/0", "0.0.0.0"},    {"172.16.0.0/11", "172.0.0.0"},
        {"fd00::1/8", "fd00::"},     {"fe80::/8", "fe00::"},
        {"::ffff:10.0.0.0/8", "::"}, {"::1/127", "::"},
    };
    for (const auto& [entry, first] : cases) {
        const auto made = AddressGuard::make({"10.0.0.0/8", entry});
        ASSERT_FALSE(made) << entry;
        EXPECT_EQ(made.failure().message,
                  '"' + entry + "\" cannot be allowed: the network begins at " + first + ", not in its middle");
    }
}

TEST(ShownUrl, HidesWhatMayBeSecret) {
    const struct {
        std::string url, shown;
    } cases[] = {
        {"https://example.org/a/b.jpg", "https://example.org/a/b.jpg"},
        {"https://example.org", "https://example.org"},
        {"https://example.org:8443/a", "https://example.org:8443/a"},
        {"https://example.org/a?X-Amz-Signature=secret", "https://example.org/a"},
        {"https://example.org/a#secret", "https://example.org/a"},
        {"https://example.org/a?b#c?d", "https://example.org/a"},
        {"https://example.org/a#b?c", "https://example.org/a"},
        {"https://example.org?secret", "https://example.org"},
        {"https://example.org?mail=a@b.example/c", "https://example.org"},
        {"https://example.org:80?mail=a@b.example", "https://example.org:80"},
        {"https://user:secret@example.org/a", "https://example.org/a"},
        {"https://user@example.org:80/a", "https://example.org:80/a"},
        {"https://@example.org/a", "https://example.org/a"},
        {"https://user:sec@ret@example.org/a", "https://example.org/a"},
        {"https://user:secret@[2001:db8::1]:80/a", "https://[2001:db8::1]:80/a"},
        {"https://[2001:db8::1]/@a", "https://[2001:db8::1]/@a"},
        {"HTTPS://User:Secret@Example.ORG/A", "HTTPS://Example.ORG/A"},
        {"https://example.org/@photos/a:b@2x.jpg", "https://example.org/@photos/a:b@2x.jpg"},
        {"ftp://user:secret@example.org", "ftp://example.org"},
    };
    for (const auto& [url, shown] : cases)
        EXPECT_EQ(shown_url(url), shown) << url;
}

TEST(ShownUrl, LeavesOfGarbageWhatIsNoSecret) {
    const struct {
        std::string url, shown;
    } cases[] = {
        {"", ""},
        {"?", ""},
        {"#", ""},
        {"@", ""},
        {":", ":"},
        {"://", "://"},
        {"http://", "http://"},
        {"http://?secret", "http://"},
        {"http://@", "http://"},
        {"http:///", "http:///"},
        {"http:", "http:"},
        {"not a url", "not a url"},
        {"example.org/a?secret", "example.org/a"},
        {"user:secret@example.org/a?b", "example.org/a"},
        {"//user:secret@example.org/a", "example.org/a"},
        {"http:/user:secret@example.org/a", "http:/example.org/a"},
        {"http:///user:secret@example.org/a", "http:///example.org/a"},
        {"http:user:secret@example.org/a", "example.org/a"},
        {"ht tp://user:secret@example.org/a", "example.org/a"},
        {"@http://user:secret@example.org/a", "example.org/a"},
        {"data:image/png;base64,AAAA", "data:image/png;base64,AAAA"},
        {"https://user:sec/ret@example.org/a", "https://user"},
        {"https://user:sec?ret@example.org/a", "https://user"},
        {"https://user:sec#ret@example.org/a", "https://user"},
        {"user:sec?ret@example.org/a", "user"},
        {"https://\xFF\xFE/\x01", "https://\xFF\xFE/\x01"},
        {std::string("https://a\0b?c", 13), std::string("https://a\0b", 11)},
    };
    for (const auto& [url, shown] : cases)
        EXPECT_EQ(shown_url(url), shown) << url;
}

}  // namespace
}  // namespace photolibrary::net
