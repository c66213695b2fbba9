#include "unit/writing.h"

#include <malloc.h>

static void a_clean_report_takes_one_line(void **unused)
{
    (void)unused;
    made *m = make_result(NULL, "draft.json");
    written zh = write_text(GJ_ZH, 0, &m->result);
    written en = write_text(GJ_EN, 0, &m->result);

    assert_string_equal(zh.text, "draft.json: 通过；全部 331 项核对成立\n");
    assert_string_equal(en.text, "draft.json: passed; all 331 checks hold\n");
    free(zh.text);
    free(en.text);
    m->result.checks = (gj_checks){.held = 1, .skipped = 2, .faulted = 3};
    zh = write_text(GJ_ZH, 0, &m->result);
    en = write_text(GJ_EN, 0, &m->result);
    assert_string_equal(zh.text, "draft.json: 通过；核对成立 1 项，未选用 2 "
                                 "项，规则出错而未能核对 3 项\n");
    assert_string_equal(en.text,
                        "draft.json: passed; 1 check holds, 2 not selected, 3 "
                        "not done because a rule broke down\n");
    free(zh.text);
    free(en.text);
    free_made(m);
}

static void many_reasons_of_one_rule_are_summed_up(void **unused)
{
    (void)unused;
    made *m = make_result(NULL, "draft.json");
    for (int i = 0; i < 13; i++)
        add_entry(m, false, "/requests/total/new", "空白。", "It is blank.")
            ->primary.line = 12 + (uint32_t)i;
    m->findings[12].rule_index = 1;
    m->findings[12].rule = &toy_rules[1];
    written w = write_text(GJ_EN, 0, &m->result);

    assert_string_equal(
        w.text,
        "draft.json:12:7: not assessable It is blank. [equations/balance]\n"
        "draft.json:13:7: not assessable It is blank. [equations/balance]\n"
        "draft.json:14:7: not assessable It is blank. [equations/balance]\n"
        "draft.json:24:7: not assessable It is blank. [timeliness/deadline]\n"
        "draft.json: 9 more are not assessable [equations/balance]\n"
        "draft.json: nothing wrong found; 331 checks hold, 13 not "
        "assessable\n");
    free(w.text);
    free_made(m);
}

static void reasons_at_one_place_are_one_line(void **unused)
{
    (void)unused;
    made *m = make_result(NULL, "draft.json");
    for (int i = 0; i < 4; i++)
        add_entry(m, false, "/requests/total/new", "空白。", "It is blank.");
    add_entry(m, false, "/requests/total/new", "别处。", "Elsewhere.")
        ->primary.column = 9;
    for (int i = 2; i < 4; i++) {
        m->findings[i].rule_index = 1;
        m->findings[i].rule = &toy_rules[1];
    }
    written w = write_text(GJ_EN, 0, &m->result);

    assert_string_equal(
        w.text,
        "draft.json:12:7: not assessable It is blank. 3 more checks here "
        "cannot be made either. [equations/balance, timeliness/deadline]\n"
        "draft.json:12:9: not assessable Elsewhere. [equations/balance]\n"
        "draft.json: nothing wrong found; 331 checks hold, 5 not "
        "assessable\n");
    free(w.text);
    w = write_text(GJ_ZH, 0, &m->result);
    assert_says(&w, "无法判断 空白。同处另有 3 项也无法核对。 "
                    "[equations/balance, timeliness/deadline]\n");
    free(w.text);
    free_made(m);
}

static void a_report_among_lines_is_named_by_its_line(void **unused)
{
    (void)unused;
    made *m = make_result(NULL, "all.ndjson");
    m->result.record = 4711;
    add_entry(m, true, "", "到此中断。", "It ends here.")->primary.line = 1;
    written w = write_text(GJ_EN, 0, &m->result);

    assert_says(&w, "all.ndjson:4711:7: error It ends here.");
    assert_says(&w, "all.ndjson:4711: 1 error; ");
    free(w.text);
    free_made(m);
}

/* One heading, the findings, and the table once with the suspect marked. */
static void findings_that_share_a_cause_stand_under_it(void **unused)
{
    static const char *const suspects[] = {"/requests/person/new"};
    (void)unused;
    gj_form *form = toy_form();
    made *m = make_result(form, "draft.json");
    add_entry(m, true, "/wide/c1/all", "别处。", "Elsewhere.");
    add_balance(m);
    gj_finding_entry *row =
        add_entry(m, true, "/requests/total/new", "行。", "The row.");
    add_related(m, row, "/requests/person/new", GJ_SIDE_LEFT);
    add_related(m, row, "/requests/firm/new", GJ_SIDE_LEFT);
    add_related(m, row, "/requests/total/new", GJ_SIDE_RIGHT);
    gj_group *group = add_group(m, 1, suspects, 1);
    m->suspects[0].value = gj_text_of("2");
    m->suspects[0].has_value = true;
    written w = write_text(GJ_EN, 0, &m->result);

    assert_says(&w, "Elsewhere. [equations/balance]\n"
                    "draft.json:12:7: 2 findings share a cause; look first at "
                    "Table 3 · Natural persons · 1. New (now 2).\n"
                    "draft.json:12:7: error Table 3 · Natural persons:");
    assert_says(&w, "The row. [equations/balance]\n    Table 3");
    assert_says(&w, "    1. New                   [2]     0      0\n");
    char *first = memmem(w.text, w.length, "    Table 3", 11);
    assert_null(strstr(first + 1, "    Table 3"));
    free(w.text);
    group->one_cause = false;
    w = write_text(GJ_ZH, 0, &m->result);
    assert_says(&w, "以下 2 处问题相互牵连，请先核对：表三·自然人·"
                    "一、本年新收（现填 2）。\n");
    free(w.text);
    free_made(m);
    gj_form_free(form);
}

static void suspects_are_named_up_to_four(void **unused)
{
    static const char *const suspects[] = {
        "/requests/person/new", "/requests/person/over", "/requests/firm/new",
        "/requests/firm/over", "/requests/total/new"};
    (void)unused;
    gj_form *form = toy_form();
    made *m = make_result(form, "draft.json");
    add_balance(m);
    add_balance(m);
    gj_group *group = add_group(m, 0, suspects, 2);
    written w = write_text(GJ_EN, 0, &m->result);
    assert_says(&w, "look first at Table 3 · Natural persons · 1. New or Table "
                    "3 · Natural persons · 2. Carried over.");
    free(w.text);
    group->suspect_count = 5;
    for (size_t i = 0; i < 5; i++)
        m->suspects[i] = spot_at(m, suspects[i]);
    w = write_text(GJ_EN, 0, &m->result);
    assert_says(&w,
                "Table 3 · Organisations · Firms · 1. New, or 2 other cells.");
    free(w.text);
    w = write_text(GJ_ZH, 0, &m->result);
    assert_says(&w, "表三·组织·商业企业·一、本年新收，或另外 2 处。");
    free(w.text);
    free_made(m);
    gj_form_free(form);
}

static void nothing_from_a_report_reaches_the_terminal_raw(void **unused)
{
    (void)unused;
    made *m = make_result(NULL, "a\x1b[2J\n\u202e.json");
    gj_skip skipped = {"b\x1b]0;x\x07", GJ_WORDS("格式\x9b", "form\x9b"),
                       false};
    gj_trouble trouble = {.what = GJ_TEXT("p\x1b"),
                          .file = GJ_TEXT("f\x1b"),
                          .rule = GJ_TEXT("r\x1b"),
                          .words = GJ_WORDS("崩溃\x1b", "crashed\x1b")};
    gj_summary summary = {.reports = 1};
    written w = {0};

    add_entry(m, true, "", "x", "said \x1b[32mpassed\r\xc2\x9b");
    add_entry(m, false, "", "x", "said \x1b[32mpassed\u2066");
    begin_writing(&w, "text", GJ_EN);
    w.writer->result(w.state, &m->result);
    w.writer->skip(w.state, &skipped);
    w.writer->trouble(w.state, &trouble);
    end_writing(&w, &summary);
    for (size_t i = 0; i < w.length; i++)
        assert_true((unsigned char)w.text[i] >= 0x20 || w.text[i] == '\n');
    assert_silent(&w, "\u202e");
    assert_silent(&w, "\u2066");
    assert_silent(&w, "\xc2\x9b");
    assert_says(&w, "a\\x1b[2J\\x0a\\u202e.json:12:7: error said "
                    "\\x1b[32mpassed\\x0d\\u009b [equations/balance]\n");
    free(w.text);
    free_made(m);
}

static void colour_is_only_added_to_what_stands_there_anyway(void **unused)
{
    (void)unused;
    gj_form *form = toy_form();
    made *m = make_result(form, "draft.json");
    add_balance(m);
    add_entry(m, false, "/requests/total/new", "空白。", "It is blank.");
    written plain = write_text(GJ_ZH, 0, &m->result);
    written bright = write_one(
        "text", (gj_writing){.language = GJ_ZH, .colour = true}, &m->result);
    gj_buffer stripped = {0};

    assert_silent(&plain, "\x1b");
    assert_says(&bright, "\x1b[1;31m错误\x1b[0m");
    assert_says(&bright, "\x1b[1;31m[3]\x1b[0m");
    for (size_t i = 0; i < bright.length; i++) {
        if (bright.text[i] == '\x1b')
            i += strcspn(bright.text + i, "m");
        else
            gj_buffer_byte(&stripped, bright.text[i]);
    }
    assert_string_equal(stripped.data, plain.text);
    gj_buffer_free(&stripped);
    free(plain.text);
    free(bright.text);
    free_made(m);
    gj_form_free(form);
}

static void the_end_sums_up_and_lists_what_was_passed_over(void **unused)
{
    (void)unused;
    made *m = make_result(NULL, "a.json");
    gj_skip skipped = {"b.json", GJ_WORDS("格式不明", "of no known form"),
                       false};
    gj_trouble trouble = {.what = GJ_TEXT("plausibility"),
                          .file = GJ_TEXT("plausibility.so"),
                          .rule = GJ_TEXT("plausibility/jump"),
                          .words = GJ_WORDS("崩溃", "crashed")};
    gj_summary summary = {.reports = 2,
                          .clean = 1,
                          .with_findings = 1,
                          .skipped = 1,
                          .errors = 2,
                          .warnings = 1,
                          .checks = {.held = 600, .failed = 3, .faulted = 1}};
    written w = {0};

    begin_writing(&w, "text", GJ_EN);
    w.writer->skip(w.state, &skipped);
    w.writer->trouble(w.state, &trouble);
    w.writer->result(w.state, &m->result);
    end_writing(&w, &summary);
    assert_string_equal(
        w.text,
        "a.json: passed; all 331 checks hold\n"
        "\n"
        "Skipped\n"
        "  b.json: of no known form\n"
        "\n"
        "Troubles\n"
        "  plausibility (plausibility.so): crashed [plausibility/jump]\n"
        "\n"
        "2 reports: 1 passed, 1 with findings; 1 file skipped.\n"
        "2 errors, 1 warning; 600 checks hold, 3 do not, 1 not done because a "
        "rule broke down.\n");
    free(w.text);
    free_made(m);
}

static void every_format_is_found_by_its_name(void **unused)
{
    (void)unused;
    for (size_t i = 0; gj_writers[i] != NULL; i++) {
        assert_ptr_equal(gj_writer_find(gj_writers[i]->name), gj_writers[i]);
        assert_true(gj_writers[i]->about.zh.length > 0);
        assert_true(gj_writers[i]->about.en.length > 0);
    }
    assert_null(gj_writer_find("tex"));
}

static void text_takes_no_more_memory_for_more_reports(void **unused)
{
    (void)unused;
    gj_form *form = toy_form();
    made *m = make_result(form, "a.json");
    gj_summary summary = {0};
    gj_writing writing = {.out = fopen("/dev/null", "w")};
    const gj_writer *writer = gj_writer_find("text");
    size_t early = 0;

    assert_non_null(writing.out);
    add_balance(m);
    void *state = writer->begin(&writing);
    for (int i = 0; i < 20000; i++) {
        writer->result(state, &m->result);
        if (i == 2000)
            early = mallinfo2().uordblks;
    }
    assert_true(mallinfo2().uordblks <= early + 64 * 1024);
    writer->end(state, &summary);
    fclose(writing.out);
    free_made(m);
    gj_form_free(form);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_clean_report_takes_one_line),
        cmocka_unit_test(many_reasons_of_one_rule_are_summed_up),
        cmocka_unit_test(reasons_at_one_place_are_one_line),
        cmocka_unit_test(a_report_among_lines_is_named_by_its_line),
        cmocka_unit_test(findings_that_share_a_cause_stand_under_it),
        cmocka_unit_test(suspects_are_named_up_to_four),
        cmocka_unit_test(nothing_from_a_report_reaches_the_terminal_raw),
        cmocka_unit_test(colour_is_only_added_to_what_stands_there_anyway),
        cmocka_unit_test(the_end_sums_up_and_lists_what_was_passed_over),
        cmocka_unit_test(every_format_is_found_by_its_name),
        cmocka_unit_test(text_takes_no_more_memory_for_more_reports),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
