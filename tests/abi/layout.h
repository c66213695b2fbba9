/* Where everything stands that crosses between host and plugin, and between a
 * program and libgouji: ABI 1.0 has it so on 64-bit machines, but for what is
 * marked as appended. What is here stays. Read as C and as C++. */
#ifndef TESTS_ABI_LAYOUT_H
#define TESTS_ABI_LAYOUT_H

#include <gouji/gouji.h>
#include <gouji/plugin.h>

#ifdef __cplusplus
#define SURE(condition) static_assert(condition, #condition)
#else
#define SURE(condition) _Static_assert(condition, #condition)
#endif

/* Passed by value: must never change. */
#define SAME(type, size) SURE(sizeof(type) == (size))
/* Begins with its size: may grow. */
#define LEAST(type, size_)                                                     \
    SURE(offsetof(type, size) == 0 && sizeof(type) >= (size_))
#define AT(type, member, offset) SURE(offsetof(type, member) == (offset))

SURE(sizeof(void *) == 8);
SURE(GJ_ABI_MAJOR == 1);

SAME(gj_text, 16);
AT(gj_text, data, 0);
AT(gj_text, length, 8);

SAME(gj_words, 32);
AT(gj_words, zh, 0);
AT(gj_words, en, 16);

SAME(gj_value, 16);
AT(gj_value, owner, 0);
AT(gj_value, node, 8);

LEAST(gj_values, 88);
AT(gj_values, size, 0);
AT(gj_values, reserved, 4);
AT(gj_values, type, 8);
AT(gj_values, count, 16);
AT(gj_values, first, 24);
AT(gj_values, next, 32);
AT(gj_values, key, 40);
AT(gj_values, member, 48);
AT(gj_values, at, 56);
AT(gj_values, text, 64);
AT(gj_values, number, 72);
AT(gj_values, decimal, 80);
AT(gj_values, skeleton, 88);

LEAST(gj_cells, 40);
AT(gj_cells, size, 0);
AT(gj_cells, count, 4);
AT(gj_cells, open_count, 8);
AT(gj_cells, reserved, 12);
AT(gj_cells, values, 16);
AT(gj_cells, states, 24);
AT(gj_cells, kinds, 32);

LEAST(gj_host, 176);
AT(gj_host, size, 0);
AT(gj_host, minor, 4);
AT(gj_host, values, 8);
AT(gj_host, form_id, 16);
AT(gj_host, form_data, 24);
AT(gj_host, form_set, 32);
AT(gj_host, form_names, 40);
AT(gj_host, match, 48);
AT(gj_host, shape_id, 56);
AT(gj_host, shape, 64);
AT(gj_host, cells, 72);
AT(gj_host, root, 80);
AT(gj_host, year, 88);
AT(gj_host, named, 96);
AT(gj_host, today, 104);
AT(gj_host, add_rule, 112);
AT(gj_host, fault, 120);
AT(gj_host, parameter_text, 128);
AT(gj_host, parameter_integer, 136);
AT(gj_host, parameter_day, 144);
AT(gj_host, held, 152);
AT(gj_host, failed, 160);
AT(gj_host, not_assessable, 168);
/* Since 1.1. */
AT(gj_host, report_id, 176);
AT(gj_host, term, 184);
AT(gj_host, remark, 192);
AT(gj_host, touches, 200);
AT(gj_host, kind, 208);
AT(gj_host, form_text, 216);
AT(gj_host, text, 224);

LEAST(gj_message, 56);
AT(gj_message, size, 0);
AT(gj_message, reserved, 4);
AT(gj_message, key, 8);
AT(gj_message, words, 24);

LEAST(gj_parameter, 72);
AT(gj_parameter, size, 0);
AT(gj_parameter, type, 4);
AT(gj_parameter, name, 8);
AT(gj_parameter, initial, 24);
AT(gj_parameter, help, 40);

LEAST(gj_check, 48);
AT(gj_check, size, 0);
AT(gj_check, reserved, 4);
AT(gj_check, host, 8);
AT(gj_check, report, 16);
AT(gj_check, state, 24);
AT(gj_check, data, 32);
AT(gj_check, sink, 40);

LEAST(gj_rule, 224);
AT(gj_rule, size, 0);
AT(gj_rule, severity, 4);
AT(gj_rule, id, 8);
AT(gj_rule, title, 24);
AT(gj_rule, basis, 56);
AT(gj_rule, about, 88);
AT(gj_rule, example, 120);
AT(gj_rule, remedy, 152);
AT(gj_rule, messages, 184);
AT(gj_rule, parameters, 192);
AT(gj_rule, data, 200);
AT(gj_rule, places, 208);
AT(gj_rule, check, 216);
AT(gj_rule, ties, 224);

LEAST(gj_location, 64);
AT(gj_location, size, 0);
AT(gj_location, cell, 4);
AT(gj_location, value, 8);
AT(gj_location, pointer, 24);
AT(gj_location, offset, 40);
AT(gj_location, length, 44);
AT(gj_location, role, 48);
AT(gj_location, side, 52);
AT(gj_location, coefficient, 56);
/* Since 1.1. */
AT(gj_location, flags, 64);
AT(gj_location, reserved, 68);
AT(gj_location, shown, 72);

LEAST(gj_argument, 48);
AT(gj_argument, size, 0);
AT(gj_argument, type, 4);
AT(gj_argument, name, 8);
AT(gj_argument, text, 24);
AT(gj_argument, integer, 40);

LEAST(gj_finding, 80);
AT(gj_finding, size, 0);
AT(gj_finding, place, 4);
AT(gj_finding, message, 8);
AT(gj_finding, arguments, 24);
AT(gj_finding, primary, 32);
AT(gj_finding, related, 40);
AT(gj_finding, expected, 48);
AT(gj_finding, actual, 64);

LEAST(gj_fault, 64);
AT(gj_fault, size, 0);
AT(gj_fault, reserved, 4);
AT(gj_fault, value, 8);
AT(gj_fault, offset, 24);
AT(gj_fault, length, 28);
AT(gj_fault, words, 32);

LEAST(gj_opening, 40);
AT(gj_opening, size, 0);
AT(gj_opening, reserved, 4);
AT(gj_opening, host, 8);
AT(gj_opening, form, 16);
AT(gj_opening, shape, 24);
AT(gj_opening, registry, 32);
AT(gj_opening, flags, 40);
AT(gj_opening, reserved_2, 44);

LEAST(gj_plugin, 104);
AT(gj_plugin, size, 0);
AT(gj_plugin, minor, 4);
AT(gj_plugin, needs_minor, 8);
AT(gj_plugin, reserved, 12);
AT(gj_plugin, name, 16);
AT(gj_plugin, version, 32);
AT(gj_plugin, title, 48);
AT(gj_plugin, rules, 80);
AT(gj_plugin, open, 88);
AT(gj_plugin, close, 96);
/* Since 1.1. */
AT(gj_plugin, examine, 104);

SURE(GJ_ABSENT == 0 && GJ_NULL == 1 && GJ_FALSE == 2 && GJ_TRUE == 3);
SURE(GJ_NUMBER == 4 && GJ_STRING == 5 && GJ_ARRAY == 6 && GJ_OBJECT == 7);
SURE(GJ_DECIMAL_OK == 0 && GJ_DECIMAL_TYPE == 1 && GJ_DECIMAL_RANGE == 2);
SURE(GJ_DECIMAL_INEXACT == 3 && GJ_NO_CELL == 0xFFFFFFFF);
SURE(GJ_CELL_NUMBER == 0 && GJ_CELL_BLANK == 1 && GJ_CELL_ABSENT == 2);
SURE(GJ_CELL_INVALID == 3 && GJ_CELL_COUNT == 0 && GJ_CELL_AMOUNT == 1);
SURE(GJ_INFO == 1 && GJ_WARNING == 2 && GJ_ERROR == 3);
SURE(GJ_PARAMETER_TEXT == 1 && GJ_PARAMETER_INTEGER == 2);
SURE(GJ_PARAMETER_DAY == 3 && GJ_SIDE_LEFT == 1 && GJ_SIDE_RIGHT == 2);
SURE(GJ_ROLE_TERM == 1 && GJ_ROLE_CONTEXT == 2 && GJ_ROLE_OPEN == 3);
SURE(GJ_ARGUMENT_INTEGER == 1 && GJ_ARGUMENT_NUMBER == 2);
SURE(GJ_ARGUMENT_TEXT == 3 && GJ_ARGUMENT_NAME == 4);
SURE(GJ_ARGUMENT_DATE == 5 && GJ_ARGUMENT_CELL == 6);
SURE(GJ_ARGUMENT_NAMED == 7 && GJ_LOCATION_SECRET == 1);

/* libgouji.so.0 */

SAME(gouji_error, 3088);
AT(gouji_error, status, 0);
AT(gouji_error, line, 4);
AT(gouji_error, column, 8);
AT(gouji_error, reserved, 12);
AT(gouji_error, file, 16);
AT(gouji_error, zh, 1040);
AT(gouji_error, en, 2064);

LEAST(gouji_options, 72);
AT(gouji_options, size, 0);
AT(gouji_options, flags, 4);
AT(gouji_options, form_dirs, 8);
AT(gouji_options, plugin_dirs, 16);
AT(gouji_options, form, 24);
AT(gouji_options, rules, 32);
AT(gouji_options, worker, 40);
AT(gouji_options, max_bytes, 48);
AT(gouji_options, memory_limit, 56);
AT(gouji_options, rule_timeout, 60);
AT(gouji_options, today, 64);
AT(gouji_options, reserved, 68);

SURE(GOUJI_OK == 0 && GOUJI_FAILED_USAGE == 1 && GOUJI_FAILED_MEMORY == 2);
SURE(GOUJI_FAILED_DATA == 3 && GOUJI_FAILED_WORKER == 4);
SURE(GOUJI_ZH == 0 && GOUJI_EN == 1);
SURE(GOUJI_UNCONTAINED == 1 && GOUJI_WITH_JSON == 2);
SURE(GOUJI_CLEAN == 0 && GOUJI_NOT_ASSESSABLE == 1 && GOUJI_FINDINGS == 2);
SURE(GOUJI_UNREADABLE == 3 && GOUJI_HELD == 0 && GOUJI_FAILED == 1);
SURE(GOUJI_OPEN == 2 && GOUJI_SKIPPED == 3 && GOUJI_FAULTED == 4);

/* A result says them as plugins do. */
#define ALIKE(ours, theirs) SURE((int)(ours) == (int)(theirs))
ALIKE(GOUJI_INFO, GJ_INFO);
ALIKE(GOUJI_WARNING, GJ_WARNING);
ALIKE(GOUJI_ERROR, GJ_ERROR);
ALIKE(GOUJI_ROLE_TERM, GJ_ROLE_TERM);
ALIKE(GOUJI_ROLE_CONTEXT, GJ_ROLE_CONTEXT);
ALIKE(GOUJI_ROLE_OPEN, GJ_ROLE_OPEN);
ALIKE(GOUJI_ROLE_DEFINITION, GJ_ROLE_DEFINITION);
ALIKE(GOUJI_SIDE_NONE, GJ_SIDE_NONE);
ALIKE(GOUJI_SIDE_LEFT, GJ_SIDE_LEFT);
ALIKE(GOUJI_SIDE_RIGHT, GJ_SIDE_RIGHT);

#endif
