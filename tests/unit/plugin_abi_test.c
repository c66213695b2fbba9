/* The layout of everything that crosses to a plugin, on 64-bit machines: once
 * released it only grows at its ends. A change here breaks plugins that are
 * already compiled; something new gets new lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "gouji/plugin.h"

#define AT(type, member, offset)                                               \
    _Static_assert(offsetof(type, member) == (offset), #type "." #member)
#define SIZE(type, size) _Static_assert(sizeof(type) == (size), #type)

#if UINTPTR_MAX == UINT64_MAX

SIZE(gj_text, 16);
AT(gj_text, data, 0);
AT(gj_text, length, 8);

SIZE(gj_words, 32);
AT(gj_words, zh, 0);
AT(gj_words, en, 16);

SIZE(gj_value, 16);
AT(gj_value, owner, 0);
AT(gj_value, node, 8);

SIZE(gj_values, 88);
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

SIZE(gj_cells, 40);
AT(gj_cells, size, 0);
AT(gj_cells, count, 4);
AT(gj_cells, open_count, 8);
AT(gj_cells, reserved, 12);
AT(gj_cells, values, 16);
AT(gj_cells, states, 24);
AT(gj_cells, kinds, 32);

SIZE(gj_host, 176);
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

SIZE(gj_message, 56);
AT(gj_message, size, 0);
AT(gj_message, reserved, 4);
AT(gj_message, key, 8);
AT(gj_message, words, 24);

SIZE(gj_parameter, 72);
AT(gj_parameter, size, 0);
AT(gj_parameter, type, 4);
AT(gj_parameter, name, 8);
AT(gj_parameter, initial, 24);
AT(gj_parameter, help, 40);

SIZE(gj_check, 48);
AT(gj_check, size, 0);
AT(gj_check, reserved, 4);
AT(gj_check, host, 8);
AT(gj_check, report, 16);
AT(gj_check, state, 24);
AT(gj_check, data, 32);
AT(gj_check, sink, 40);

SIZE(gj_rule, 224);
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

SIZE(gj_location, 64);
AT(gj_location, size, 0);
AT(gj_location, cell, 4);
AT(gj_location, value, 8);
AT(gj_location, pointer, 24);
AT(gj_location, offset, 40);
AT(gj_location, length, 44);
AT(gj_location, role, 48);
AT(gj_location, side, 52);
AT(gj_location, coefficient, 56);

SIZE(gj_argument, 48);
AT(gj_argument, size, 0);
AT(gj_argument, type, 4);
AT(gj_argument, name, 8);
AT(gj_argument, text, 24);
AT(gj_argument, integer, 40);

SIZE(gj_finding, 80);
AT(gj_finding, size, 0);
AT(gj_finding, place, 4);
AT(gj_finding, message, 8);
AT(gj_finding, arguments, 24);
AT(gj_finding, primary, 32);
AT(gj_finding, related, 40);
AT(gj_finding, expected, 48);
AT(gj_finding, actual, 64);

SIZE(gj_fault, 64);
AT(gj_fault, size, 0);
AT(gj_fault, reserved, 4);
AT(gj_fault, value, 8);
AT(gj_fault, offset, 24);
AT(gj_fault, length, 28);
AT(gj_fault, words, 32);

SIZE(gj_opening, 40);
AT(gj_opening, size, 0);
AT(gj_opening, reserved, 4);
AT(gj_opening, host, 8);
AT(gj_opening, form, 16);
AT(gj_opening, shape, 24);
AT(gj_opening, registry, 32);

SIZE(gj_plugin, 104);
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
#endif

static void numbers_that_cross_are_what_they_were(void **state)
{
    (void)state;
    assert_int_equal(GJ_ABI_MAJOR, 1);
    assert_int_equal(GJ_OBJECT, 7);
    assert_int_equal(GJ_DECIMAL_INEXACT, 3);
    assert_int_equal(GJ_CELL_INVALID, 3);
    assert_int_equal(GJ_CELL_AMOUNT, 1);
    assert_int_equal(GJ_ERROR, 3);
    assert_int_equal(GJ_PARAMETER_DAY, 3);
    assert_int_equal(GJ_ROLE_OPEN, 3);
    assert_int_equal(GJ_SIDE_RIGHT, 2);
    assert_int_equal(GJ_ARGUMENT_NAMED, 7);
    assert_int_equal(GJ_NO_CELL, UINT32_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_that_cross_are_what_they_were)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
