#include "unit/writing.h"

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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
