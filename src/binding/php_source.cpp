#include "binding/php_source.hpp"

#include <sys/stat.h>

#include "binding/conversions.hpp"
#include "binding/exceptions.hpp"
#include "binding/http_arguments.hpp"
#include "binding/paths.hpp"
#include "schedule/decode/job_frames.hpp"

namespace photolibrary::binding {

#include "source_arginfo.h"

zend_class_entry* source_ce = nullptr;

namespace {

using analysis::Bytes;
using analysis::Cheapest;
using analysis::File;

zend_object_handlers handlers;

/// What a Source object stands for.
using Origin = std::variant<File, Bytes, Cheapest, net::Request>;

struct SourceHandle {
    Origin* origin;
    zend_object std;
};

SourceHandle* handle_of(zend_object* object) noexcept {
    return reinterpret_cast<SourceHandle*>(reinterpret_cast<char*>(object) - offsetof(SourceHandle, std));
}

zend_object* create_source(zend_class_entry* ce) {
    auto* handle = static_cast<SourceHandle*>(zend_object_alloc(sizeof(SourceHandle), ce));
    handle->origin = nullptr;
    zend_object_std_init(&handle->std, ce);
    object_properties_init(&handle->std, ce);
    handle->std.handlers = &handlers;
    return &handle->std;
}

void free_source(zend_object* object) {
    delete handle_of(object)->origin;
    zend_object_std_dtor(object);
}

/// Makes the object first: if Zend runs out of memory, nothing of ours is lost.
template <class Make>
void return_source(zval* return_value, Make make) {
    object_init_ex(return_value, source_ce);
    guard([&] { handle_of(Z_OBJ_P(return_value))->origin = new Origin(make()); });
}

File file_named(std::string_view path) {
    return {std::string(path), std::string(path)};
}

File file_named(const zend_string* path) {
    return file_named(view_of(path));
}

std::uint64_t size_of(const std::string& path) {
    struct stat info {};
    return ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) ? static_cast<std::uint64_t>(info.st_size) : 0;
}

core::Failure outside_basedir() {
    return {core::FailureReason::Unreadable, "the open_basedir setting does not allow it to be opened"};
}

/// Makes a source ready to be opened by another thread.
struct Resolve {
    PulledSource operator()(const File& file) const {
        PulledSource pulled{analysis::Source(File{absolute(file.path), file.label}), 0, std::nullopt};
        const std::string& path = file_of(pulled).path;
        if (!allowed(path)) {
            pulled.forbidden = outside_basedir();
        } else {
            pulled.bytes = size_of(path);
        }
        return pulled;
    }

    PulledSource operator()(const Bytes& bytes) const {
        return {analysis::Source(bytes), bytes.bytes->size(), std::nullopt};
    }

    PulledSource operator()(const Cheapest& cheapest) const {
        PulledSource truth = (*this)(cheapest.truth);
        Cheapest resolved{file_of(truth), {}, cheapest.min_long_side};
        for (const File& candidate : cheapest.candidates) {
            File file{absolute(candidate.path), candidate.label};
            if (allowed(file.path)) resolved.candidates.push_back(std::move(file));
        }
        return {analysis::Source(std::move(resolved)), truth.bytes, std::move(truth.forbidden)};
    }

    PulledSource operator()(const net::Request& request) const { return {request, 0, std::nullopt}; }

  private:
    static const File& file_of(const PulledSource& pulled) {
        return std::get<File>(std::get<analysis::Source>(pulled.source));
    }
};

/// All values of the array are strings; an exception is thrown otherwise.
bool are_strings(HashTable* values, uint32_t argument) {
    zval* value = nullptr;
    ZEND_HASH_FOREACH_VAL(values, value) {
        ZVAL_DEREF(value);
        if (Z_TYPE_P(value) == IS_STRING) continue;
        zend_argument_type_error(argument, "must be a list of strings, %s given in it", zend_zval_type_name(value));
        return false;
    }
    ZEND_HASH_FOREACH_END();
    return true;
}

}  // namespace

void register_source() {
    source_ce = register_class_PhotoLibrary_Source();
    source_ce->create_object = create_source;
    mark_sensitive(source_ce, "url", 1);  // headers
    handlers = *zend_get_std_object_handlers();
    handlers.offset = offsetof(SourceHandle, std);
    handlers.free_obj = free_source;
    handlers.clone_obj = nullptr;
    handlers.compare = zend_objects_not_comparable;
}

bool is_source(const zval* value) noexcept {
    return Z_TYPE_P(value) == IS_STRING || (Z_TYPE_P(value) == IS_OBJECT && Z_OBJCE_P(value) == source_ce);
}

PulledSource pull_source(const zval* value) {
    if (Z_TYPE_P(value) == IS_STRING) return Resolve{}(file_named(Z_STR_P(value)));
    return std::visit(Resolve{}, *handle_of(Z_OBJ_P(value))->origin);
}

ZEND_METHOD(PhotoLibrary_Source, __construct) {
    ZEND_PARSE_PARAMETERS_NONE();
}

ZEND_METHOD(PhotoLibrary_Source, path) {
    zend_string* path = nullptr;
    ZEND_PARSE_PARAMETERS_START(1, 1)
    Z_PARAM_STR(path)
    ZEND_PARSE_PARAMETERS_END();
    return_source(return_value, [&] { return file_named(path); });
}

ZEND_METHOD(PhotoLibrary_Source, bytes) {
    zend_string* bytes = nullptr;
    zend_string* label = zend_empty_string;
    ZEND_PARSE_PARAMETERS_START(1, 2)
    Z_PARAM_STR(bytes)
    Z_PARAM_OPTIONAL
    Z_PARAM_STR(label)
    ZEND_PARSE_PARAMETERS_END();
    return_source(return_value, [&] {
        return Bytes{std::make_shared<const std::string>(view_of(bytes)), std::string(view_of(label))};
    });
}

ZEND_METHOD(PhotoLibrary_Source, url) {
    zend_string* url = nullptr;
    auto* headers = const_cast<HashTable*>(&zend_empty_array);
    ZEND_PARSE_PARAMETERS_START(1, 2)
    Z_PARAM_STR(url)
    Z_PARAM_OPTIONAL
    Z_PARAM_ARRAY_HT(headers)
    ZEND_PARSE_PARAMETERS_END();
    if (const Complaint wrong = complaint_about_url(url)) {
        throw_complaint(1, wrong);
        RETURN_THROWS();
    }
    if (const Complaint wrong = complaint_about_headers(headers)) {
        throw_complaint(2, wrong);
        RETURN_THROWS();
    }
    return_source(return_value, [&] {
        net::Request request;
        request.url = view_of(url);
        request.headers = headers_of(headers);
        return request;
    });
}

ZEND_METHOD(PhotoLibrary_Source, cheapest) {
    zend_string* truth = nullptr;
    HashTable* candidates = nullptr;
    zend_long min_long_side = 640;
    ZEND_PARSE_PARAMETERS_START(2, 3)
    Z_PARAM_STR(truth)
    Z_PARAM_ARRAY_HT(candidates)
    Z_PARAM_OPTIONAL
    Z_PARAM_LONG(min_long_side)
    ZEND_PARSE_PARAMETERS_END();
    if (!are_strings(candidates, 2)) RETURN_THROWS();
    if (zend_hash_num_elements(candidates) > schedule::max_candidates) {
        zend_argument_value_error(2, "must have at most %zu elements", schedule::max_candidates);
        RETURN_THROWS();
    }
    if (min_long_side < 1 || min_long_side > INT32_MAX) {
        zend_argument_value_error(3, "must be between 1 and %d", INT32_MAX);
        RETURN_THROWS();
    }
    return_source(return_value, [&] {
        Cheapest cheapest{file_named(truth), {}, static_cast<std::uint32_t>(min_long_side)};
        zval* value = nullptr;
        ZEND_HASH_FOREACH_VAL(candidates, value) {
            ZVAL_DEREF(value);
            cheapest.candidates.push_back(file_named(Z_STR_P(value)));
        }
        ZEND_HASH_FOREACH_END();
        return cheapest;
    });
}

}  // namespace photolibrary::binding
