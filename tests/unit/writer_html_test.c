#include "unit/writing.h"

static written write_page(gj_language language, const gj_result *result)
{
    return write_one("html", (gj_writing){.language = language}, result);
}

/* The page without its style sheet and script. */
static void drop(written *w, const char *from, const char *to)
{
    char *start = strstr(w->text, from);
    assert_non_null(start);
    char *end = strstr(start, to);
    assert_non_null(end);
    memmove(start, end, strlen(end) + 1);
    w->length = strlen(w->text);
}

static written write_markup(gj_language language, const gj_result *result)
{
    written w = write_page(language, result);

    drop(&w, "<style>", "</style>");
    drop(&w, "<script>", "</script>");
    return w;
}

static unsigned occurrences(const written *w, const char *part)
{
    unsigned count = 0;

    for (const char *at = w->text; (at = strstr(at, part)) != NULL; at++)
        count++;
    return count;
}

/* ----------------------------------------------------------------- texts */

static const char hostile[] =
    "\"'><script>alert(1)</script><img src=x onerror=alert(1)>&lt;\x07"
    "\xE2\x80\xAE\xFF";

static void nothing_in_a_report_becomes_markup(void **unused)
{
    (void)unused;
    gj_form *form = toy_form();
    made *m = make_result(form, hostile);
    gj_finding_entry *entry =
        add_entry(m, true, "/requests/person/new", hostile, hostile);
    m->result.unit = gj_text_of(hostile);
    m->states[entry->primary.cell] = GJ_CELL_INVALID;
    entry->primary.value = gj_text_of(hostile);
    entry->primary.has_value = true;
    written w = write_markup(GJ_EN, &m->result);

    assert_says(&w, "&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"
                    "&lt;img src=x onerror=alert(1)&gt;&amp;lt;"
                    "\\x07\\u202e\\xff");
    assert_silent(&w, "<script");
    assert_silent(&w, "<img");
    assert_silent(&w, "\x07");
    assert_silent(&w, "\xE2\x80\xAE");
    assert_silent(&w, "\xFF");
    free(w.text);
    free_made(m);
    gj_form_free(form);
}

static void the_policy_lets_only_the_pages_own_style_and_script_act(void **u)
{
    (void)u;
    made *m = make_result(NULL, "a.json");
    written w = write_page(GJ_EN, &m->result);

    assert_says(&w, "content=\"default-src 'none'; style-src 'sha256-");
    assert_says(&w, "'; script-src 'sha256-");
    drop(&w, "content=\"default-src", "\">");
    assert_silent(&w, "unsafe");
    assert_silent(&w, " style=\"");
    assert_silent(&w, "http:");
    assert_silent(&w, "https:");
    free(w.text);
    free_made(m);
}

/* ---------------------------------------------------------------- tables */

static void headings_span_what_stands_below_them(void **unused)
{
    (void)unused;
    gj_form *form = toy_form();
    made *m = make_result(form, "a.json");
    add_balance(m);
    written w = write_markup(GJ_ZH, &m->result);

    assert_says(&w, "<h3>表三 <span>申请情况</span></h3>");
    assert_says(&w, "<th scope=\"col\" rowspan=\"2\">自然人</th>"
                    "<th scope=\"col\" colspan=\"2\">组织</th>"
                    "<th scope=\"col\" rowspan=\"2\">总计</th></tr>\n"
                    "<tr><th scope=\"col\">商业企业</th>"
                    "<th scope=\"col\">社会公益组织</th></tr>");
    assert_says(&w, "<tr><th scope=\"row\" colspan=\"2\">一、本年新收</th>");
    assert_says(&w, "<tr><th scope=\"row\" rowspan=\"11\" class=\"over\">"
                    "三、办理结果</th><th scope=\"row\">结果1</th>");
    assert_says(&w, "<tr><th scope=\"row\">结果2</th><td>0</td>");
    assert_says(&w, "<th scope=\"row\">第3处</th>");
    free(w.text);
    free_made(m);
    gj_form_free(form);
}

static void only_rows_with_marks_are_drawn_of_a_very_long_table(void **unused)
{
    (void)unused;
    gj_form *form = toy_form();
    made *m = make_long_result(form, "a.json", 300);
    add_entry(m, true, "/offices/270/cases", "x", "x");
    written w = write_markup(GJ_EN, &m->result);

    assert_says(&w, "<th scope=\"row\">Office 271</th>");
    assert_silent(&w, "<th scope=\"row\">Office 270</th>");
    assert_says(&w, "299 rows that no finding is about are not shown.");
    free(w.text);
    free_made(m);
    gj_form_free(form);
}

static void a_wrong_cell_is_marked_and_leads_to_its_finding(void **unused)
{
    (void)unused;
    gj_form *form = toy_form();
    made *m = make_result(form, "a.json");
    gj_finding_entry *entry = add_balance(m);
    written w = write_markup(GJ_EN, &m->result);
    char cell[256];

    snprintf(cell, sizeof cell,
             "<td id=\"r1c%u\" class=\"wrong error\" data-findings=\"1\">"
             "<a href=\"#r1f1\" aria-describedby=\"r1t%u\">"
             "<span class=\"ring\">3</span>",
             entry->primary.cell, entry->primary.cell);
    assert_says(&w, cell);
    assert_int_equal(occurrences(&w, "class=\"wrong"), 1);
    assert_int_equal(occurrences(&w, "class=\"place"), 0);
    snprintf(cell, sizeof cell, "<td id=\"r1c%u\">2</td>",
             entry->related[0].cell);
    assert_says(&w, cell);
    free(w.text);
    free_made(m);
    gj_form_free(form);
}

static void a_shared_cause_is_marked_before_what_points_to_it(void **unused)
{
    (void)unused;
    static const char *const suspects[] = {"/requests/person/new"};
    gj_form *form = toy_form();
    made *m = make_result(form, "a.json");
    gj_finding_entry *balance = add_balance(m);
    gj_finding_entry *row =
        add_entry(m, true, "/requests/total/new", "行", "row");
    add_related(m, row, "/requests/person/new", GJ_SIDE_LEFT);
    add_group(m, 0, suspects, 1);
    written w = write_markup(GJ_EN, &m->result);
    char cell[256];

    assert_says(&w, "2 findings share a cause; look first at Table 3");
    snprintf(cell, sizeof cell,
             "<td id=\"r1c%u\" class=\"wrong error\" data-findings=\"1 2\">",
             m->suspects[0].cell);
    assert_says(&w, cell);
    snprintf(cell, sizeof cell,
             "<td id=\"r1c%u\" class=\"place error\" data-findings=\"2\">",
             row->primary.cell);
    assert_says(&w, cell);
    snprintf(cell, sizeof cell,
             "<td id=\"r1c%u\" class=\"place error\" data-findings=\"1\">",
             balance->primary.cell);
    assert_says(&w, cell);
    free(w.text);
    free_made(m);
    gj_form_free(form);
}

static void a_group_stands_together_where_its_first_finding_would(void **u)
{
    (void)u;
    static const char *const suspects[] = {"/requests/person/new"};
    gj_form *form = toy_form();
    made *m = make_result(form, "a.json");
    add_entry(m, true, "/requests/person/new", "甲", "first");
    add_entry(m, true, "/wide/c1/all", "乙", "second");
    add_entry(m, true, "/requests/person/over", "丙", "third");
    gj_group *group = add_group(m, 0, suspects, 1);
    group->finding_count = 2;
    m->members[1] = 2;
    m->findings[1].group = NULL;
    written w = write_markup(GJ_EN, &m->result);
    const char *first = strstr(w.text, "first</p>");
    const char *second = strstr(w.text, "second</p>");
    const char *third = strstr(w.text, "third</p>");

    assert_non_null(first);
    assert_non_null(second);
    assert_non_null(third);
    assert_true(first < third && third < second);
    assert_int_equal(occurrences(&w, "class=\"group\""), 1);
    free(w.text);
    free_made(m);
    gj_form_free(form);
}

static void blanks_and_what_is_missing_are_said_in_words(void **unused)
{
    (void)unused;
    gj_form *form = toy_form();
    made *m = make_result(form, "a.json");
    add_balance(m);
    m->states[set_cell(m, "/wide/c1/all", 0)] = GJ_CELL_BLANK;
    m->states[set_cell(m, "/wide/c2/all", 0)] = GJ_CELL_ABSENT;
    m->states[set_cell(m, "/wide/c3/all", 0)] = GJ_CELL_INVALID;
    written w = write_markup(GJ_EN, &m->result);

    assert_says(&w, "<td><em>blank</em></td><td><em>missing</em></td>"
                    "<td><bdi>?</bdi></td>");
    free(w.text);
    free_made(m);
    gj_form_free(form);
}

/* -------------------------------------------------------------- overview */

static void every_report_is_in_the_overview(void **unused)
{
    (void)unused;
    gj_form *form = toy_form();
    made *clean = make_result(form, "clean.json");
    made *bad = make_result(form, "bad.json");
    made *open = make_result(form, "open.json");
    made *lost = make_result(NULL, "lost.json");
    gj_summary summary = {.reports = 4,
                          .clean = 1,
                          .with_findings = 1,
                          .not_assessable = 1,
                          .unreadable = 1,
                          .errors = 2};
    written w = {.writing = {.language = GJ_EN}};

    add_balance(bad);
    add_entry(open, false, "/requests/total/new", "空白", "it is blank");
    add_entry(lost, true, "", "不是 JSON", "it is no JSON");
    lost->result.status = GJ_RESULT_UNREADABLE;
    begin_writing(&w, "html", GJ_EN);
    w.writer->result(w.state, &clean->result);
    w.writer->result(w.state, &bad->result);
    w.writer->result(w.state, &open->result);
    w.writer->result(w.state, &lost->result);
    end_writing(&w, &summary);

    assert_says(&w, "4 reports: 1 passed, 1 with findings");
    assert_says(&w, "<summary>1 report passed</summary>");
    assert_says(&w, "<tr class=\"passed\">");
    assert_says(&w, "<tr class=\"found\"><th scope=\"row\"><a href=\"#r1\">");
    assert_says(&w, "<tr class=\"open\"><th scope=\"row\"><a href=\"#r2\">");
    assert_says(&w, "<tr class=\"unreadable\">");
    assert_int_equal(occurrences(&w, "<section class=\"report\""), 3);
    assert_says(&w, "1 place not assessable");
    assert_says(&w, "it is blank");
    assert_says(&w, "it is no JSON");
    free(w.text);
    free_made(clean);
    free_made(bad);
    free_made(open);
    free_made(lost);
    gj_form_free(form);
}

static void what_was_skipped_and_what_broke_down_is_told(void **unused)
{
    (void)unused;
    written w = {0};
    gj_summary summary = {.skipped = 1};
    gj_skip passed_over = {"<b>.json", GJ_WORDS("不是报告", "no report"),
                           false};
    gj_trouble trouble = {.what = GJ_TEXT("plugin"),
                          .file = GJ_TEXT("bad.so"),
                          .rule = GJ_TEXT("bad/rule"),
                          .words = GJ_WORDS("崩溃", "it crashed"),
                          .line = 3,
                          .column = 4};

    begin_writing(&w, "html", GJ_EN);
    w.writer->skip(w.state, &passed_over);
    w.writer->trouble(w.state, &trouble);
    end_writing(&w, &summary);
    assert_says(&w, "<h2>Skipped</h2>");
    assert_says(&w, "&lt;b&gt;.json</bdi> no report");
    assert_says(&w, "<h2>Troubles</h2>");
    assert_says(&w, "bad.so:3:4</bdi> it crashed <code>bad/rule</code>");
    free(w.text);
}

static void the_words_of_a_rule_come_once(void **unused)
{
    (void)unused;
    gj_form *form = toy_form();
    made *m = make_result(form, "a.json");
    toy_rules[0].title = (gj_words)GJ_WORDS("平衡", "It ties up");
    toy_rules[0].remedy = (gj_words)GJ_WORDS("改", "Mend it");
    add_balance(m);
    add_entry(m, true, "/wide/c1/all", "乙", "second");
    written w = write_markup(GJ_EN, &m->result);

    assert_int_equal(occurrences(&w, "href=\"#rule1\""), 2);
    assert_int_equal(occurrences(&w, "Mend it"), 1);
    assert_silent(&w, "<dt>Basis</dt>");
    toy_rules[0].title = toy_rules[0].remedy = (gj_words){0};
    free(w.text);
    free_made(m);
    gj_form_free(form);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_in_a_report_becomes_markup),
        cmocka_unit_test(
            the_policy_lets_only_the_pages_own_style_and_script_act),
        cmocka_unit_test(headings_span_what_stands_below_them),
        cmocka_unit_test(only_rows_with_marks_are_drawn_of_a_very_long_table),
        cmocka_unit_test(a_wrong_cell_is_marked_and_leads_to_its_finding),
        cmocka_unit_test(a_shared_cause_is_marked_before_what_points_to_it),
        cmocka_unit_test(a_group_stands_together_where_its_first_finding_would),
        cmocka_unit_test(blanks_and_what_is_missing_are_said_in_words),
        cmocka_unit_test(every_report_is_in_the_overview),
        cmocka_unit_test(what_was_skipped_and_what_broke_down_is_told),
        cmocka_unit_test(the_words_of_a_rule_come_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
