#include "unit/writing.h"

#include <jansson.h>

/* The lines written so far, each parsed. */
typedef struct lines {
    json_t *at[16];
    size_t count;
} lines;

static void parse_line(gj_text line, void *context)
{
    lines *all = context;
    json_error_t error;

    assert_true(all->count < 16);
    all->at[all->count] =
        json_loadb(line.data, line.length, JSON_REJECT_DUPLICATES, &error);
    if (all->at[all->count] == NULL)
        fail_msg("%s in\n%.*s", error.text, GJ_PRINT(line));
    all->count++;
}

static lines parse(const written *w)
{
    lines all = {0};

    each_line(w, parse_line, &all);
    return all;
}

static void free_lines(lines *all)
{
    for (size_t i = 0; i < all->count; i++)
        json_decref(all->at[i]);
}

static void a_report_is_the_same_object_as_in_json(void **unused)
{
    (void)unused;
    gj_form *form = toy_form();
    made *m = make_result(form, "a\"b.json");
    add_balance(m);
    add_entry(m, false, "/requests/total/new", "空白", "blank");
    written w =
        write_one("ndjson", (gj_writing){.language = GJ_ZH}, &m->result);
    written whole =
        write_one("json", (gj_writing){.language = GJ_ZH}, &m->result);
    lines all = parse(&w);
    json_t *json = json_loadb(whole.text, whole.length, 0, NULL);

    assert_int_equal(all.count, 2);
    assert_true(json_equal(
        all.at[0], json_array_get(json_object_get(json, "reports"), 0)));
    assert_true(json_equal(json_object_get(all.at[1], "summary"),
                           json_object_get(json, "summary")));
    json_decref(json);
    free_lines(&all);
    free(whole.text);
    free(w.text);
    free_made(m);
    gj_form_free(form);
}

static void a_line_is_whole_before_the_next_report_comes(void **unused)
{
    (void)unused;
    made *m = make_result(NULL, "a.json");
    written w = {0};
    gj_summary summary = {.reports = 1};

    begin_writing(&w, "ndjson", GJ_EN);
    w.writer->result(w.state, &m->result);
    fflush(w.writing.out);
    assert_true(w.length > 0);
    assert_int_equal(w.text[w.length - 1], '\n');
    end_writing(&w, &summary);
    free(w.text);
    free_made(m);
}

static void what_is_no_report_is_wrapped(void **unused)
{
    (void)unused;
    written w = {0};
    gj_summary summary = {.skipped = 1};
    gj_trouble trouble = {.what = GJ_TEXT("plugin"),
                          .file = GJ_TEXT("x.so"),
                          .rule = GJ_TEXT(""),
                          .words = GJ_WORDS("坏了", "broken")};

    begin_writing(&w, "ndjson", GJ_EN);
    w.writer->skip(w.state,
                   &(gj_skip){"b.json", GJ_BOTH("不是", "is not"), false});
    w.writer->trouble(w.state, &trouble);
    end_writing(&w, &summary);
    assert_string_equal(
        w.text, "{\"skipped\":{\"path\":\"b.json\",\"why\":\"is not\"}}\n"
                "{\"fault\":{\"what\":\"plugin\",\"file\":\"x.so\","
                "\"message\":\"broken\"}}\n"
                "{\"summary\":{\"reports\":0,\"clean\":0,\"with_findings\":0,"
                "\"not_assessable\":0,\"unreadable\":0,\"skipped\":1,"
                "\"errors\":0,\"warnings\":0,\"infos\":0}}\n");
    free(w.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_report_is_the_same_object_as_in_json),
        cmocka_unit_test(a_line_is_whole_before_the_next_report_comes),
        cmocka_unit_test(what_is_no_report_is_wrapped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
