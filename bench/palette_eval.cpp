// How good is a palette? The yardstick of this project, independent of the engine.
//
//   palette_eval reference IMAGE.ppm [K...] > IMAGE.ref   error of the best known palette for K = 1..16 (or those
//   named), and the accents (slow, once) palette_eval score IMAGE.ppm IMAGE.ref K < LIST       one palette a line: NAME
//   #rrggbb #rrggbb ...; K is the number of colours asked for
//
// IMAGE.ppm is binary P6, 8 bit, sRGB, at full resolution (e.g. `vips icc_transform x.jpg x.ppm srgb --embedded`).
// score prints: NAME  colours  error_ratio  accents_found  accents_total  smallest_pair_distance
//
// error        mean squared OKLab distance of every pixel to its nearest palette colour
// error_ratio  that error / error of the best of 100 k-means++ starts with the K colours asked for (1.00 = optimum); a
// palette with
//              fewer colours than asked for is scored against K all the same, one with more is an error
// accent       one of 24 fine clusters that is small (0.3 % to 5 % of the pixels), colourful (chroma >= 0.09) and at
// least
//              0.12 away from every cluster above 5 %; found = some palette colour lies within 0.09 of it
// OKLab: B. Ottosson, "A perceptual color space for image processing", 2020.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <unordered_map>
#include <vector>

using Lab = std::array<float, 3>;
struct Weighted {
    Lab lab;
    float weight;
};
using Cloud = std::vector<Weighted>;
using Palette = std::vector<Lab>;

static float squared(const Lab& p, const Lab& q) {
    const float l = p[0] - q[0], a = p[1] - q[1], b = p[2] - q[2];
    return l * l + a * a + b * b;
}

static float linear(int byte) {
    const double c = byte / 255.0;
    return float(c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4));
}

static Lab oklab(uint32_t rgb) {
    const float r = linear(rgb >> 16), g = linear(rgb >> 8 & 255), b = linear(rgb & 255);
    const float l = std::cbrt(0.4122214708f * r + 0.5363325363f * g + 0.0514459929f * b);
    const float m = std::cbrt(0.2119034982f * r + 0.6806995451f * g + 0.1073969566f * b);
    const float s = std::cbrt(0.0883024619f * r + 0.2817188376f * g + 0.6299787005f * b);
    return {0.2104542553f * l + 0.7936177850f * m - 0.0040720468f * s,
            1.9779984951f * l - 2.4285922050f * m + 0.4505937099f * s,
            0.0259040371f * l + 0.7827717662f * m - 0.8086757660f * s};
}

// Every distinct colour of the image with its pixel count.
static Cloud read_ppm(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::string magic;
    int width = 0, height = 0, depth = 0;
    in >> magic;
    auto number = [&] {
        in >> std::ws;
        while (in.peek() == '#') {
            std::string line;
            std::getline(in, line);
            in >> std::ws;
        }
        int n = 0;
        in >> n;
        return n;
    };
    width = number(), height = number(), depth = number();
    if (!in || magic != "P6" || depth != 255) {
        std::cerr << path << ": not an 8-bit P6 file\n";
        std::exit(2);
    }
    in.get();
    std::vector<uint8_t> bytes(size_t(width) * height * 3);
    in.read(reinterpret_cast<char*>(bytes.data()), std::streamsize(bytes.size()));
    if (size_t(in.gcount()) != bytes.size()) {
        std::cerr << path << ": truncated\n";
        std::exit(2);
    }
    std::vector<uint32_t> count(1u << 24, 0);
    for (size_t i = 0; i < bytes.size(); i += 3)
        ++count[bytes[i] << 16 | bytes[i + 1] << 8 | bytes[i + 2]];
    Cloud cloud;
    for (uint32_t rgb = 0; rgb < count.size(); ++rgb)
        if (count[rgb]) cloud.push_back({oklab(rgb), float(count[rgb])});
    return cloud;
}

// About ten thousand cells with exact means: good enough to search on, cheap enough for many restarts.
static Cloud cells(const Cloud& cloud) {
    std::map<uint32_t, std::array<double, 4>> sums;
    for (const auto& p : cloud) {
        auto& s = sums[uint32_t(p.lab[0] * 48) << 16 | uint32_t((p.lab[1] + 0.4f) * 80) << 8 |
                       uint32_t((p.lab[2] + 0.4f) * 80)];
        for (int i = 0; i < 3; ++i)
            s[i] += double(p.lab[i]) * p.weight;
        s[3] += p.weight;
    }
    Cloud out;
    for (const auto& [key, s] : sums)
        out.push_back({{float(s[0] / s[3]), float(s[1] / s[3]), float(s[2] / s[3])}, float(s[3])});
    return out;
}

static size_t nearest(const Lab& p, const Palette& palette) {
    size_t best = 0;
    for (size_t i = 1; i < palette.size(); ++i)
        if (squared(p, palette[i]) < squared(p, palette[best])) best = i;
    return best;
}

static double error(const Cloud& cloud, const Palette& palette) {
    double sum = 0, weight = 0;
    for (const auto& p : cloud)
        sum += double(squared(p.lab, palette[nearest(p.lab, palette)])) * p.weight, weight += p.weight;
    return sum / weight;
}

static double lloyd(const Cloud& cloud, Palette& palette, int rounds, double tolerance) {
    double previous = 1e9;
    for (int round = 0; round < rounds; ++round) {
        std::vector<std::array<double, 4>> sums(palette.size());
        double total = 0, weight = 0;
        for (const auto& p : cloud) {
            const size_t k = nearest(p.lab, palette);
            for (int i = 0; i < 3; ++i)
                sums[k][i] += double(p.lab[i]) * p.weight;
            sums[k][3] += p.weight;
            total += double(squared(p.lab, palette[k])) * p.weight, weight += p.weight;
        }
        for (size_t k = 0; k < palette.size(); ++k)
            if (sums[k][3] > 0)
                for (int i = 0; i < 3; ++i)
                    palette[k][i] = float(sums[k][i] / sums[k][3]);
        if (previous - total / weight < tolerance * total / weight) return total / weight;
        previous = total / weight;
    }
    return previous;
}

static Palette plus_plus(const Cloud& cloud, int k, std::mt19937& random) {
    Palette palette;
    std::vector<double> distance(cloud.size(), 1e9), mass(cloud.size());
    while (int(palette.size()) < k) {
        double total = 0;
        for (size_t i = 0; i < cloud.size(); ++i)
            total += mass[i] = palette.empty() ? cloud[i].weight : distance[i] * cloud[i].weight;
        double pick = std::uniform_real_distribution<double>(0, total)(random);
        size_t i = 0;
        while (i + 1 < cloud.size() && (pick -= mass[i]) > 0)
            ++i;
        palette.push_back(cloud[i].lab);
        for (size_t j = 0; j < cloud.size(); ++j)
            distance[j] = std::min(distance[j], double(squared(cloud[j].lab, palette.back())));
    }
    return palette;
}

static Palette optimum(const Cloud& cloud, const Cloud& coarse, int k, int starts, double& best_error) {
    std::mt19937 random(1234 + k);
    std::vector<std::pair<double, Palette>> tries;
    for (int i = 0; i < (k == 1 ? 1 : starts); ++i) {
        auto palette = plus_plus(coarse, k, random);
        const double e = lloyd(coarse, palette, 100, 1e-5);
        tries.emplace_back(e, std::move(palette));
    }
    std::sort(tries.begin(), tries.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    Palette best;
    best_error = 1e9;
    double last = -1;
    int polished = 0;
    for (auto& [e, palette] : tries) {
        if (std::fabs(e - last) < 1e-6 * e) continue;
        last = e;
        lloyd(cloud, palette, 60, 1e-6);
        if (const double exact = error(cloud, palette); exact < best_error) best_error = exact, best = palette;
        if (++polished == 3) break;
    }
    return best;
}

static Cloud accents(const Cloud& coarse) {
    std::mt19937 random(5);
    Palette best;
    double best_error = 1e9;
    for (int i = 0; i < 12; ++i) {
        auto palette = plus_plus(coarse, 24, random);
        if (const double e = lloyd(coarse, palette, 60, 1e-5); e < best_error) best_error = e, best = palette;
    }
    std::vector<double> share(best.size());
    double total = 0;
    for (const auto& p : coarse)
        share[nearest(p.lab, best)] += p.weight, total += p.weight;
    Cloud found;
    for (size_t k = 0; k < best.size(); ++k) {
        const double s = share[k] / total;
        if (s < 0.003 || s > 0.05 || std::hypot(best[k][1], best[k][2]) < 0.09) continue;
        bool apart = true;
        for (size_t j = 0; j < best.size(); ++j)
            if (share[j] / total > 0.05 && squared(best[k], best[j]) < 0.12f * 0.12f) apart = false;
        if (apart) found.push_back({best[k], float(s)});
    }
    return found;
}

static int reference(const std::string& image, std::vector<int> ks) {
    const auto cloud = read_ppm(image);
    const auto coarse = cells(cloud);
    if (ks.empty())
        for (int k = 1; k <= 16; ++k)
            ks.push_back(k);
    for (int k : ks) {
        double e = 0;
        optimum(cloud, coarse, k, 100, e);
        std::printf("optimum %d %.6g\n", k, e);
        std::fflush(stdout);
    }
    for (const auto& a : accents(coarse))
        std::printf("accent %.5f %.5f %.5f %.5f\n", a.lab[0], a.lab[1], a.lab[2], a.weight);
    return 0;
}

static int score(const std::string& image, const std::string& reference, int asked) {
    std::map<int, double> best;
    Palette accents;
    std::ifstream in(reference);
    for (std::string kind; in >> kind;) {
        if (kind == "optimum") {
            int k;
            double e;
            in >> k >> e;
            best[k] = e;
        } else {
            Lab lab;
            float share;
            in >> lab[0] >> lab[1] >> lab[2] >> share;
            accents.push_back(lab);
        }
    }
    if (!best.count(asked)) {
        std::cerr << reference << ": no reference for " << asked << " colours\n";
        return 2;
    }
    const auto cloud = read_ppm(image);
    for (std::string line; std::getline(std::cin, line);) {
        std::istringstream words(line);
        std::string name, word;
        words >> name;
        Palette palette;
        while (words >> word)
            palette.push_back(oklab(uint32_t(std::stoul(word.substr(word[0] == '#'), nullptr, 16))));
        if (palette.empty() || int(palette.size()) > asked) {
            std::cerr << name << ": " << palette.size() << " colours, asked for " << asked << "\n";
            return 2;
        }
        float closest = 9;
        for (size_t i = 0; i < palette.size(); ++i)
            for (size_t j = 0; j < i; ++j)
                closest = std::min(closest, squared(palette[i], palette[j]));
        const auto hit = std::count_if(accents.begin(), accents.end(), [&](const Lab& a) {
            return squared(a, palette[nearest(a, palette)]) <= 0.09f * 0.09f;
        });
        std::printf("%s\t%zu\t%.4f\t%zu\t%zu\t%.4f\n", name.c_str(), palette.size(),
                    error(cloud, palette) / best[asked], size_t(hit), accents.size(),
                    palette.size() > 1 ? std::sqrt(closest) : 0.f);
    }
    return 0;
}

int main(int argc, char** argv) {
    const std::string mode = argc > 1 ? argv[1] : "";
    if (mode == "reference" && argc >= 3) {
        std::vector<int> ks;
        for (int i = 3; i < argc; ++i)
            ks.push_back(std::atoi(argv[i]));
        return reference(argv[2], ks);
    }
    if (mode == "score" && argc == 5) return score(argv[2], argv[3], std::atoi(argv[4]));
    std::cerr << "usage: palette_eval reference IMAGE.ppm [K...] | score IMAGE.ppm IMAGE.ref K\n";
    return 2;
}
