/* Whether a name is this unit's, whether an amount can be, and which years
 * are the report's past. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "wording/scan.h"

static bool same(const char *name, const char *unit)
{
    return gj_same_unit(gj_said(name), gj_said(unit));
}

static void a_short_name_is_the_units(void **state)
{
    (void)state;
    assert_true(same("松木塘镇", "桃江县松木塘镇人民政府"));
    assert_true(same("以来松木塘镇", "桃江县松木塘镇人民政府"));
    assert_true(same("桃江县松木塘镇人民政府", "松木塘镇"));
    assert_true(same("镇政府", "桃江县松木塘镇人民政府"));
    assert_true(same("人社局", "清河县人力资源和社会保障局"));
    assert_true(same("住建局", "住房和城乡建设局"));
    assert_true(same("市监局", "清河县市场监督管理局"));
}

static void a_name_that_ends_alike_is_another_units(void **state)
{
    (void)state;
    assert_false(same("灰山港镇", "桃江县松木塘镇人民政府"));
    assert_false(same("大塘镇", "桃江县松木塘镇人民政府"));
    assert_false(same("教育局", "清河县民政局"));
    assert_false(same("清河县教育局", "清河县民政局"));
    assert_false(same("民权街道", "万松街道办事处"));
    assert_false(same("教育局", ""));
    assert_false(same("", "教育局"));
}

static bool multiple(const char *number, int64_t times)
{
    return gj_is_multiple(gj_said(number), times, 10);
}

static void amounts_are_multiples_or_not(void **state)
{
    (void)state;
    assert_true(multiple("0", 1));
    assert_true(multiple("2950", 1));
    assert_true(multiple("2,950", 1));
    assert_true(multiple("0.038", 10000));
    assert_true(multiple("2950.00", 1));
    assert_false(multiple("2955", 1));
    assert_false(multiple("0.0385", 10000));
    assert_false(multiple("10.5", 1));
}

static void
an_amount_that_cannot_be_read_is_not_held_against_anybody(void **state)
{
    (void)state;
    assert_true(multiple("99999999999999999999", 1));
    assert_true(multiple("1.23456789", 1));
    assert_true(multiple("1.2.3", 1));
    assert_true(multiple("12345678901", 10000));
}

/* A script with one find, whose trigger is "20". */
static gj_script *make_script(const char *pattern, const char *unless)
{
    gj_script *script = calloc(1, sizeof *script);

    assert_non_null(script);
    memset(script->narrow, GJ_NO_TRIGGER, sizeof script->narrow);
    memset(script->wide, GJ_NO_TRIGGER, sizeof script->wide);
    script->triggers[0] = (gj_trigger){gj_said("20"), 0, GJ_NO_TRIGGER};
    script->trigger_count = 1;
    script->narrow['2'] = 0;
    gj_net_add(&script->net, script->triggers[0].word);
    script->finds[0] = (gj_find){.kind = GJ_FIND_YEAR,
                                 .measure = 2,
                                 .pattern = {.source = gj_said(pattern)},
                                 .unless = {.source = gj_said(unless)}};
    script->find_count = 1;
    script->rules[0].texts = 1;
    script->rule_count = 1;
    return script;
}

/** Hits of the last count that say that there are more. */
static size_t count_more;

static size_t count_hits(const char *text, const char *pattern,
                         const char *unless, size_t *costly)
{
    gj_script *script = make_script(pattern, unless);
    gj_working matching;
    gj_hits hits = {0};

    assert_true(gj_matching_open(&matching));
    const gj_scan scan = {.script = script,
                          .matching = &matching,
                          .text = gj_said(text),
                          .unit = gj_said("某局"),
                          .year = 2024,
                          .report = 1,
                          .out = &hits};
    gj_scan_run(&scan);
    size_t count = hits.count;
    *costly = 0;
    count_more = 0;
    for (size_t i = 0; i < count; i++) {
        *costly += hits.at[i].costly;
        count_more += hits.at[i].more;
    }
    free(hits.at);
    gj_script_free(script);
    gj_working_close(&matching);
    free(script);
    return count;
}

static void only_years_that_have_just_passed_are_looked_at(void **state)
{
    size_t costly;

    (void)state;
    assert_int_equal(count_hits("2023年甲。2022年乙。", "^20", "", &costly), 2);
    assert_int_equal(
        count_hits("2024年甲。2021年乙。2025年丙。", "^20", "", &costly), 0);
    assert_int_equal(count_hits("共2023件。2023", "20", "", &costly), 0);
}

static void a_sentence_that_is_lifted_has_no_hit(void **state)
{
    size_t costly;

    (void)state;
    assert_int_equal(
        count_hits("2023年甲，同比下降。2023年乙。", "^20", "同比", &costly),
        1);
}

static void what_is_too_costly_is_said_and_no_miss(void **state)
{
    enum { LENGTH = 900 };
    static char text[LENGTH + 16] = "2023年";
    size_t costly;

    (void)state;
    memset(text + 7, 'a', LENGTH);
    assert_int_equal(count_hits(text, "(?:a|aa)+(?:a|aa)+[bc]", "", &costly),
                     1);
    assert_int_equal(costly, 1);
    assert_int_equal(count_hits(text, "20", "(?:a|aa)+(?:a|aa)+[bc]", &costly),
                     1);
    assert_int_equal(costly, 1);
}

/** So that it is not taken for all there is. */
static void of_many_hits_the_next_says_that_there_are_more(void **state)
{
    enum { MANY = 30, ENOUGH = 20 };
    char text[MANY * 16 + 1] = "";
    size_t costly;

    (void)state;
    for (int i = 0; i < ENOUGH; i++)
        strcat(text, "2023年甲。");
    assert_int_equal(count_hits(text, "^20", "", &costly), ENOUGH);
    assert_int_equal(count_more, 0);
    for (int i = ENOUGH; i < MANY; i++)
        strcat(text, "2023年甲。");
    assert_int_equal(count_hits(text, "^20", "", &costly), ENOUGH + 1);
    assert_int_equal(count_more, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_short_name_is_the_units),
        cmocka_unit_test(a_name_that_ends_alike_is_another_units),
        cmocka_unit_test(amounts_are_multiples_or_not),
        cmocka_unit_test(
            an_amount_that_cannot_be_read_is_not_held_against_anybody),
        cmocka_unit_test(only_years_that_have_just_passed_are_looked_at),
        cmocka_unit_test(a_sentence_that_is_lifted_has_no_hit),
        cmocka_unit_test(what_is_too_costly_is_said_and_no_miss),
        cmocka_unit_test(of_many_hits_the_next_says_that_there_are_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
