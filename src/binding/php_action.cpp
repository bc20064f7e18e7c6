#include "binding/php_action.hpp"

#include "binding/http_arguments.hpp"

namespace photolibrary::binding {

#include "binding/arginfo/action_arginfo.h"

zend_class_entry* action_ce = nullptr;

namespace {

using schedule::Action;

constexpr zend_long most_attempts = 1'000'000;
constexpr zend_long last_signal = 64;
constexpr double week = 604'800;
constexpr double day = 86'400;

Complaint complaint_about_word(zval* text) {
    return complaint_about_text(Z_STR_P(text), "a string", false);
}

Complaint complaint_about_folder_or_file(zval* text) {
    return complaint_about_text(Z_STR_P(text), "a path", true);
}

bool has_null_byte(const zval* text) {
    return view_of(Z_STR_P(text)).find('\0') != std::string_view::npos;
}

bool are_words(zval* list, bool may_be_empty) {
    if (!is_list_of_strings(list)) return false;
    zval* text = nullptr;
    ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(list), text) {
        ZVAL_DEREF(text);
        if (has_null_byte(text) || (!may_be_empty && Z_STRLEN_P(text) == 0)) return false;
    }
    ZEND_HASH_FOREACH_END();
    return true;
}

constexpr const char* program_first = "a list of strings without null bytes, of which the first is a program";
constexpr const char* ids = "a list of ids: strings that are not empty, without null bytes";
constexpr const char* variables =
    "an array of name => string, the names neither empty nor with \"=\", and nothing with null bytes";

Complaint complaint_about_command(zval* command) {
    const zval* program = zend_hash_index_find(Z_ARRVAL_P(command), 0);
    if (program == nullptr || !are_words(command, true)) return complaint(program_first);
    ZVAL_DEREF(program);
    return Z_STRLEN_P(program) > 0 ? Complaint{} : complaint(program_first);
}

Complaint complaint_about_after(zval* after) {
    return are_words(after, false) ? Complaint{} : complaint(ids);
}

bool is_variable(const zend_string* name, const zval* value) {
    if (name == nullptr || ZSTR_LEN(name) == 0 || Z_TYPE_P(value) != IS_STRING) return false;
    constexpr std::string_view forbidden("=\0", 2);
    return view_of(name).find_first_of(forbidden) == std::string_view::npos && !has_null_byte(value);
}

Complaint complaint_about_environment(zval* environment) {
    zend_string* name = nullptr;
    zval* value = nullptr;
    ZEND_HASH_FOREACH_STR_KEY_VAL(Z_ARRVAL_P(environment), name, value) {
        ZVAL_DEREF(value);
        if (!is_variable(name, value)) return complaint(variables);
    }
    ZEND_HASH_FOREACH_END();
    return {};
}

void no_environment_to_zval(zval* property, const Action&) {
    ZVAL_EMPTY_ARRAY(property);
}

/// The names.
void hide_environment(zval* environment, zval* target) {
    array_init_size(target, zend_hash_num_elements(Z_ARRVAL_P(environment)));
    zend_string* name = nullptr;
    ZEND_HASH_FOREACH_STR_KEY(Z_ARRVAL_P(environment), name) {
        zval hidden;
        ZVAL_STRING(&hidden, "***");
        zend_hash_update(Z_ARRVAL_P(target), name, &hidden);
    }
    ZEND_HASH_FOREACH_END();
}

constexpr Row<Action> environment_row() {
    auto row = array_from<no_environment_to_zval>("environment", complaint_about_environment);
    row.load = [](const zval* property, Action& action) {
        zend_string* name = nullptr;
        zval* value = nullptr;
        ZEND_HASH_FOREACH_STR_KEY_VAL(Z_ARRVAL_P(property), name, value) {
            action.environment.push_back(std::string(view_of(name)) + "=" + std::string(view_of(Z_STR_P(value))));
        }
        ZEND_HASH_FOREACH_END();
    };
    return row;
}

constexpr ValueTable table(
    &action_ce, {
                    text<&Action::id>("id", complaint_about_word),
                    text<&Action::target>("target", complaint_about_word),
                    array<&Action::command>("command", program_first, complaint_about_command),
                    integer<&Action::priority>("priority").with_default(),
                    text_or_null<&Action::directory>("directory", complaint_about_folder_or_file).with_default(),
                    environment_row().redacted_by(hide_environment).with_default(),
                    number<&Action::timeout>("timeout", 0.001, week).with_default(),
                    integer<&Action::max_attempts>("maxAttempts", 1, most_attempts).with_default(),
                    array<&Action::after>("after", ids, complaint_about_after).with_default(),
                    text_or_null<&Action::output_file>("outputFile", complaint_about_folder_or_file).with_default(),
                    text_or_null<&Action::lock_file>("lockFile", complaint_about_folder_or_file).with_default(),
                    integer<&Action::stop_signal>("stopSignal", 1, last_signal).with_default(),
                    number<&Action::stop_grace>("stopGrace", 0, day).with_default(),
                });

}  // namespace

void register_action() {
    table.adopt(register_class_PhotoLibrary_Action(php_json_serializable_ce));
}

const ValueClass& action_class() {
    return table;
}

schedule::Action action_of(zend_object* action) {
    return table.engine_of(action);
}

PHOTOLIBRARY_TABLE_METHODS(Action, table)
PHOTOLIBRARY_JSON_AS_ARRAY(Action, table)

ZEND_METHOD(PhotoLibrary_Action, __construct) {
    table.construct(INTERNAL_FUNCTION_PARAM_PASSTHRU);
}

ZEND_METHOD(PhotoLibrary_Action, __debugInfo) {
    table.return_debug_info(INTERNAL_FUNCTION_PARAM_PASSTHRU);
}

ZEND_METHOD(PhotoLibrary_Action, with) {
    table.return_with(INTERNAL_FUNCTION_PARAM_PASSTHRU, "priority: 1");
}

}  // namespace photolibrary::binding
