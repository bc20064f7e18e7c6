#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "binding/php_photolibrary.hpp"
#include "core/failure.hpp"
#include "net/exchange.hpp"
#include "palette/palette.hpp"
#include "schedule/parallelism.hpp"
#include "schedule/work.hpp"

namespace photolibrary::binding {

// Values of the engine become PHP objects and back. Everything here runs on the PHP thread, and nothing here keeps a
// heap-owning local across a Zend call that may bail out (a longjmp skips destructors).

void set_string(zval* target, std::string_view text);
std::string_view view_of(const zend_string* text) noexcept;
bool is_list_of_strings(zval* list);

/// The object of an enum case, as a borrowed pointer.
zend_object* enum_case(zend_class_entry* enum_ce, const char* name);

/// Makes an object of a value class; its properties are still unset.
zend_object* new_value(zend_class_entry* ce);

/// A property slot of one of our value objects, by its position in the stub.
inline zval* slot(zend_object* object, int position) noexcept {
    return OBJ_PROP_NUM(object, position);
}

void color_to_zval(zval* target, palette::Rgb color);
void swatch_to_zval(zval* target, const palette::Swatch& swatch);
void decode_to_zval(zval* target, const analysis::Analysis& analysis);
void palette_to_zval(zval* target, const analysis::Analysis& analysis);
void failure_to_zval(zval* target, const core::Failure& failure, std::string_view source, int attempts);
void parallelism_to_zval(zval* target, const schedule::Parallelism& parallelism);
void oversubscription_to_zval(zval* target, const schedule::Oversubscription& oversubscription);
void statistics_to_zval(zval* target, const schedule::Batch& batch, const schedule::Parallelism& parallelism);
void remote_file_to_zval(zval* target, const analysis::RemoteFile& remote);
void response_to_zval(zval* target, const net::Response& response);

// Parts of the arrays of other values. From an array: target is set in any case; false with an exception
// thrown if the array is ill-formed.
bool swatch_from_array(zval* target, HashTable* values);
void swatch_to_array(zend_object* object, zval* target);
bool decode_from_array(zval* target, HashTable* values);
void decode_to_array(zend_object* object, zval* target);
bool parallelism_from_array(zval* target, HashTable* values);
void parallelism_to_array(zend_object* object, zval* target);
bool remote_file_from_array(zval* target, HashTable* values);
void remote_file_to_array(zend_object* object, zval* target);
bool http_options_from_array(zval* target, HashTable* values);
void http_options_to_array(zend_object* object, zval* target);

palette::Rgb rgb_of(zend_object* color) noexcept;
analysis::Options options_of(zend_object* object) noexcept;
net::HttpOptions http_options_of(zend_object* object);
/// Those that a PaletteOptions holds, if it holds any.
std::optional<net::HttpOptions> http_options_of_palette_options(zend_object* object);
net::Request request_of(zend_object* object);
schedule::Parallelism parallelism_of(zend_object* object) noexcept;
schedule::Parallelism detect_parallelism();
/// What is left when this cannot run: threads, then one at a time.
schedule::Parallelism fallback_of(const schedule::Parallelism& parallelism);

/// False, with a ValueError thrown, if text is not "#rrggbb", "rrggbb", "#rgb" or "rgb".
bool parse_hex(std::string_view text, palette::Rgb& color) noexcept;
std::string hex_of(palette::Rgb color);

/// Takes the values of one of our arrays apart. Each call reads one key; a missing or ill-typed value throws a
/// ValueError that names the key, and every later call then does nothing. finish() refuses unknown keys.
class ArrayReader {
  public:
    ArrayReader(const char* class_name, HashTable* values) noexcept : class_name_(class_name), values_(values) {}

    zval* find(const char* key, bool required = true);
    zend_long integer(const char* key, zend_long low, zend_long high, bool required = true, zend_long otherwise = 0);
    double real(const char* key, double low, double high, bool required = true, double otherwise = 0);
    bool boolean(const char* key, bool required = true, bool otherwise = false);
    zend_string* string(const char* key, bool nullable = false, bool required = true);
    zval* array(const char* key, bool required = true);
    zend_object* enum_value(const char* key, zend_class_entry* ce, bool required = true);

    bool failed() const noexcept { return failed_; }
    void fail(const char* key, const char* expected);
    /// True if every key was read and none was wrong.
    bool finish();

  private:
    const char* class_name_;
    HashTable* values_;
    std::array<const zval*, 16> seen_{};  // more than any class has properties
    uint32_t seen_count_ = 0;
    bool failed_ = false;
};

/// What a value class brings besides its own methods.
struct ValueTraits {
    /// Fills the unset properties of object from an array; false with an exception thrown if it is ill-formed.
    bool (*fill)(zend_object* object, HashTable* values);
    void (*to_array)(zend_object* object, zval* target);
};

/// Registers ce as a value: not to be made without its constructor, and checked whenever it is unserialized.
void make_value_class(zend_class_entry* ce);

/// Marks a parameter, counted from 0, as #[\SensitiveParameter] does: stack traces do not show its value. (What
/// PHP 8.2 generates for the attribute in a stub is C, not C++.)
void mark_sensitive(zend_class_entry* ce, std::string_view method, uint32_t parameter);

// Bodies of the methods that all value classes share.
void value_to_array(INTERNAL_FUNCTION_PARAMETERS, const ValueTraits& traits);
void value_from_array(INTERNAL_FUNCTION_PARAMETERS, zend_class_entry* ce, const ValueTraits& traits);
void value_unserialize(INTERNAL_FUNCTION_PARAMETERS, const ValueTraits& traits);
/// example: arguments that would be right, for errors.
void value_with(INTERNAL_FUNCTION_PARAMETERS, zend_class_entry* ce, const ValueTraits& traits, const char* example);

/// False, with an Error thrown, for an object whose construction failed half-way.
bool is_complete(zend_object* object);

/// False, with an Error thrown, when a constructor is called on an object that has its values.
bool may_construct(zend_object* object);

}  // namespace photolibrary::binding

/// toArray, fromArray, jsonSerialize, __serialize and __unserialize of a value class.
#define PHOTOLIBRARY_VALUE_METHODS(Class, ce, traits)                   \
    ZEND_METHOD(PhotoLibrary_##Class, toArray) {                        \
        value_to_array(INTERNAL_FUNCTION_PARAM_PASSTHRU, traits);       \
    }                                                                   \
    ZEND_METHOD(PhotoLibrary_##Class, __serialize) {                    \
        value_to_array(INTERNAL_FUNCTION_PARAM_PASSTHRU, traits);       \
    }                                                                   \
    ZEND_METHOD(PhotoLibrary_##Class, fromArray) {                      \
        value_from_array(INTERNAL_FUNCTION_PARAM_PASSTHRU, ce, traits); \
    }                                                                   \
    ZEND_METHOD(PhotoLibrary_##Class, __unserialize) {                  \
        value_unserialize(INTERNAL_FUNCTION_PARAM_PASSTHRU, traits);    \
    }
/// For those whose JSON form is their array.
#define PHOTOLIBRARY_JSON_AS_ARRAY(Class, traits)                 \
    ZEND_METHOD(PhotoLibrary_##Class, jsonSerialize) {            \
        value_to_array(INTERNAL_FUNCTION_PARAM_PASSTHRU, traits); \
    }
