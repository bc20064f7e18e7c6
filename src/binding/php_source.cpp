#include "binding/php_source.hpp"

#include <sys/stat.h>

#include "binding/exceptions.hpp"
#include "binding/http_arguments.hpp"
#include "binding/owning_object.hpp"
#include "binding/paths.hpp"
#include "binding/value_class.hpp"

namespace photolibrary::binding {

#include "binding/arginfo/source_arginfo.h"

zend_class_entry* source_ce = nullptr;

namespace {

using analysis::Bytes;
using analysis::Cheapest;
using analysis::File;

/// What a Source object stands for.
struct Stored {
    SourceWork work;
    std::string label;  ///< without what may be secret
};

using SourceObject = OwningObject<Stored>;

void free_source(zend_object* object) {
    delete SourceObject::of(object);
    zend_object_std_dtor(object);
}

Stored stored(analysis::Source source) {
    std::string label = analysis::label_of(source);
    return {std::move(source), std::move(label)};
}

/// Makes the object first: if Zend runs out of memory, nothing of ours is lost.
template <class Make>
void return_source(zval* return_value, Make make) {
    object_init_ex(return_value, source_ce);
    guard([&] { SourceObject::of(Z_OBJ_P(return_value)) = new Stored(make()); });
}

File file_named(std::string_view path) {
    return {std::string(path), std::string(path)};
}

File file_named(const zend_string* path) {
    return file_named(view_of(path));
}

/// Nothing if there is no such file; 0 if it is not a regular one.
std::optional<std::uint64_t> size_of(const std::string& path) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) return std::nullopt;
    return S_ISREG(info.st_mode) ? static_cast<std::uint64_t>(info.st_size) : 0;
}

core::Failure outside_basedir() {
    return {core::FailureReason::Unreadable, "the open_basedir setting does not allow it to be opened"};
}

core::Failure no_file_but_url() {
    return {core::FailureReason::NotFound, "there is no such file (a string is a local path; use Source::url())"};
}

/// Makes a source ready to be opened by another thread.
struct Resolve {
    PulledSource operator()(const File& file) const {
        File resolved{absolute(file.path), file.label};
        PulledSource pulled;
        if (!allowed(resolved.path)) {
            pulled.forbidden = outside_basedir();
        } else if (const auto size = size_of(resolved.path)) {
            pulled.bytes = *size;
        } else if (has_http_scheme(file.path)) {
            pulled.forbidden = no_file_but_url();
        }
        pulled.work = analysis::Source(std::move(resolved));
        return pulled;
    }

    PulledSource operator()(const Bytes& bytes) const {
        return {analysis::Source(bytes), bytes.bytes->size(), std::nullopt};
    }

    PulledSource operator()(const Cheapest& cheapest) const {
        PulledSource truth = (*this)(cheapest.truth);
        Cheapest resolved{std::get<File>(std::get<analysis::Source>(truth.work)), {}, cheapest.min_long_side};
        for (const File& candidate : cheapest.candidates) {
            File file{absolute(candidate.path), candidate.label};
            if (allowed(file.path)) resolved.candidates.push_back(std::move(file));
        }
        return {analysis::Source(std::move(resolved)), truth.bytes, std::move(truth.forbidden)};
    }

    PulledSource operator()(const analysis::Source& source) const { return std::visit(*this, source); }
    PulledSource operator()(const net::Request& request) const { return {request, 0, std::nullopt}; }
};

/// Adds to the array what var_dump() shows of a source besides its label.
struct Describe {
    zval* array;

    void operator()(const File&) const { add_assoc_string(array, "kind", "path"); }
    void operator()(const Bytes& bytes) const {
        add_assoc_string(array, "kind", "bytes");
        add_assoc_long(array, "size", static_cast<zend_long>(bytes.bytes->size()));
    }
    void operator()(const Cheapest& cheapest) const {
        add_assoc_string(array, "kind", "cheapest");
        zval candidates;
        array_init(&candidates);
        for (const File& candidate : cheapest.candidates)
            add_next_index_stringl(&candidates, candidate.label.data(), candidate.label.size());
        add_assoc_zval(array, "candidates", &candidates);
        add_assoc_long(array, "minLongSide", cheapest.min_long_side);
    }
    void operator()(const analysis::Source& source) const { std::visit(*this, source); }
    void operator()(const net::Request&) const { add_assoc_string(array, "kind", "url"); }
};

/// All values of the array are paths; a TypeError is thrown otherwise.
bool are_paths(HashTable* values, uint32_t argument) {
    zval* value = nullptr;
    ZEND_HASH_FOREACH_VAL(values, value) {
        ZVAL_DEREF(value);
        if (Z_TYPE_P(value) == IS_STRING || is_file_info(value)) continue;
        zend_argument_type_error(argument, "must contain only strings and SplFileInfo objects, %s given",
                                 zend_zval_type_name(value));
        return false;
    }
    ZEND_HASH_FOREACH_END();
    return true;
}

/// Whether cheapest() may take these; an exception is thrown otherwise.
bool are_valid(HashTable* candidates, zend_long min_long_side) {
    if (!are_paths(candidates, 2)) return false;
    if (zend_hash_num_elements(candidates) > analysis::Cheapest::max_candidates) {
        zend_argument_value_error(2, "must have at most %zu elements", analysis::Cheapest::max_candidates);
    } else if (min_long_side < 1 || min_long_side > INT32_MAX) {
        zend_argument_value_error(3, "must be between 1 and %d", INT32_MAX);
    }
    return EG(exception) == nullptr;
}

/// The paths as a list of strings. False, with an exception thrown, if an SplFileInfo does not give its path; free the
/// list in any case.
bool list_paths(HashTable* paths, zval* list) {
    array_init_size(list, zend_hash_num_elements(paths));
    zval* value = nullptr;
    ZEND_HASH_FOREACH_VAL(paths, value) {
        ZVAL_DEREF(value);
        zend_string* const path =
            Z_TYPE_P(value) == IS_STRING ? zend_string_copy(Z_STR_P(value)) : pathname_of(Z_OBJ_P(value));
        if (path == nullptr) return false;
        add_next_index_str(list, path);
    }
    ZEND_HASH_FOREACH_END();
    return true;
}

Stored cheapest(const zend_string* truth, HashTable* candidates, zend_long min_long_side) {
    Cheapest cheapest{file_named(truth), {}, static_cast<std::uint32_t>(min_long_side)};
    const zval* path = nullptr;
    ZEND_HASH_FOREACH_VAL(candidates, path) {
        cheapest.candidates.push_back(file_named(Z_STR_P(path)));
    }
    ZEND_HASH_FOREACH_END();
    return stored(std::move(cheapest));
}

/// PHP's own exception is pending, and says what has happened.
struct ExceptionPending {};

}  // namespace

void register_source() {
    source_ce = register_class_PhotoLibrary_Source();
    SourceObject::set_up(source_ce, free_source, nullptr);
    mark_sensitive(source_ce, "url", 0);  // it may have a password
    mark_sensitive(source_ce, "url", 1);  // headers
}

bool is_source(const zval* value) noexcept {
    return Z_TYPE_P(value) == IS_STRING || is_file_info(value) ||
           (Z_TYPE_P(value) == IS_OBJECT && Z_OBJCE_P(value) == source_ce);
}

PulledSource pull_source(const zval* value) {
    if (Z_TYPE_P(value) == IS_STRING) return Resolve{}(file_named(Z_STR_P(value)));
    if (!is_file_info(value)) return std::visit(Resolve{}, SourceObject::of(Z_OBJ_P(value))->work);
    zend_string* const path = pathname_of(Z_OBJ_P(value));
    if (path == nullptr) throw ExceptionPending();
    File file = file_named(path);
    zend_string_release(path);
    return Resolve{}(file);
}

ZEND_METHOD(PhotoLibrary_Source, __construct) {
    ZEND_PARSE_PARAMETERS_NONE();
}

ZEND_METHOD(PhotoLibrary_Source, __debugInfo) {
    ZEND_PARSE_PARAMETERS_NONE();
    array_init(return_value);
    const Stored* const stored = SourceObject::of(Z_OBJ_P(ZEND_THIS));
    if (stored == nullptr) return;
    std::visit(Describe{return_value}, stored->work);
    add_assoc_stringl(return_value, "label", stored->label.data(), stored->label.size());
}

ZEND_METHOD(PhotoLibrary_Source, path) {
    zval* value = nullptr;
    ZEND_PARSE_PARAMETERS_START(1, 1)
    Z_PARAM_ZVAL(value)
    ZEND_PARSE_PARAMETERS_END();
    zend_string* path = nullptr;
    if (!take_path(1, value, path)) RETURN_THROWS();
    return_source(return_value, [&] { return stored(file_named(path)); });
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
        return stored(Bytes{std::make_shared<const std::string>(view_of(bytes)), std::string(view_of(label))});
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
        return Stored{std::move(request), net::shown_url(std::string(view_of(url)))};
    });
}

ZEND_METHOD(PhotoLibrary_Source, cheapest) {
    zval* truth_value = nullptr;
    HashTable* candidates = nullptr;
    zend_long min_long_side = 640;
    ZEND_PARSE_PARAMETERS_START(2, 3)
    Z_PARAM_ZVAL(truth_value)
    Z_PARAM_ARRAY_HT(candidates)
    Z_PARAM_OPTIONAL
    Z_PARAM_LONG(min_long_side)
    ZEND_PARSE_PARAMETERS_END();
    zend_string* truth = nullptr;
    if (!take_path(1, truth_value, truth)) RETURN_THROWS();
    zval paths;
    ZVAL_UNDEF(&paths);
    if (are_valid(candidates, min_long_side) && list_paths(candidates, &paths))
        return_source(return_value, [&] { return cheapest(truth, Z_ARRVAL(paths), min_long_side); });
    zval_ptr_dtor(&paths);
}

}  // namespace photolibrary::binding
