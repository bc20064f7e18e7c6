#include "binding/array_reader.hpp"

#include <algorithm>
#include <cstring>

namespace photolibrary::binding {

zval* ArrayReader::find(const char* key, bool required) {
    if (failed_) return nullptr;
    zval* value = zend_hash_str_find(values_, key, std::strlen(key));
    if (value == nullptr) {
        if (required) fail(key, "present");
        return nullptr;
    }
    ZEND_ASSERT(seen_count_ < seen_.size());
    seen_[seen_count_++] = value;
    ZVAL_DEREF(value);
    return value;
}

void ArrayReader::fail(const char* key, const char* expected) {
    if (failed_) return;
    failed_ = true;
    zend_value_error("%s: \"%s\" must be %s", class_name_, key, expected);
}

void ArrayReader::fail(const char* key, Complaint complaint) {
    fail(key, ZSTR_VAL(complaint.expected));
    zend_string_release(complaint.expected);
}

bool ArrayReader::finish() {
    if (failed_ || seen_count_ == zend_hash_num_elements(values_)) return !failed_;
    failed_ = true;
    const auto seen_end = seen_.begin() + seen_count_;
    zend_ulong index = 0;
    zend_string* key = nullptr;
    zval* value = nullptr;
    ZEND_HASH_FOREACH_KEY_VAL(values_, index, key, value) {
        if (std::find(seen_.begin(), seen_end, value) != seen_end) continue;
        zend_string* const name =
            key != nullptr ? zend_string_copy(key) : zend_long_to_str(static_cast<zend_long>(index));
        zend_value_error("%s has no \"%s\"", class_name_, ZSTR_VAL(name));
        zend_string_release(name);
        break;
    }
    ZEND_HASH_FOREACH_END();
    return false;
}

}  // namespace photolibrary::binding
