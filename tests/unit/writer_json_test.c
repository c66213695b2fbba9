#include "unit/writing.h"

#include <jansson.h>
#include <malloc.h>

static json_t *parsed(const written *w)
{
    json_error_t error;
    json_t *root =
        json_loadb(w->text, w->length, JSON_REJECT_DUPLICATES, &error);
    if (root == NULL)
        fail_msg("%d:%d: %s in\n%s", error.line, error.column, error.text,
                 w->text);
    return root;
}

/* A value by keys and indexes: "reports.0.path". */
static json_t *at(json_t *value, const char *path)
{
    char key[64];

    while (*path != '\0') {
        size_t length = strcspn(path, ".");
        assert_true(length < sizeof key);
        memcpy(key, path, length);
        key[length] = '\0';
        path += length + (path[length] == '.');
        value = json_is_array(value) ? json_array_get(value, (size_t)atoi(key))
                                     : json_object_get(value, key);
    }
    return value;
}

static void assert_string_at(json_t *root, const char *path, const char *wanted)
{
    const char *text = json_string_value(at(root, path));
    if (text == NULL || strcmp(text, wanted) != 0)
        fail_msg("%s is %s, not %s", path, text ? text : "no text", wanted);
}

static void assert_number_at(json_t *root, const char *path, json_int_t wanted)
{
    json_t *value = at(root, path);
    if (!json_is_integer(value) || json_integer_value(value) != wanted)
        fail_msg("%s is not %lld", path, (long long)wanted);
}

static void assert_keys(json_t *object, const char *wanted)
{
    char keys[512] = "";
    const char *key;
    json_t *value;

    json_object_foreach(object, key, value)
    {
        assert_true(strlen(keys) + strlen(key) + 2 < sizeof keys);
        strcat(keys, key);
        strcat(keys, " ");
    }
    assert_string_equal(keys, wanted);
}

static void a_report_is_written_with_all_that_is_known(void **unused)
{
    (void)unused;
    gj_form *form = toy_form();
    made *m = make_result(form, "a.json");
    gj_finding_entry *entry = add_balance(m);
    entry->expected = gj_text_of("2");
    entry->actual = gj_text_of("3");
    entry->related[2].value = gj_text_of("3");
    entry->related[2].has_value = true;
    entry->related[2].coefficient = -1500000;
    add_entry(m, false, "/requests/total/new", "空白", "blank");
    written w = write_one("json", (gj_writing){.language = GJ_ZH}, &m->result);
    json_t *root = parsed(&w);

    assert_keys(root, "gouji reports skipped summary ");
    assert_string_at(root, "gouji", GJ_VERSION);
    assert_keys(at(root, "reports.0"), "path form unit year status checks "
                                       "findings not_assessable ");
    assert_string_at(root, "reports.0.path", "a.json");
    assert_string_at(root, "reports.0.form", "toy");
    assert_string_at(root, "reports.0.unit", "老城区");
    assert_number_at(root, "reports.0.year", 2024);
    assert_string_at(root, "reports.0.status", "findings");
    assert_keys(at(root, "reports.0.checks"),
                "held failed not_assessable skipped faulted ");
    assert_number_at(root, "reports.0.checks.held", 331);
    assert_keys(at(root, "reports.0.findings.0"),
                "rule severity message pointer cell line column expected "
                "actual fingerprint end_line end_column evidence related ");
    assert_string_at(root, "reports.0.findings.0.severity", "error");
    assert_string_at(root, "reports.0.findings.0.cell",
                     "表三·自然人·三、办理结果·（七）总计");
    assert_string_at(root, "reports.0.findings.0.expected", "2");
    assert_string_at(root, "reports.0.findings.0.fingerprint",
                     "abababababababababababababababab");
    assert_keys(at(root, "reports.0.findings.0.related.2"),
                "path pointer cell value role side coefficient line column ");
    assert_string_at(root, "reports.0.findings.0.related.2.value", "3");
    assert_string_at(root, "reports.0.findings.0.related.2.side", "right");
    assert_string_at(root, "reports.0.findings.0.related.2.coefficient",
                     "-1.5");
    assert_true(json_is_null(at(root, "reports.0.findings.0.related.0.value")));
    assert_keys(at(root, "reports.0.not_assessable.0"),
                "rule message pointer cell line column related ");
    json_decref(root);
    free(w.text);
    free_made(m);
    gj_form_free(form);
}

static void names_and_messages_are_in_the_language_of_the_reader(void **unused)
{
    (void)unused;
    gj_form *form = toy_form();
    made *m = make_result(form, "a.json");
    add_balance(m);
    written w = write_one("json", (gj_writing){.language = GJ_EN}, &m->result);
    json_t *root = parsed(&w);

    assert_string_at(root, "reports.0.findings.0.related.0.cell",
                     "Table 3 · Natural persons · 1. New");
    assert_non_null(strstr(
        json_string_value(at(root, "reports.0.findings.0.message")), "makes"));
    json_decref(root);
    free(w.text);
    free_made(m);
    gj_form_free(form);
}

static void an_input_of_no_form_has_nulls_and_is_still_there(void **unused)
{
    (void)unused;
    made *m = make_result(NULL, "bad-\xff-\x1b.json");
    m->result.unit = (gj_text){NULL, 0};
    m->result.year = 0;
    m->result.record = 17;
    add_entry(m, true, "", "到此中断", "ends here")->primary.line = 0;
    m->result.status = GJ_RESULT_UNREADABLE;
    written w = write_one("json", (gj_writing){.language = GJ_EN}, &m->result);
    json_t *root = parsed(&w);

    assert_string_at(root, "reports.0.path", "bad-\uFFFD-\x1b.json");
    assert_number_at(root, "reports.0.record", 17);
    assert_true(json_is_null(at(root, "reports.0.form")));
    assert_true(json_is_null(at(root, "reports.0.unit")));
    assert_true(json_is_null(at(root, "reports.0.year")));
    assert_string_at(root, "reports.0.status", "unreadable");
    assert_true(json_is_null(at(root, "reports.0.findings.0.cell")));
    assert_number_at(root, "reports.0.findings.0.line", 0);
    json_decref(root);
    free(w.text);
    free_made(m);
}

static void a_run_without_reports_is_one_object_too(void **unused)
{
    (void)unused;
    written w = {0};
    gj_summary summary = {0};

    begin_writing(&w, "json", GJ_ZH);
    end_writing(&w, &summary);
    json_t *root = parsed(&w);
    assert_int_equal(json_array_size(at(root, "reports")), 0);
    assert_int_equal(json_array_size(at(root, "skipped")), 0);
    assert_keys(at(root, "summary"),
                "reports clean with_findings not_assessable unreadable skipped "
                "errors warnings infos ");
    json_decref(root);
    free(w.text);
}

static void what_comes_between_the_reports_stands_behind_them(void **unused)
{
    (void)unused;
    made *m = make_result(NULL, "a.json");
    gj_skip skipped = {"b.json", GJ_WORDS("格式不明", "of no known form"),
                       false};
    gj_trouble trouble = {.what = GJ_TEXT("plausibility"),
                          .rule = GJ_TEXT("plausibility/jump"),
                          .words = GJ_WORDS("崩溃", "crashed")};
    gj_summary summary = {.reports = 2, .skipped = 2};
    written w = {0};

    begin_writing(&w, "json", GJ_EN);
    w.writer->skip(w.state, &skipped);
    w.writer->result(w.state, &m->result);
    w.writer->trouble(w.state, &trouble);
    w.writer->skip(w.state, &skipped);
    w.writer->result(w.state, &m->result);
    end_writing(&w, &summary);
    json_t *root = parsed(&w);
    assert_keys(root, "gouji reports skipped faults summary ");
    assert_int_equal(json_array_size(at(root, "reports")), 2);
    assert_int_equal(json_array_size(at(root, "skipped")), 2);
    assert_string_at(root, "skipped.1.why", "of no known form");
    assert_keys(at(root, "faults.0"), "what rule message ");
    assert_string_at(root, "faults.0.message", "crashed");
    json_decref(root);
    free(w.text);
    free_made(m);
}

static void the_whole_is_indented_as_one_value(void **unused)
{
    (void)unused;
    gj_form *form = toy_form();
    made *m = make_result(form, "a.json");
    gj_skip skipped = {"b.json", GJ_WORDS("格式不明", "of no known form"),
                       false};
    gj_summary summary = {.reports = 2, .skipped = 1};
    written w = {0};

    add_balance(m);
    begin_writing(&w, "json", GJ_ZH);
    w.writer->result(w.state, &m->result);
    w.writer->result(w.state, &m->result);
    w.writer->skip(w.state, &skipped);
    end_writing(&w, &summary);
    json_t *root = parsed(&w);
    char *again = json_dumps(root, JSON_INDENT(2));
    assert_int_equal(w.text[w.length - 1], '\n');
    w.text[w.length - 1] = '\0';
    assert_string_equal(w.text, again);
    free(again);
    json_decref(root);
    free(w.text);
    free_made(m);
    gj_form_free(form);
}

static void memory_does_not_grow_with_the_number_of_reports(void **unused)
{
    (void)unused;
    gj_form *form = toy_form();
    made *m = make_result(form, "a.json");
    gj_skip skipped = {"b.json", GJ_WORDS("格式不明", "of no known form"),
                       false};
    gj_summary summary = {0};
    gj_writing writing = {.out = fopen("/dev/null", "w")};
    const gj_writer *writer = gj_writer_find("json");
    size_t early = 0;

    assert_non_null(writing.out);
    add_balance(m);
    void *state = writer->begin(&writing);
    for (int i = 0; i < 20000; i++) {
        writer->result(state, &m->result);
        writer->skip(state, &skipped);
        if (i == 2000)
            early = mallinfo2().uordblks;
    }
    assert_true(mallinfo2().uordblks <= early + 256 * 1024);
    writer->end(state, &summary);
    fclose(writing.out);
    free_made(m);
    gj_form_free(form);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_report_is_written_with_all_that_is_known),
        cmocka_unit_test(names_and_messages_are_in_the_language_of_the_reader),
        cmocka_unit_test(an_input_of_no_form_has_nulls_and_is_still_there),
        cmocka_unit_test(a_run_without_reports_is_one_object_too),
        cmocka_unit_test(what_comes_between_the_reports_stands_behind_them),
        cmocka_unit_test(the_whole_is_indented_as_one_value),
        cmocka_unit_test(memory_does_not_grow_with_the_number_of_reports),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
