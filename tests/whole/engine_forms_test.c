/* The engine and forms: which form checks a report, forms with arrays of any
 * length, and findings that are known again. */
#include "whole/bench.h"

/* ------------------------------------------------------ forms in conflict */

#define MINI_SOUND MINI_RULE("\"assert\": \"/mini/a == 1\", " MINI_MESSAGE)
#define MINI_REPORT "{\"mini\": {\"a\": 1, \"b\": 2, \"c\": 3}}"

static void a_report_that_fits_two_forms_is_of_neither(void **state)
{
    mini one = {0};
    mini two = {0};
    gj_buffer twin = {0};
    gj_error error = {0};
    gj_engine engine;
    bench *b = open_bench();

    (void)state;
    gj_buffer_print(&twin, "{\"id\": \"twin\"%s",
                    mini_form + strlen("{\"id\": \"mini\""));
    mini_open_files(&one, mini_form, mini_layout, MINI_SOUND, GJ_OK, &error);
    mini_open_files(&two, twin.data, mini_layout, MINI_SOUND, GJ_OK, &error);
    const char *const forms[] = {one.folder, two.folder, NULL};
    static const char *const plugins[] = {GJ_BUILD "/plugins", NULL};
    const gj_engine_options options = {.form_folders = forms,
                                       .plugin_folders = plugins};
    assert_int_equal(gj_engine_open(&engine, &options, &error), GJ_OK);
    gj_buffer_string(&b->bytes, MINI_REPORT);
    gj_buffer_room(&b->bytes, GJ_PADDING);
    check(&engine, gj_buffer_view(&b->bytes), &b->record, &b->result);
    assert_int_equal(b->result.status, GJ_RESULT_UNREADABLE);
    gj_buffer_clear(&twin);
    gj_finding_message(&b->result, &b->result.findings[0], GJ_EN, &twin);
    assert_non_null(strstr(twin.data, "more than one form"));
    gj_engine_close(&engine);
    gj_buffer_free(&twin);
    mini_close(&one);
    mini_close(&two);
    close_bench(b);
}

static void
a_form_at_fault_checks_nothing_and_says_so_in_both_languages(void **state)
{
    mini m = {0};
    gj_error error = {0};
    gj_buffer bytes = {0};
    gj_buffer record = {0};
    gj_buffer said = {0};
    gj_result result = {0};

    (void)state;
    mini_open_files(&m, mini_form, mini_layout, "{}", GJ_OK, &error);
    gj_buffer_string(&bytes, MINI_REPORT);
    gj_buffer_room(&bytes, GJ_PADDING);
    check(&m.engine, gj_buffer_view(&bytes), &record, &result);
    assert_int_equal(result.status, GJ_RESULT_UNREADABLE);
    assert_int_equal(all_of(&result.checks), 1);
    gj_finding_message(&result, &result.findings[0], GJ_ZH, &said);
    assert_non_null(strstr(said.data, "规则集应为"));
    assert_null(strstr(said.data, "a ruleset"));
    gj_buffer_clear(&said);
    gj_finding_message(&result, &result.findings[0], GJ_EN, &said);
    assert_non_null(strstr(said.data, "a ruleset is"));
    assert_null(strstr(said.data, "规则集"));
    gj_result_free(&result);
    gj_buffer_free(&said);
    gj_buffer_free(&record);
    gj_buffer_free(&bytes);
    mini_close(&m);
}

/* ---------------------------------------------------- a form with arrays */

/** A report of this many components that ties up, but for component `wrong`
    (UINT32_MAX: none). */
static void foia_report(gj_buffer *out, uint32_t components, uint32_t wrong)
{
    static const char body[] =
        "\"requests\": {\"pending_start\": %u, \"received\": %u, "
        "\"processed\": %u, \"pending_end\": %u}, \"dispositions\": "
        "{\"full_grant\": %u, \"partial_grant\": 0, \"full_denial\": 0, "
        "\"other\": 0, \"total\": %u}, \"appeals\": {\"pending_start\": 0, "
        "\"received\": %u, \"processed\": %u, \"pending_end\": 0}}";

    gj_buffer_clear(out);
    gj_buffer_string(out, "{\"agency\": \"A\", \"fiscal_year\": 2024, "
                          "\"components\": [");
    for (uint32_t i = 0; i <= components; i++) {
        uint32_t n = i < components ? 1 : components;
        if (i == components)
            gj_buffer_string(out, "], \"overall\": {");
        else
            gj_buffer_string(out, i > 0 ? ", {\"name\": \"C\", "
                                        : "{\"name\": \"C\", ");
        gj_buffer_print(out, body, n, 2 * n, 2 * n, n + (i == wrong), 2 * n,
                        2 * n, n, n);
    }
    gj_buffer_byte(out, '}');
}

static const gj_result *run_foia(bench *b, uint32_t components, uint32_t wrong)
{
    foia_report(&b->bytes, components, wrong);
    return run(b, gj_buffer_view(&b->bytes));
}

static void reports_with_any_number_of_components_are_checked(void **state)
{
    static const uint32_t lengths[] = {0, 1, 3, 500};
    bench *b = open_bench();

    (void)state;
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        const gj_result *result = run_foia(b, lengths[i], UINT32_MAX);
        assert_true(gj_text_is(result->form->id, gj_text_of("foia-annual")));
        /* The form asks for one component at least. */
        assert_int_equal(checks_of(result, "schema/structure").held,
                         lengths[i] > 0);
        assert_int_equal(result->finding_count, lengths[i] == 0);
        assert_int_equal(checks_of(result, "equations/requests-balance").held,
                         lengths[i] + 1);
        assert_int_equal(result->checks.faulted, 0);
        if (lengths[i] == 0)
            continue;
        result = run_foia(b, lengths[i], lengths[i] - 1);
        assert_int_equal(result->status, GJ_RESULT_FINDINGS);
        assert_int_equal(checks_of(result, "equations/requests-balance").failed,
                         1);
        assert_int_equal(result->lengths[0], lengths[i]);
        assert_int_equal(result->cell_count, 13 * (lengths[i] + 1));
    }
    close_bench(b);
}

static void shapes_that_alternate_are_not_confused(void **state)
{
    bench *b = open_bench();

    (void)state;
    for (uint32_t turn = 0; turn < 3; turn++) {
        for (uint32_t length = 1; length < 25; length++) {
            uint32_t wrong = (turn + length) % length;
            const gj_result *result = run_foia(b, length, wrong);
            gj_checks checks = checks_of(result, "equations/requests-balance");
            assert_int_equal(checks.failed, 1);
            assert_int_equal(checks.held, length);
            char place[64];
            snprintf(place, sizeof place, "/components/%u/requests/pending_end",
                     wrong);
            bool found = false;
            for (uint32_t i = 0; i < result->findings[0].related_count; i++)
                found |= gj_text_is(result->findings[0].related[i].pointer,
                                    gj_text_of(place));
            if (!found)
                fail_msg("%s is not named", place);
        }
    }
    close_bench(b);
}

static void
a_report_with_too_many_cells_is_refused_and_the_next_is_not(void **state)
{
    bench *b = open_bench();

    (void)state;
    gj_buffer_string(&b->bytes, "{\"agency\": \"A\", \"fiscal_year\": 2024, "
                                "\"components\": [0");
    for (uint32_t i = 0; i < GJ_MAX_CELLS / 13; i++)
        gj_buffer_string(&b->bytes, ",0");
    gj_buffer_string(&b->bytes, "]}");
    unreadable(b, gj_buffer_view(&b->bytes), "document/limit");
    assert_int_equal(run_foia(b, 2, UINT32_MAX)->status, GJ_RESULT_CLEAN);
    close_bench(b);
}

/* ----------------------------------------------------------- fingerprints */

/** The bytes without white space outside of texts. */
static void minify(gj_buffer *out, const gj_buffer *bytes)
{
    bool quoted = false;

    gj_buffer_clear(out);
    for (size_t i = 0; i < bytes->length; i++) {
        char c = bytes->data[i];
        if (c == '"' && (i == 0 || bytes->data[i - 1] != '\\'))
            quoted = !quoted;
        if (quoted || (c != ' ' && c != '\n'))
            gj_buffer_byte(out, c);
    }
}

typedef struct print {
    gj_digest fingerprint;
    gj_digest evidence;
} print;

/** Digests of the first finding of a rule. */
static print print_of(const gj_result *result, const char *rule)
{
    uint32_t i = 0;

    while (i < result->finding_count &&
           !gj_text_is(result->findings[i].rule->id, gj_text_of(rule)))
        i++;
    assert_true(i < result->finding_count);
    return (print){result->findings[i].fingerprint,
                   result->findings[i].evidence};
}

static bool same(const gj_digest *a, const gj_digest *b)
{
    return memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

static void replace(gj_buffer *bytes, const char *what, const char *with)
{
    char *at = strstr(bytes->data, what);
    assert_non_null(at);
    assert_int_equal(strlen(what), strlen(with));
    memcpy(at, with, strlen(with));
}

static void a_finding_is_known_again_by_its_fingerprint(void **state)
{
    static const char balance[] = "equations/requests-balance";
    bench *b = open_bench();
    gj_buffer small = {0};

    (void)state;
    read_file(&b->bytes, "samples/zfxxgk-2021/broken/requests-balance.json");
    print first = print_of(run(b, gj_buffer_view(&b->bytes)), balance);
    minify(&small, &b->bytes);
    assert_true(small.length < b->bytes.length);
    print again = print_of(run(b, gj_buffer_view(&small)), balance);
    assert_true(same(&first.fingerprint, &again.fingerprint));
    assert_true(same(&first.evidence, &again.evidence));
    replace(&small, "\"year\":20", "\"year\":19");
    print earlier = print_of(run(b, gj_buffer_view(&small)), balance);
    assert_false(same(&first.fingerprint, &earlier.fingerprint));
    assert_true(same(&first.evidence, &earlier.evidence));
    gj_buffer_free(&small);
    close_bench(b);
}

static void
evidence_changes_with_the_values_and_the_fingerprint_does_not(void **state)
{
    mini m = {0};
    gj_error error = {0};
    gj_buffer record = {0};
    gj_result result = {0};
    static const char *const reports[] = {
        "{\"mini\": {\"a\": 2, \"b\": 2, \"c\": 3}}",
        "{\"mini\": {\"a\": 5, \"b\": 2, \"c\": 3}}",
        "{\"mini\": {\"a\": 2, \"b\": 7, \"c\": 3}}"};
    print prints[3];

    (void)state;
    mini_open_files(&m, mini_form, mini_layout, MINI_SOUND, GJ_OK, &error);
    for (size_t i = 0; i < 3; i++) {
        gj_buffer bytes = {0};
        gj_buffer_string(&bytes, reports[i]);
        gj_buffer_room(&bytes, GJ_PADDING);
        check(&m.engine, gj_buffer_view(&bytes), &record, &result);
        prints[i] = print_of(&result, "equations/r");
        gj_buffer_free(&bytes);
    }
    assert_true(same(&prints[0].fingerprint, &prints[1].fingerprint));
    assert_false(same(&prints[0].evidence, &prints[1].evidence));
    /* A value that the finding does not rest on changes nothing. */
    assert_true(same(&prints[0].evidence, &prints[2].evidence));
    gj_result_free(&result);
    gj_buffer_free(&record);
    mini_close(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_report_that_fits_two_forms_is_of_neither),
        cmocka_unit_test(
            a_form_at_fault_checks_nothing_and_says_so_in_both_languages),
        cmocka_unit_test(reports_with_any_number_of_components_are_checked),
        cmocka_unit_test(shapes_that_alternate_are_not_confused),
        cmocka_unit_test(
            a_report_with_too_many_cells_is_refused_and_the_next_is_not),
        cmocka_unit_test(a_finding_is_known_again_by_its_fingerprint),
        cmocka_unit_test(
            evidence_changes_with_the_values_and_the_fingerprint_does_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
