#include "unit/writing.h"

static written write_markdown(const made *m, gj_language language)
{
    return write_one("markdown", (gj_writing){.language = language},
                     &m->result);
}

static void the_totals_stand_first_and_the_findings_below(void **unused)
{
    (void)unused;
    gj_form *form = toy_form();
    made *m = make_result(form, "a.json");
    add_balance(m);
    add_entry(m, false, "/unit", "是空的", "is blank");
    written w = write_markdown(m, GJ_EN);

    assert_says(&w, "## gouji\n\n1 report: 1 with findings. **1 error**. "
                    "331 checks hold, 1 does not, 1 not assessable.\n");
    assert_says(&w, "\n### `a.json`\n\n老城区, 2024: ");
    assert_says(&w, "\n- **error** 12:7 Table 3 · Natural persons: item 1");
    assert_says(&w, "\n- not assessable 12:7 is blank `equations/balance`\n");
    free(w.text);
    free_made(m);
    gj_form_free(form);
}

static void findings_that_share_a_cause_stand_under_it(void **unused)
{
    (void)unused;
    static const char *const suspects[] = {"/requests/person/new"};
    gj_form *form = toy_form();
    made *m = make_result(form, "a.json");
    add_balance(m);
    add_entry(m, true, "/requests/total/new", "合计不对", "no sum");
    add_group(m, 0, suspects, 1);
    add_entry(m, true, "/unit", "单位不对", "no unit");
    written w = write_markdown(m, GJ_ZH);

    assert_says(&w, "\n- 以下 2 处问题同出一源，请先核对：表三·自然人·一、本年"
                    "新收。\n  - **错误** 12:7 表三");
    assert_says(&w, "\n  - **错误** 12:7 合计不对 `equations/balance`\n"
                    "- **错误** 12:7 单位不对");
    free(w.text);
    free_made(m);
    gj_form_free(form);
}

static void what_finds_no_room_is_counted(void **unused)
{
    (void)unused;
    made *m = make_result(NULL, "a.json");
    written w = {.writing = {.language = GJ_EN}};
    gj_summary summary = {.reports = 5000};

    add_entry(m, true, "/x", "不等", "differ");
    begin_writing(&w, "markdown", GJ_EN);
    for (int i = 0; i < 5000; i++)
        w.writer->result(w.state, &m->result);
    end_writing(&w, &summary);
    assert_true(w.length < 65536);
    size_t listed = 0;
    for (const char *at = w.text; (at = strstr(at, "\n- **error")) != NULL;
         at++)
        listed++;
    char rest[96];
    snprintf(rest, sizeof rest, "\nThere is no room here for %zu more entries",
             5000 - listed);
    assert_says(&w, rest);
    free(w.text);
    free_made(m);
}

static void no_text_becomes_markup(void **unused)
{
    (void)unused;
    made *m = make_result(NULL, "a|`b`\n# c.json");
    m->result.unit = gj_text_of("![x](y) @all");
    add_entry(m, true, "/x", "x",
              "<script>\n| [a](javascript:1) #1 ::x\xE2\x80\xAE");
    written w = write_markdown(m, GJ_EN);

    assert_says(&w, "\n### `` a\\|`b`\\x0a# c.json ``\n");
    assert_says(&w, "\n\\!<!-- -->\\[x\\](y) @<!-- -->all, 2024: ");
    assert_says(&w, "\\<script\\>\\\\x0a\\| \\[a\\](javascript");
    assert_silent(&w, "\n|");
    assert_silent(&w, "\xE2\x80\xAE");
    free(w.text);
    free_made(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_totals_stand_first_and_the_findings_below),
        cmocka_unit_test(findings_that_share_a_cause_stand_under_it),
        cmocka_unit_test(what_finds_no_room_is_counted),
        cmocka_unit_test(no_text_becomes_markup),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
