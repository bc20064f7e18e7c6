#include "image/color/color_matrix.hpp"

#include <cmath>
#include <cstddef>

namespace photolibrary::image {
namespace {

using Vector = std::array<double, 3>;

constexpr Vector white_d50 = {0.9642, 1.0, 0.8249};  // ICC.1:2022 7.2.16
constexpr ColorMatrix bradford = {{{0.8951, 0.2664, -0.1614}, {-0.7502, 1.7135, 0.0367}, {0.0389, -0.0685, 1.0296}}};

Vector product(const ColorMatrix& matrix, const Vector& vector) noexcept {
    Vector out{};
    for (std::size_t row = 0; row < 3; ++row) {
        out[row] = matrix[row][0] * vector[0] + matrix[row][1] * vector[1] + matrix[row][2] * vector[2];
    }
    return out;
}

Vector xyz_of(const Chromaticity& color) noexcept {
    return {color.x / color.y, 1, (1 - color.x - color.y) / color.y};
}

}  // namespace

std::optional<ColorMatrix> inverse(const ColorMatrix& m) noexcept {
    constexpr double smallest_determinant = 1e-9;
    ColorMatrix adjugate{};
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t column = 0; column < 3; ++column) {
            const std::size_t r1 = (row + 1) % 3, r2 = (row + 2) % 3, c1 = (column + 1) % 3, c2 = (column + 2) % 3;
            adjugate[column][row] = m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1];
        }
    }
    const double determinant = m[0][0] * adjugate[0][0] + m[0][1] * adjugate[1][0] + m[0][2] * adjugate[2][0];
    if (!(std::abs(determinant) > smallest_determinant)) return std::nullopt;
    for (Vector& row : adjugate) {
        for (double& value : row)
            value /= determinant;
    }
    return adjugate;
}

ColorMatrix product(const ColorMatrix& left, const ColorMatrix& right) noexcept {
    ColorMatrix out{};
    for (std::size_t column = 0; column < 3; ++column) {
        const Vector values = product(left, Vector{right[0][column], right[1][column], right[2][column]});
        for (std::size_t row = 0; row < 3; ++row)
            out[row][column] = values[row];
    }
    return out;
}

std::optional<ColorMatrix> to_xyz(const Primaries& primaries) noexcept {
    if (!(primaries.white.y > 0)) return std::nullopt;
    ColorMatrix columns{};
    const Chromaticity colors[] = {primaries.red, primaries.green, primaries.blue};
    for (std::size_t i = 0; i < 3; ++i) {
        columns[0][i] = colors[i].x;
        columns[1][i] = colors[i].y;
        columns[2][i] = 1 - colors[i].x - colors[i].y;
    }
    const auto inverted = inverse(columns);
    if (!inverted) return std::nullopt;
    const Vector scale = product(*inverted, xyz_of(primaries.white));
    for (Vector& row : columns) {
        for (std::size_t i = 0; i < 3; ++i)
            row[i] *= scale[i];
    }
    return columns;
}

std::optional<ColorMatrix> to_xyz_d50(const Primaries& primaries) noexcept {
    const auto matrix = to_xyz(primaries);
    const auto back = inverse(bradford);
    if (!matrix || !back) return std::nullopt;
    const Vector from = product(bradford, xyz_of(primaries.white));
    const Vector to = product(bradford, white_d50);
    ColorMatrix adapted = product(bradford, *matrix);
    for (std::size_t row = 0; row < 3; ++row) {
        if (from[row] == 0) return std::nullopt;
        for (double& value : adapted[row])
            value *= to[row] / from[row];
    }
    return product(*back, adapted);
}

const ColorMatrix& srgb_from_xyz_d50() noexcept {
    static const ColorMatrix matrix = inverse(to_xyz_d50(srgb_primaries).value()).value();
    return matrix;
}

}  // namespace photolibrary::image
