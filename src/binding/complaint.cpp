#include "binding/complaint.hpp"

namespace photolibrary::binding {

Complaint complaint(std::string_view expected) {
    return {zend_string_init(expected.data(), expected.size(), false), false};
}

void throw_complaint(uint32_t argument, Complaint complaint) {
    (complaint.is_type ? zend_argument_type_error : zend_argument_value_error)(argument, "must be %s",
                                                                               ZSTR_VAL(complaint.expected));
    zend_string_release(complaint.expected);
}

}  // namespace photolibrary::binding
