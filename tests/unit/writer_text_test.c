#include "unit/writing.h"

#include <malloc.h>

static written write_text(gj_language language, unsigned width,
                          const gj_result *result)
{
    return write_one("text", (gj_writing){.language = language, .width = width},
                     result);
}

/* ---------------------------------------------------------------- tables */

static void a_finding_names_its_place_and_shows_its_cells(void **unused)
{
    (void)unused;
    gj_form *form = toy_form();
    made *m = make_result(form, "draft.json");
    add_balance(m);
    written zh = write_text(GJ_ZH, 0, &m->result);
    written en = write_text(GJ_EN, 0, &m->result);

    assert_string_equal(zh.text,
                        "draft.json:12:7: 错误 表三·自然人：第一项 2 加第二项 "
                        "0 等于 2，第三项 3 加第四项 0 等于 3，相差 1。 "
                        "[equations/balance]\n"
                        "    表三            自然人\n"
                        "    一、本年新收         2\n"
                        "    二、上年结转         0\n"
                        "    （七）总计          [3]\n"
                        "    四、结转下年度       0\n"
                        "\n"
                        "draft.json: 错误 1 处；核对成立 331 项，不成立 1 "
                        "项\n");
    assert_string_equal(en.text,
                        "draft.json:12:7: error Table 3 · Natural persons: "
                        "item 1 (2) plus item 2 (0) makes 2, but item 3 (3) "
                        "plus item 4 (0) makes 3; they differ by 1. "
                        "[equations/balance]\n"
                        "    Table 3             Persons\n"
                        "    1. New                    2\n"
                        "    2. Carried over           0\n"
                        "    (7) Total                [3]\n"
                        "    4. Carried forward        0\n"
                        "\n"
                        "draft.json: 1 error; 331 checks hold, 1 does not\n");
    free(zh.text);
    free(en.text);
    free_made(m);
    gj_form_free(form);
}

/* Where, from the left, a table's numbers end. */
typedef struct edges {
    size_t right;
    size_t count;
} edges;

static void note_edge(gj_text line, void *context)
{
    edges *seen = context;
    size_t digits = line.length;

    if (line.length < 4 || memcmp(line.data, "    ", 4) != 0)
        return;
    while (digits > 0 && line.data[digits - 1] == ']')
        digits--;
    if (digits == 0 || line.data[digits - 1] < '0' ||
        line.data[digits - 1] > '9' ||
        memmem(line.data, line.length, "另有", strlen("另有")) != NULL)
        return;
    size_t right = gj_text_width((gj_text){line.data, digits});
    assert_true(seen->count == 0 || seen->right == right);
    seen->right = right;
    seen->count++;
}

static void numbers_line_up_under_wide_characters(void **unused)
{
    (void)unused;
    gj_form *form = toy_form();
    gj_language languages[] = {GJ_ZH, GJ_EN};
    made *m = make_result(form, "draft.json");
    add_balance(m);
    set_cell(m, "/requests/person/forward", -12345678);
    m->values[gj_shape_cell(m->shape, gj_text_of("/requests/person/over"))] =
        500000;

    for (size_t i = 0; i < 2; i++) {
        edges seen = {0};
        written w = write_text(languages[i], 0, &m->result);
        each_line(&w, note_edge, &seen);
        assert_int_equal(seen.count, 4);
        free(w.text);
    }
    free_made(m);
    gj_form_free(form);
}

static gj_finding_entry *add_row(made *m)
{
    static const char *const pointers[] = {
        "/requests/person/new", "/requests/firm/new", "/requests/charity/new",
        "/requests/total/new"};
    gj_finding_entry *entry =
        add_entry(m, true, pointers[3], "合计不符。", "The sum is wrong.");

    for (size_t i = 0; i < 4; i++)
        add_related(m, entry, pointers[i],
                    i < 3 ? GJ_SIDE_LEFT : GJ_SIDE_RIGHT);
    set_cell(m, pointers[3], 12);
    return entry;
}

static void a_row_is_drawn_across_its_columns(void **unused)
{
    (void)unused;
    gj_form *form = toy_form();
    made *m = make_result(form, "draft.json");
    add_row(m);
    written w = write_text(GJ_ZH, 0, &m->result);

    assert_says(&w,
                "\n    表三          自然人  商业企业  社会公益组织  总计\n"
                "    一、本年新收       0         0             0   [12]\n");
    free(w.text);
    free_made(m);
    gj_form_free(form);
}

static void what_is_no_number_is_named(void **unused)
{
    (void)unused;
    gj_form *form = toy_form();
    made *m = make_result(form, "draft.json");
    gj_finding_entry *entry = add_row(m);
    m->states[gj_shape_cell(m->shape, gj_text_of("/requests/person/new"))] =
        GJ_CELL_BLANK;
    m->states[gj_shape_cell(m->shape, gj_text_of("/requests/firm/new"))] =
        GJ_CELL_ABSENT;
    m->states[gj_shape_cell(m->shape, gj_text_of("/requests/charity/new"))] =
        GJ_CELL_INVALID;
    entry->related[2].value = gj_text_of("two\x1b");
    entry->related[2].has_value = true;
    written w = write_text(GJ_EN, 0, &m->result);

    assert_says(&w, "    1. New     blank   missing    two\\x1b    [12]\n");
    free(w.text);
    free_made(m);
    gj_form_free(form);
}

static void rows_of_zeros_are_counted_and_not_drawn(void **unused)
{
    (void)unused;
    gj_form *form = toy_form();
    made *m = make_result(form, "draft.json");
    static char pointers[10][40];
    gj_finding_entry *entry = add_entry(m, true, "/requests/person/done/total",
                                        "合计不符。", "The sum is wrong.");
    for (int i = 0; i < 10; i++) {
        snprintf(pointers[i], sizeof pointers[i], "/requests/person/done/o%d",
                 i + 1);
        add_related(m, entry, pointers[i], GJ_SIDE_LEFT);
    }
    set_cell(m, pointers[4], 7);
    m->states[gj_shape_cell(m->shape, gj_text_of(pointers[6]))] = GJ_CELL_BLANK;
    written zh = write_text(GJ_ZH, 0, &m->result);
    set_cell(m, pointers[0], 1);
    for (int i = 1; i < 9; i++)
        set_cell(m, pointers[i], 1);
    written en = write_text(GJ_EN, 0, &m->result);

    assert_says(&zh, "    表三        自然人\n"
                     "    结果5            7\n"
                     "    结果7           空\n"
                     "    （七）总计      [0]\n"
                     "    另有 8 行为 0\n");
    assert_says(&en, "    1 more row is 0\n");
    free(zh.text);
    free(en.text);
    free_made(m);
    gj_form_free(form);
}

static void note_width(gj_text line, void *context)
{
    size_t *limit = context;
    if (line.length >= 4 && memcmp(line.data, "    ", 4) == 0)
        assert_true(gj_text_width(line) <= *limit);
}

static void a_table_never_is_wider_than_the_terminal(void **unused)
{
    (void)unused;
    gj_form *form = toy_form();
    made *m = make_result(form, "draft.json");
    static char pointers[12][40];
    gj_finding_entry *entry =
        add_entry(m, true, "/wide/c7/all", "合计不符。", "The sum is wrong.");
    for (int i = 0; i < 12; i++) {
        snprintf(pointers[i], sizeof pointers[i], "/wide/c%d/all", i + 1);
        add_related(m, entry, pointers[i], GJ_SIDE_LEFT);
        set_cell(m, pointers[i], i < 4 ? 0 : 1000 + i);
    }
    for (unsigned width = 0; width <= 240; width += 3) {
        size_t limit = width == 0 ? 80 : width < 40 ? 40 : width;
        written w = write_text(width % 2 ? GJ_ZH : GJ_EN, width, &m->result);
        each_line(&w, note_width, &limit);
        assert_says(&w, "[1006]");
        free(w.text);
    }
    free_made(m);
    gj_form_free(form);
}

static void columns_that_do_not_fit_give_way_to_an_ellipsis(void **unused)
{
    (void)unused;
    gj_form *form = toy_form();
    made *m = make_result(form, "draft.json");
    static char pointers[12][40];
    gj_finding_entry *entry =
        add_entry(m, true, "/wide/c12/all", "合计不符。", "The sum is wrong.");
    for (int i = 0; i < 12; i++) {
        snprintf(pointers[i], sizeof pointers[i], "/wide/c%d/all", i + 1);
        add_related(m, entry, pointers[i], GJ_SIDE_LEFT);
        set_cell(m, pointers[i], i == 2 || i == 11 ? 5 : 0);
    }
    written w = write_text(GJ_ZH, 60, &m->result);

    assert_says(&w,
                "    表四      法院类别1  法院类别2  法院类别3  … 法院类别12\n"
                "    全部案件          0          0          5  …         [5]\n"
                "    另有 8 栏未列出\n");
    free(w.text);
    free_made(m);
    gj_form_free(form);
}

static void elements_of_an_array_are_told_apart(void **unused)
{
    (void)unused;
    gj_form *form = toy_form();
    made *m = make_result(form, "draft.json");
    gj_finding_entry *entry =
        add_entry(m, true, "/offices/2/cases", "不符。", "They differ.");
    add_related(m, entry, "/offices/0/cases", GJ_SIDE_LEFT);
    set_cell(m, "/offices/2/cases", 4);
    written w = write_text(GJ_EN, 0, &m->result);

    assert_says(&w, "    Annex     Cases\n"
                    "    Office 1      0\n"
                    "    Office 3     [4]\n");
    free(w.text);
    free_made(m);
    gj_form_free(form);
}

static void of_very_many_rows_the_first_and_the_primary_are_drawn(void **unused)
{
    (void)unused;
    gj_form *form = toy_form();
    made *m = make_long_result(form, "draft.json", 60);
    static char pointers[60][40];
    gj_finding_entry *entry =
        add_entry(m, true, "/offices/55/cases", "不符。", "They differ.");
    for (int i = 0; i < 60; i++) {
        snprintf(pointers[i], sizeof pointers[i], "/offices/%d/cases", i);
        add_related(m, entry, pointers[i], GJ_SIDE_LEFT);
        set_cell(m, pointers[i], 100 + i);
    }
    written w = write_text(GJ_ZH, 0, &m->result);

    assert_says(&w, "    第24处   123\n"
                    "    第56处  [155]\n"
                    "    另有 35 行未列出\n");
    free(w.text);
    free_made(m);
    gj_form_free(form);
}

static void whatever_cells_take_part_the_drawing_fits(void **unused)
{
    (void)unused;
    gj_form *form = toy_form();
    uint64_t random = 20250120;

    for (unsigned round = 0; round < 300; round++) {
        made *m = make_long_result(form, "draft.json", round % 40);
        size_t limit = 40 + round % 60;
        gj_finding_entry *entry =
            add_entry(m, true, "/requests/total/new", "不符。", "Differ.");
        for (unsigned i = 0; i < 2 + round % 50; i++) {
            random = random * 6364136223846793005 + 1442695040888963407;
            uint32_t cell = (uint32_t)(random >> 33) % m->shape->cell_count;
            gj_spot *spot = add_related(m, entry, "", GJ_SIDE_LEFT);
            spot->cell = cell;
            m->values[cell] = (int64_t)random >> (random >> 58);
            m->states[cell] = (uint8_t)(random >> 40 & 3);
        }
        entry->primary.cell = entry->related[0].cell;
        written w =
            write_text(round % 2 ? GJ_ZH : GJ_EN, (unsigned)limit, &m->result);
        each_line(&w, note_width, &limit);
        assert_says(&w, "[");
        free(w.text);
        free_made(m);
    }
    gj_form_free(form);
}

static void a_finding_in_two_tables_draws_both(void **unused)
{
    (void)unused;
    gj_form *form = toy_form();
    made *m = make_result(form, "draft.json");
    gj_finding_entry *entry =
        add_entry(m, true, "/requests/total/new", "不符。", "They differ.");
    add_related(m, entry, "/wide/c1/all", GJ_SIDE_RIGHT);
    written w = write_text(GJ_ZH, 0, &m->result);

    assert_says(&w, "    表三          总计\n"
                    "    一、本年新收    [0]\n"
                    "    表四      法院类别1\n"
                    "    全部案件          0\n");
    free(w.text);
    free_made(m);
    gj_form_free(form);
}

static void a_finding_about_one_cell_or_a_text_draws_nothing(void **unused)
{
    (void)unused;
    gj_form *form = toy_form();
    made *m = make_result(form, "draft.json");
    add_entry(m, true, "/requests/total/new", "为负。", "It is negative.");
    add_entry(m, true, "/published_on", "过期。", "It is late.");
    written w = write_text(GJ_EN, 0, &m->result);

    assert_string_equal(
        w.text, "draft.json:12:7: error It is negative. [equations/balance]\n"
                "draft.json:12:7: error It is late. [equations/balance]\n"
                "draft.json: 2 errors; 331 checks hold, 2 do not\n");
    free(w.text);
    free_made(m);
    gj_form_free(form);
}

/* --------------------------------------------------------------- reports */

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
    m->result.checks = (gj_checks){1, 0, 0, 2, 3};
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
        add_entry(m, false, "/requests/total/new", "空白。", "It is blank.");
    m->findings[12].rule_index = 1;
    m->findings[12].rule = &toy_rules[1];
    written w = write_text(GJ_EN, 0, &m->result);

    assert_string_equal(
        w.text,
        "draft.json:12:7: not assessable It is blank. [equations/balance]\n"
        "draft.json:12:7: not assessable It is blank. [equations/balance]\n"
        "draft.json:12:7: not assessable It is blank. [equations/balance]\n"
        "draft.json:12:7: not assessable It is blank. [timeliness/deadline]\n"
        "draft.json: 9 more are not assessable [equations/balance]\n"
        "draft.json: nothing wrong found; 331 checks hold, 13 not "
        "assessable\n");
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

static void nothing_from_a_report_reaches_the_terminal_raw(void **unused)
{
    (void)unused;
    made *m = make_result(NULL, "a\x1b[2J\n\u202e.json");
    gj_skip skipped = {"b\x1b]0;x\x07", GJ_WORDS("格式\x9b", "form\x9b")};
    gj_trouble trouble = {GJ_TEXT("p\x1b"), GJ_TEXT("f\x1b"), GJ_TEXT("r\x1b"),
                          GJ_WORDS("崩溃\x1b", "crashed\x1b")};
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
    gj_skip skipped = {"b.json", GJ_WORDS("格式不明", "of no known form")};
    gj_trouble trouble = {.what = GJ_TEXT("plausibility"),
                          .file = GJ_TEXT("plausibility.so"),
                          .rule = GJ_TEXT("plausibility/jump"),
                          .words = GJ_WORDS("崩溃", "crashed")};
    gj_summary summary = {2, 1, 1, 0, 0, 1, 2, 1, 0, {600, 3, 0, 0, 1}};
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
        "Passed over\n"
        "  b.json: of no known form\n"
        "\n"
        "Troubles\n"
        "  plausibility (plausibility.so): crashed [plausibility/jump]\n"
        "\n"
        "2 reports: 1 passed, 1 with findings; 1 file passed over.\n"
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
        cmocka_unit_test(a_finding_names_its_place_and_shows_its_cells),
        cmocka_unit_test(numbers_line_up_under_wide_characters),
        cmocka_unit_test(a_row_is_drawn_across_its_columns),
        cmocka_unit_test(what_is_no_number_is_named),
        cmocka_unit_test(rows_of_zeros_are_counted_and_not_drawn),
        cmocka_unit_test(a_table_never_is_wider_than_the_terminal),
        cmocka_unit_test(columns_that_do_not_fit_give_way_to_an_ellipsis),
        cmocka_unit_test(elements_of_an_array_are_told_apart),
        cmocka_unit_test(of_very_many_rows_the_first_and_the_primary_are_drawn),
        cmocka_unit_test(whatever_cells_take_part_the_drawing_fits),
        cmocka_unit_test(a_finding_in_two_tables_draws_both),
        cmocka_unit_test(a_finding_about_one_cell_or_a_text_draws_nothing),
        cmocka_unit_test(a_clean_report_takes_one_line),
        cmocka_unit_test(many_reasons_of_one_rule_are_summed_up),
        cmocka_unit_test(a_report_among_lines_is_named_by_its_line),
        cmocka_unit_test(nothing_from_a_report_reaches_the_terminal_raw),
        cmocka_unit_test(colour_is_only_added_to_what_stands_there_anyway),
        cmocka_unit_test(the_end_sums_up_and_lists_what_was_passed_over),
        cmocka_unit_test(every_format_is_found_by_its_name),
        cmocka_unit_test(text_takes_no_more_memory_for_more_reports),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
