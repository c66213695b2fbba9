#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fake_host.h"

static fake host_for(int64_t year, bool kinds)
{
    fake host = {.year = year, .days = {131, 331, 1231}};

    host.texts[0] = "published_on";
    host.texts[1] = kinds ? "kind" : NULL;
    return host;
}

/* Judges the rule on a report; the result is 0 where it has no place. */
static uint8_t verdict(fake *host, size_t rule, const char *report)
{
    fake_json json = fake_json_read(report);
    void *state;

    host->root = gj_document_root(json.document);
    assert_int_equal(fake_open_plugin(host, &state), 0);
    uint32_t places = fake_check(host, gouji_plugin_v1.rules[rule], state);
    fake_json_free(&json);
    return places > 0 ? host->verdicts[0] : 0;
}

static uint8_t deadline(const char *published, const char *kind)
{
    fake host = host_for(2024, true);
    char report[160];

    snprintf(report, sizeof report, "{\"published_on\":\"%s\"%s%s%s}",
             published, *kind ? ",\"kind\":\"" : "", kind, *kind ? "\"" : "");
    return verdict(&host, 0, report);
}

static void
departments_are_due_in_january_and_governments_in_march(void **state)
{
    static const char *const january[] = {"department",
                                          "authorised_organization"};
    static const char *const march[] = {"government", "township",
                                        "subdistrict"};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(deadline("2025-01-31", january[i]), FAKE_HELD);
        assert_int_equal(deadline("2025-02-01", january[i]), FAKE_FAILED);
    }
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(deadline("2025-03-31", march[i]), FAKE_HELD);
        assert_int_equal(deadline("2025-04-01", march[i]), FAKE_FAILED);
    }
}

static void
an_unknown_kind_is_judged_only_where_it_does_not_matter(void **state)
{
    static const char *const unknown[] = {"", "office"};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(deadline("2025-01-31", unknown[i]), FAKE_HELD);
        assert_int_equal(deadline("2025-02-01", unknown[i]), FAKE_OPEN);
        assert_int_equal(deadline("2025-03-31", unknown[i]), FAKE_OPEN);
        assert_int_equal(deadline("2025-04-01", unknown[i]), FAKE_FAILED);
    }
    fake host = host_for(2024, true);
    assert_int_equal(
        verdict(&host, 0, "{\"published_on\":\"2025-02-01\",\"kind\":7}"),
        FAKE_OPEN);
    assert_string_equal(host.said,
                        "kind-unknown published=20250201 limit=20250131");
}

static void a_form_without_kinds_has_one_deadline(void **state)
{
    fake host = host_for(2024, false);
    (void)state;

    assert_int_equal(verdict(&host, 0, "{\"published_on\":\"2025-02-01\"}"),
                     FAKE_FAILED);
    assert_string_equal(host.said, "late published=20250201 limit=20250131");
}

static void a_report_of_its_own_year_is_early(void **state)
{
    fake host = host_for(2024, true);
    (void)state;

    assert_int_equal(verdict(&host, 1, "{\"published_on\":\"2024-12-31\"}"),
                     FAKE_FAILED);
    assert_string_equal(host.said, "early published=20241231 limit=20241231");
    assert_int_equal(verdict(&host, 1, "{\"published_on\":\"2025-01-01\"}"),
                     FAKE_HELD);
}

static void dates_that_are_none_cannot_be_judged(void **state)
{
    static const char *const bad[] = {"2025-02-29",  "2025-13-01", "2025-00-10",
                                      "2025-04-31",  "2025-01-00", "2025-1-2",
                                      "2025/01/02",  "20250102",   "2100-02-29",
                                      "２０２５-01", "2025-01-0x", ""};
    static const char *const good[] = {"2024-02-29", "2000-02-29"};
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(deadline(bad[i], "department"), FAKE_OPEN);
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_int_equal(deadline(good[i], "department"), FAKE_HELD);
    fake host = host_for(2024, true);
    assert_int_equal(verdict(&host, 1, "{\"published_on\":20250102}"),
                     FAKE_OPEN);
    assert_string_equal(host.said, "no-date published=0 limit=0");
}

static void drafts_and_reports_without_a_year_have_no_place(void **state)
{
    static const int64_t years[] = {0, -3, 10000, INT64_MAX,
                                    1 + (INT64_C(1) << 32)};
    (void)state;
    for (size_t rule = 0; rule < 2; rule++) {
        fake host = host_for(2024, true);
        assert_int_equal(verdict(&host, rule, "{}"), 0);
        assert_int_equal(verdict(&host, rule, "{\"published_on\":null}"), 0);
        for (size_t i = 0; i < sizeof years / sizeof *years; i++) {
            host = host_for(years[i], true);
            assert_int_equal(
                verdict(&host, rule, "{\"published_on\":\"2025-01-02\"}"), 0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            departments_are_due_in_january_and_governments_in_march),
        cmocka_unit_test(
            an_unknown_kind_is_judged_only_where_it_does_not_matter),
        cmocka_unit_test(a_form_without_kinds_has_one_deadline),
        cmocka_unit_test(a_report_of_its_own_year_is_early),
        cmocka_unit_test(dates_that_are_none_cannot_be_judged),
        cmocka_unit_test(drafts_and_reports_without_a_year_have_no_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
