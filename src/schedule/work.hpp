#pragma once

#include <variant>

#include "analysis/analyse.hpp"
#include "net/exchange.hpp"
#include "schedule/batch.hpp"
#include "schedule/command/action.hpp"

namespace photolibrary::schedule {

// The kinds of work that there are. A new one is an alternative of both variants and a Stage that does it.

/// What a job is to do: analyse an image, send a request, or run a command.
using Work = std::variant<analysis::Source, net::Request, ActionStart>;
/// What it makes: a palette, an answer, or what became of the command.
using Product = std::variant<analysis::Analysis, net::Response, ActionEnd>;

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
