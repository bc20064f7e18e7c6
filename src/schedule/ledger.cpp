#include "schedule/ledger.hpp"

namespace photolibrary::schedule {

void Ledger::open(JobId id, std::uint64_t bytes) {
    open_.emplace(id, bytes);
    open_bytes_ += bytes;
    ++totals_.opened;
}

void Ledger::close(JobId id, int attempts, std::uint64_t bytes_read, const core::Failure* failure) {
    const auto entry = open_.find(id);
    if (entry == open_.end()) return;
    open_bytes_ -= entry->second;
    open_.erase(entry);

    totals_.bytes_read += bytes_read;
    if (attempts > 1) totals_.retried += static_cast<std::uint64_t>(attempts - 1);
    if (failure == nullptr) {
        ++totals_.succeeded;
    } else {
        ++totals_.failed;
        ++totals_.failures[static_cast<std::size_t>(failure->reason)];
    }
}

void Ledger::cancel_open() {
    totals_.failed += open_.size();
    totals_.failures[static_cast<std::size_t>(core::FailureReason::Cancelled)] += open_.size();
    open_.clear();
    open_bytes_ = 0;
}

}  // namespace photolibrary::schedule
