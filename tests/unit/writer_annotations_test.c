#include "unit/writing.h"

/* What the platforms of code show beside the lines: github and gitlab. */

#include <jansson.h>

static written write_as(const char *format, const made *m)
{
    return write_one(format, (gj_writing){.language = GJ_EN}, &m->result);
}

static void a_finding_is_a_command_at_its_place(void **unused)
{
    (void)unused;
    made *m = make_result(NULL, "./a.json");
    add_entry(m, true, "/x", "不等", "differ")->severity = GJ_WARNING;
    written w = write_as("github", m);

    assert_says(&w, "::warning file=a.json,line=12,endLine=12,col=7,"
                    "endColumn=8,title=equations/balance::differ\n");
    assert_says(&w, "::notice title=gouji::1 report: 1 with findings. ");
    free(w.text);
    free_made(m);
}

static void columns_are_left_out_where_there_are_several_lines(void **unused)
{
    (void)unused;
    made *m = make_result(NULL, "a.json");
    add_entry(m, true, "/x", "不等", "differ")->primary.end_line = 14;
    written w = write_as("github", m);

    assert_says(&w, "line=12,endLine=14,title=");
    free(w.text);
    free_made(m);
}

static void a_report_not_wholly_checked_has_a_notice(void **unused)
{
    (void)unused;
    made *m = make_result(NULL, "a.json");
    add_entry(m, false, "/x", "空的", "is blank");
    written w = write_as("github", m);

    assert_says(&w, "::notice file=a.json,line=12,endLine=12,col=7,endColumn=8,"
                    "title=gouji::331 checks hold, 1 not assessable\n");
    free(w.text);
    free_made(m);
}

static void each_line_is_a_command(gj_text line, void *context)
{
    uint32_t *count = context;

    ++*count;
    assert_true(line.length > 2 && memcmp(line.data, "::", 2) == 0);
}

static void no_text_begins_a_command_or_a_property(void **unused)
{
    (void)unused;
    uint32_t lines = 0;
    made *m = make_result(NULL, "a,line=1::b%0A\n::stop-commands::x");
    add_entry(m, true, "/x", "x", "100%\r\n::set-output name=a::b\xE2\x80\xAE");
    written w = write_as("github", m);

    each_line(&w, each_line_is_a_command, &lines);
    assert_int_equal(lines, 2);
    assert_says(&w, "file=a%2Cline=1%3A%3Ab%250A\\x0a%3A%3Astop-commands%3A%3A"
                    "x,line=12");
    assert_says(&w, "::100%25\\x0d\\x0a::set-output name=a::b\\u202e\n");
    free(w.text);
    free_made(m);
}

static json_t *issues_of(const written *w)
{
    json_t *issues = json_loadb(w->text, w->length, 0, NULL);

    assert_true(json_is_array(issues));
    return issues;
}

static const char *text_at(json_t *issues, size_t index, const char *key)
{
    return json_string_value(
        json_object_get(json_array_get(issues, index), key));
}

static void issues_that_gitlab_must_tell_apart_have_their_own_print(void **un)
{
    (void)un;
    made *m = make_result(NULL, "a.json");
    written w = {0};
    gj_summary summary = {.reports = 2};

    add_entry(m, true, "/x", "不等", "differ");
    add_entry(m, true, "/x", "又不等", "differ again");
    begin_writing(&w, "gitlab", GJ_EN);
    w.writer->result(w.state, &m->result);
    m->result.path = gj_text_of("copy.json");
    w.writer->result(w.state, &m->result);
    end_writing(&w, &summary);
    json_t *issues = issues_of(&w);
    assert_int_equal(json_array_size(issues), 4);
    for (size_t i = 0; i < 4; i++)
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(text_at(issues, i, "fingerprint"),
                                    text_at(issues, j, "fingerprint"));
    json_decref(issues);
    free(w.text);
    free_made(m);
}

/* The path and the fingerprint of an issue, in the working directory /work. */
static void expect_issue(const char *path, const char *shown, char *print)
{
    made *m = make_result(NULL, path);
    written w = {.writing = {.working = GJ_TEXT("/work")}};
    gj_summary summary = {.reports = 1};

    add_entry(m, true, "/x", "不等", "differ");
    begin_writing(&w, "gitlab", GJ_EN);
    w.writer->result(w.state, &m->result);
    end_writing(&w, &summary);
    json_t *issues = issues_of(&w);
    json_t *place = json_object_get(json_array_get(issues, 0), "location");
    assert_string_equal(json_string_value(json_object_get(place, "path")),
                        shown);
    snprintf(print, 65, "%s", text_at(issues, 0, "fingerprint"));
    json_decref(issues);
    free(w.text);
    free_made(m);
}

static void gitlab_is_told_paths_from_the_working_directory(void **unused)
{
    (void)unused;
    char relative[65];
    char other[65];

    expect_issue("a/b.json", "a/b.json", relative);
    expect_issue("./a/b.json", "a/b.json", other);
    assert_string_equal(other, relative);
    expect_issue("/work/a/b.json", "a/b.json", other);
    assert_string_equal(other, relative);
    expect_issue("/work//./a/b.json", "a/b.json", other);
    assert_string_equal(other, relative);
    expect_issue("/workshop/a/b.json", "/workshop/a/b.json", other);
    assert_string_not_equal(other, relative);
    expect_issue("/a/work/b.json", "/a/work/b.json", other);
}

static void a_plugin_that_cannot_be_used_blocks(void **unused)
{
    (void)unused;
    written w = {0};
    gj_summary summary = {0};
    gj_trouble trouble = {.what = GJ_TEXT("plugin"),
                          .file = GJ_TEXT("x.so"),
                          .rule = GJ_TEXT(""),
                          .words = GJ_WORDS("坏了", "is broken")};

    begin_writing(&w, "gitlab", GJ_EN);
    w.writer->trouble(w.state, &trouble);
    end_writing(&w, &summary);
    json_t *issues = issues_of(&w);
    assert_string_equal(text_at(issues, 0, "severity"), "blocker");
    assert_string_equal(text_at(issues, 0, "description"), "plugin: is broken");
    json_decref(issues);
    free(w.text);
}

static void a_run_without_findings_is_an_array_too(void **unused)
{
    (void)unused;
    made *m = make_result(NULL, "a.json");
    written w = write_as("gitlab", m);
    json_t *issues = issues_of(&w);

    assert_int_equal(json_array_size(issues), 0);
    json_decref(issues);
    free(w.text);
    free_made(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_finding_is_a_command_at_its_place),
        cmocka_unit_test(columns_are_left_out_where_there_are_several_lines),
        cmocka_unit_test(a_report_not_wholly_checked_has_a_notice),
        cmocka_unit_test(no_text_begins_a_command_or_a_property),
        cmocka_unit_test(
            issues_that_gitlab_must_tell_apart_have_their_own_print),
        cmocka_unit_test(gitlab_is_told_paths_from_the_working_directory),
        cmocka_unit_test(a_plugin_that_cannot_be_used_blocks),
        cmocka_unit_test(a_run_without_findings_is_an_array_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
