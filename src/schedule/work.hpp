#pragma once

#include <variant>

#include "analysis/analyse.hpp"
#include "net/exchange.hpp"
#include "schedule/batch.hpp"

namespace photolibrary::schedule {

// The kinds of work that there are. A new one is an alternative of both variants and a Stage that does it.

/// What a job is to do: analyse an image, or send a request.
using Work = std::variant<analysis::Source, net::Request>;
/// What it makes: a palette, or an answer.
using Product = std::variant<analysis::Analysis, net::Response>;

using Job = JobOf<Work>;
using Result = ResultOf<Product>;
using Completions = CompletionsOf<Product>;
using Stage = StageOf<Work, Product>;
using Batch = BatchOf<Work, Product>;

/// Null if the job failed, or has made something else.
inline analysis::Analysis* analysis_of(Result& result) noexcept {
    return result.outcome.ok() ? std::get_if<analysis::Analysis>(&result.outcome.value()) : nullptr;
}
inline const analysis::Analysis* analysis_of(const Result& result) noexcept {
    return result.outcome.ok() ? std::get_if<analysis::Analysis>(&result.outcome.value()) : nullptr;
}

}  // namespace photolibrary::schedule
