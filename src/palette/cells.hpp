#pragma once

#include <cstddef>

#include "palette/image_colors.hpp"
#include "palette/points.hpp"

namespace photolibrary::palette {

/// The points gathered in the cells of a cubic grid, each cell at the exact mean of its points (rounded to a unit).
/// cell_bits: a cell is 2^cell_bits units wide. Cells stand in the order in which their first points do.
Points gather_cells(const Points& points, int cell_bits);

/// The colours of one image in two degrees of detail. Both are its grains if there are few.
struct Histogram {
    Points coarse;  ///< to search on: some hundred to max_coarse cells
    Points fine;    ///< to polish on: up to max_fine cells

    static constexpr std::size_t max_coarse = 1536;
    static constexpr std::size_t max_fine = 8192;
};

Histogram make_histogram(const ImageColors& image);

}  // namespace photolibrary::palette
