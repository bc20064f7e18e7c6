#include "binding/pump.hpp"

#include <poll.h>

#include "binding/exceptions.hpp"
#include "core/process_generation.hpp"

namespace photolibrary::binding {
namespace {

/// A signal may arrive between the look at the flag and the wait: then that ends after this long.
constexpr std::chrono::milliseconds ceiling{250};

/// What the virtual machine does between two opcodes.
void serve_interrupt() {
    zend_atomic_bool_store(&EG(vm_interrupt), false);
    if (zend_atomic_bool_load(&EG(timed_out))) {
        zend_timeout();
    } else if (zend_interrupt_function != nullptr) {
        zend_interrupt_function(EG(current_execute_data));
    }
}

}  // namespace

bool wait_for(schedule::Waitable& what) {
    const unsigned generation = core::process_generation();
    const auto may_go_on = [generation] {
        return EG(exception) == nullptr && generation == core::process_generation();
    };
    if (zend_atomic_bool_load(&EG(vm_interrupt))) serve_interrupt();
    if (!may_go_on()) return false;
    bool has_helped = false;
    guard([&] { has_helped = what.help(ceiling); });
    if (EG(exception) == nullptr && !has_helped) {
        pollfd waiting{what.ready_fd(), POLLIN, 0};
        ::poll(&waiting, 1, static_cast<int>(ceiling.count()));
    }
    if (zend_atomic_bool_load(&EG(vm_interrupt))) serve_interrupt();
    return may_go_on();
}

void return_observer(zval* return_value, core::UniqueFd descriptor) {
    php_stream* const stream = descriptor ? php_stream_fopen_from_fd(descriptor.get(), "r", nullptr) : nullptr;
    if (stream == nullptr) return throw_engine_exception("no file descriptor is left for a stream");
    static_cast<void>(descriptor.release());
    php_stream_to_zval(stream, return_value);
}

}  // namespace photolibrary::binding
