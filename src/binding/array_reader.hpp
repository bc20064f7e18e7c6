#pragma once

#include <array>

#include "binding/complaint.hpp"
#include "binding/php_photolibrary.hpp"

namespace photolibrary::binding {

/// Takes the values of one of our arrays apart. Each call reads one key; a missing or ill-typed value throws a
/// ValueError that names the key, and every later call then does nothing. finish() refuses unknown keys.
class ArrayReader {
  public:
    static constexpr uint32_t max_keys = 16;  ///< that one array may have

    ArrayReader(const char* class_name, HashTable* values) noexcept : class_name_(class_name), values_(values) {}

    zval* find(const char* key, bool required = true);

    void fail(const char* key, const char* expected);
    /// Frees the complaint.
    void fail(const char* key, Complaint complaint);
    /// True if every key was read and none was wrong.
    bool finish();

  private:
    const char* class_name_;
    HashTable* values_;
    std::array<const zval*, max_keys> seen_{};
    uint32_t seen_count_ = 0;
    bool failed_ = false;
};

}  // namespace photolibrary::binding
