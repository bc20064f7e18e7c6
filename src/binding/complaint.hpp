#pragma once

#include <string_view>

#include "binding/php_photolibrary.hpp"

namespace photolibrary::binding {

/// What is wrong with a value, to be said behind "must be ".
struct Complaint {
    zend_string* expected = nullptr;  ///< null: nothing is wrong
    bool is_type = false;             ///< for a TypeError, not a ValueError

    explicit operator bool() const noexcept { return expected != nullptr; }
};

Complaint complaint(std::string_view expected);

/// Throws it for an argument, counted from 1, of the function that is being called, and frees it.
void throw_complaint(uint32_t argument, Complaint complaint);

}  // namespace photolibrary::binding
