#include "net/origin.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "net/curl_library.hpp"

namespace photolibrary::net {
namespace {

const CurlApi& api() {
    return *curl_library().value();
}

/// URLs that differ in little, and some that only look as if they named a host that was met.
std::vector<std::string> urls() {
    return {"http://photos.test/1.jpg",
            "http://photos.test/2.jpg?size=3#4",
            "http://photos.test",
            "http://photos.test?5",
            "http://photos.test:80/6",
            "http://photos.test:8080/7",
            "http://photos.test:x/8",
            "https://photos.test/9",
            "HTTP://photos.test/10",
            "http://Photos.test/11",
            "http://photos.test./11",
            "http://photos.tes/12",
            "http://photos.test.example/13",
            "http://photos.test@other.test/14",
            "http://photos.test:secret@other.test/15",
            "http://photos.test\\@other.test/16",
            "http://photos.test/@other.test/17",
            "http://photos.test//other.test/18",
            "http:///photos.test/19",
            "http:///other.test/20",
            "http://[::1]/21",
            "http://[::1]:8080/22",
            "http://127.0.0.1/23",
            "http://0x7f.1/24",
            "ftp://photos.test/25",
            "//photos.test/26",
            "photos.test/27",
            "",
            "://",
            "http://photos.test/28\n",
            "http://photos.test/ 29",
            "http://photos.test/\xC3\xA9",
            std::string("http://photos.test/30\0/31", 25),
            "http://photos.test/" + std::string(9'000'000, 'x')};
}

std::string shown(const std::optional<Origin>& origin) {
    return origin ? origin->scheme + "://" + origin->host + ':' + origin->port : "none";
}

TEST(OriginFinder, AgreesWithLibcurlWhateverCameBefore) {
    const std::vector<std::string> all = urls();
    OriginFinder finder(api());
    for (const std::string& before : all) {
        for (const std::string& url : all) {
            finder.find(before);
            EXPECT_EQ(shown(finder.find(url)), shown(origin_of(api(), url)))
                << url.substr(0, 60) << " after " << before.substr(0, 60);
        }
    }
}

TEST(OriginFinder, KnowsAHostInEverySpelling) {
    OriginFinder finder(api());
    for (const char* const url :
         {"http://photos.test/", "http://PHOTOS.test/", "HTTP://photos.Test:80/", "http://photos.test./"})
        EXPECT_EQ(shown(finder.find(url)), "http://photos.test:80") << url;
    EXPECT_EQ(shown(finder.find("http://photos.test../")), "http://photos.test.:80");
    EXPECT_EQ(shown(finder.find("http://[::A]/")), "http://[::a]:80");
}

TEST(OriginFinder, TellsManyHostsApart) {
    OriginFinder finder(api());
    for (int round = 0; round < 3; ++round) {
        for (int host = 0; host < 9; ++host) {
            const std::string name = "host" + std::to_string(host) + ".test";
            EXPECT_EQ(shown(finder.find("https://" + name + "/a")), "https://" + name + ":443");
        }
    }
}

}  // namespace
}  // namespace photolibrary::net
