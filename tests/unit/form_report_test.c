/* Binding a document to its form, and which form a document is of. */
#include "form/forms.h"
#include "form/report.h"
#include "unit/forming.h"

static const char layout[] =
    LAYOUT("{\"cell\": \"/t/{column}/n\", \"rows\": " ONE
           ", \"columns\": [{\"key\": \"alpha\", " LABEL(
               "A") "}, {\"key\": \"beta\", \"kind\": "
                    "\"amount\", " LABEL("B") "}]},"
                                              "{\"cell\": "
                                              "\"/list/*/{column}\", "
                                              "\"rows\": " ONE ", \"columns\": "
                                              "[{\"key\": "
                                              "\"m\", " LABEL("M") "}]}");

/* A report bound to the form above. */
typedef struct bound {
    gj_form *form;
    reading text;
    gj_report report;
} bound;

/* The form, and a text that it names. */
#define FORM_NAMED                                                             \
    "{" FORM_HEAD FORM_FITS ", \"layout\": \"layout.json\", \"texts\": "       \
    "{\"alpha\": {\"pointer\": \"/t/alpha\", \"name\": {\"zh\": "              \
    "\"甲\", \"en\": \"A\"}}}}"

static bound bind_text(const char *text)
{
    bound b = {.form = sound_form(FORM_NAMED, layout), .text = read_text(text)};

    assert_int_equal(b.text.status, GJ_OK);
    assert_true(gj_report_bind(&b.report, b.form, b.text.document));
    return b;
}

static void end_bound(bound *b)
{
    gj_report_free(&b->report);
    end_reading(&b->text);
    gj_form_free(b->form);
}

#define REPORT(alpha, beta, list)                                              \
    "{\"f\": null, \"unit\": \"U\", \"year\": 2024, \"t\": {\"alpha\": "       \
    "{\"n\": " alpha "}, \"beta\": {\"n\": " beta "}}, \"list\": " list "}"

static void numbers_blanks_and_the_rest_become_cells(void **state)
{
    bound b = bind_text(REPORT("3", "2.5", "[{\"m\": null}, {\"m\": \"x\"}]"));
    const gj_cells *cells = &b.report.cells;

    (void)state;
    assert_int_equal(cells->count, 4);
    assert_int_equal(cells->open_count, 2);
    assert_int_equal(cells->values[0], 3000000);
    assert_int_equal(cells->values[1], 2500000);
    assert_int_equal(cells->states[0], GJ_CELL_NUMBER);
    assert_int_equal(cells->states[2], GJ_CELL_BLANK);
    assert_int_equal(cells->states[3], GJ_CELL_INVALID);
    assert_int_equal(cells->kinds[0], GJ_CELL_COUNT);
    assert_int_equal(cells->kinds[1], GJ_CELL_AMOUNT);
    assert_int_equal(b.report.year, 2024);
    assert_text(b.report.unit, "U");
    end_bound(&b);
}

/** The states of the report's cells, one letter each: Number, Blank, Absent,
    Invalid. */
static void states(const char *text, const char *wanted)
{
    bound b = bind_text(text);
    char got[16] = "";

    assert_true(b.report.cells.count < sizeof got);
    for (uint32_t i = 0; i < b.report.cells.count; i++)
        got[i] = "NBAI"[b.report.cells.states[i]];
    if (strcmp(got, wanted) != 0)
        fail_msg("%s: %s", text, got);
    end_bound(&b);
}

static void a_cell_that_is_not_there_is_absent(void **state)
{
    (void)state;
    states("{\"t\": {\"beta\": {\"n\": 1}}, \"list\": []}", "AN");
    states("{\"t\": {\"alpha\": {}, \"beta\": {\"n\": 1}}, \"list\": []}",
           "AN");
    states("{\"list\": []}", "AA");
    states("{\"t\": {\"alpha\": {\"n\": 1}, \"beta\": {\"n\": 1}}}", "NN");
    states(REPORT("1", "1", "[{\"m\": 1}, {}]"), "NNNA");
}

static void what_is_below_a_container_of_the_wrong_kind_is_absent(void **state)
{
    (void)state;
    states("{\"t\": 1, \"list\": []}", "AA");
    states("{\"t\": [], \"list\": []}", "AA");
    states(REPORT("1", "1", "{}"), "NN");
    states(REPORT("1", "1", "null"), "NN");
    states(REPORT("1", "1", "[1]"), "NNA");
}

static void keys_are_known_in_any_order_and_spelling(void **state)
{
    (void)state;
    states("{\"list\": [], \"t\": {\"beta\": {\"n\": 1}, \"alpha\": {\"n\": "
           "1}}, \"more\": 1}",
           "NN");
    states("{\"list\": [], \"t\": {\"\\u0062eta\": {\"n\": 1}, \"alpha\": "
           "{\"\\u006e\": 1}}}",
           "NN");
    states("{\"t\": {\"aplha\": {\"n\": 1}, \"beta\": {\"n\": 1}}}", "AN");
}

static void what_arithmetic_cannot_take_up_is_invalid(void **state)
{
    (void)state;
    states(REPORT("1000000000000", "-1e12", "[]"), "NN");
    states(REPORT("0.000001", "1e-6", "[]"), "NN");
    states(REPORT("1000000000001", "1", "[]"), "IN");
    states(REPORT("-1000000000000.000001", "1", "[]"), "IN");
    states(REPORT("1e400", "1", "[]"), "IN");
    states(REPORT("0.0000001", "1", "[]"), "IN");
    states(REPORT("true", "\"3\"", "[]"), "II");
    states(REPORT("{}", "null", "[]"), "IB");
}

static void a_year_is_a_whole_number_of_four_digits_at_most(void **state)
{
    static const struct {
        const char *text;
        int64_t year;
    } years[] = {{"{\"year\": 2024}", 2024}, {"{\"year\": 2024.0}", 2024},
                 {"{\"year\": 2024.5}", 0},  {"{\"year\": \"2024\"}", 0},
                 {"{\"year\": -1}", 0},      {"{\"year\": 10000}", 0},
                 {"{\"year\": null}", 0},    {"{}", 0},
                 {"{\"year\": 9999}", 9999}};

    (void)state;
    for (size_t i = 0; i < sizeof years / sizeof *years; i++) {
        bound b = bind_text(years[i].text);
        assert_int_equal(b.report.year, years[i].year);
        assert_text(b.report.unit, "");
        end_bound(&b);
    }
}

/* A report and its document as one after the other is read into them. */
static void read_next(bound *b, const char *text)
{
    size_t length = strlen(text);

    free(b->text.bytes);
    b->text.bytes = gj_new(length + GJ_PADDING, 1);
    memcpy(b->text.bytes, text, length);
    assert_int_equal(
        gj_document_read(b->text.document, b->text.bytes, length, NULL, NULL),
        GJ_OK);
    assert_true(gj_report_bind(&b->report, b->form, b->text.document));
}

static void assert_bound_alike(const gj_report *a, const gj_report *b)
{
    uint32_t count = a->cells.count;

    assert_int_equal(count, b->cells.count);
    assert_int_equal(a->cells.open_count, b->cells.open_count);
    assert_memory_equal(a->cells.states, b->cells.states, count);
    assert_memory_equal(a->cells.values, b->cells.values,
                        count * sizeof *a->cells.values);
    assert_memory_equal(a->nodes, b->nodes, count * sizeof *a->nodes);
    assert_int_equal(a->year, b->year);
    assert_true(gj_text_is(a->unit, b->unit));
    assert_true(gj_text_is(a->unit_code, b->unit_code));
    assert_int_equal(gj_value_node(gj_report_named(a, gj_text_of("alpha"))),
                     gj_value_node(gj_report_named(b, gj_text_of("alpha"))));
}

static void texts_are_the_same_by_name_and_by_number(void **state)
{
    bound b = bind_text(REPORT("1", "2", "[]"));
    uint32_t alpha = gj_form_text(b.form, gj_text_of("alpha"));
    gj_value named = gj_report_named(&b.report, gj_text_of("alpha"));

    (void)state;
    assert_non_null(named.owner);
    assert_int_equal(gj_value_node(gj_report_text(&b.report, alpha)),
                     gj_value_node(named));
    assert_int_equal(gj_form_text(b.form, gj_text_of("omega")), GJ_NO_TEXT);
    assert_null(gj_report_text(&b.report, GJ_NO_TEXT).owner);
    assert_null(gj_report_text(&b.report, b.form->text_count).owner);
    end_bound(&b);
}

static void cells_are_the_same_whatever_was_bound_before(void **state)
{
    static const char *const texts[] = {
        REPORT("1", "2.5", "[{\"m\": 3}, {\"m\": 4}]"),
        REPORT("99999999", "123456789", "[{\"m\": -3}, {\"m\": 1e3}]"),
        REPORT("null", "\"2\"", "[{\"m\": true}, {\"m\": 0.5}]"),
        REPORT("12345678", "1e400", "[{\"m\": 3}]"),
        REPORT("{}", "[0]", "[]"),
        REPORT("[]", "{\"n\": 1}", "[]"),
        REPORT("1", "2", "null"),
        "{\"t\": {\"beta\": {\"n\": 1}, \"alpha\": {\"n\": 2}}}",
        "{\"t\": {\"beta\": {\"n\": 1}, \"alpha\": 2}, \"year\": 2024}",
        "{\"t\": {\"beta\": 1, \"alpha\": 2}, \"year\": 2024, \"unit\": 1}",
        "{\"t\": {\"\\u0062eta\": {\"n\": 1}}, \"year\": 2024}",
    };
    enum { TEXTS = sizeof texts / sizeof *texts };
    bound b = bind_text("{}");
    uint64_t random = 1;
    uint32_t known = 0;
    (void)state;

    for (int i = 0; i < 2000; i++) {
        random = random * UINT64_C(6364136223846793005) + 1442695040888963407;
        const char *text = texts[(random >> 33) % TEXTS];
        bound fresh = bind_text(text);
        read_next(&b, text);
        assert_bound_alike(&b.report, &fresh.report);
        known += gj_document_skeleton(b.text.document) != 0;
        end_bound(&fresh);
    }
    assert_true(known > 1000);
    end_bound(&b);
}

static void one_report_leaves_nothing_behind_for_the_next(void **state)
{
    bound b = bind_text(REPORT("1", "2", "[{\"m\": 3}, {\"m\": 4}]"));
    reading next = read_text("{\"t\": {}}");

    (void)state;
    assert_true(gj_report_bind(&b.report, b.form, next.document));
    assert_int_equal(b.report.cells.count, 2);
    assert_int_equal(b.report.cells.states[0], GJ_CELL_ABSENT);
    assert_int_equal(b.report.cells.values[0], 0);
    assert_int_equal(b.report.nodes[0], GJ_NO_NODE);
    assert_int_equal(b.report.year, 0);
    end_reading(&next);
    end_bound(&b);
}

/* ----------------------------------------------------------- recognition */

#define FORM(id, conditions)                                                   \
    "{\"id\": \"" id "\", \"title\": {\"zh\": \"表\", \"en\": \"F\"}, "       \
    "\"unit\": \"/unit\", \"year\": \"/year\", \"layout\": \"layout.json\", "  \
    "\"recognise\": [" conditions "]}"
#define IS(pointer, type)                                                      \
    "{\"pointer\": \"" pointer "\", \"type\": \"" type "\"}"

static void recognised(const gj_forms *forms, const char *text, const char *id,
                       bool contested)
{
    reading r = read_text(text);
    const gj_form *rival = NULL;
    const gj_form *form = gj_forms_recognise(forms, r.document, &rival);

    assert_text(form ? form->id : (gj_text){"", 0}, id);
    assert_int_equal(rival != NULL, contested);
    end_reading(&r);
}

static void the_form_with_most_conditions_met_is_taken(void **state)
{
    gj_form *all[] = {
        sound_form(FORM("one", IS("/a", "number")), layout),
        sound_form(FORM("two", IS("/a", "number") ", " IS("/b", "boolean")),
                   layout),
        sound_form(FORM("rival", IS("/a", "number") ", " IS("/c", "array")),
                   layout),
        sound_form(FORM("text", "{\"pointer\": \"/a\", \"equals\": \"x\"}"),
                   layout)};
    gj_forms forms = {.at = all, .count = 4};

    (void)state;
    recognised(&forms, "{\"a\": 1}", "one", false);
    recognised(&forms, "{\"a\": 1, \"b\": false}", "two", false);
    recognised(&forms, "{\"a\": 1, \"b\": true}", "two", false);
    recognised(&forms, "{\"a\": 1, \"c\": []}", "rival", false);
    recognised(&forms, "{\"a\": 1, \"b\": true, \"c\": []}", "", true);
    recognised(&forms, "{\"a\": \"x\"}", "text", false);
    recognised(&forms, "{\"a\": \"\\u0078\"}", "text", false);
    recognised(&forms, "{\"a\": \"y\"}", "", false);
    recognised(&forms, "{\"a\": null}", "", false);
    recognised(&forms, "[1]", "", false);
    assert_ptr_equal(gj_forms_find(&forms, gj_text_of("two")), all[1]);
    assert_null(gj_forms_find(&forms, gj_text_of("three")));
    for (size_t i = 0; i < 4; i++)
        gj_form_free(all[i]);
}

static void the_folder_given_first_wins(void **state)
{
    gj_forms forms = {0};
    gj_error error = {0};

    (void)state;
    assert_int_equal(gj_forms_add(&forms, "schemas", NULL, &error), GJ_OK);
    size_t count = forms.count;
    const gj_form *first = forms.at[0];
    assert_int_equal(gj_forms_add(&forms, "schemas", NULL, &error), GJ_OK);
    assert_int_equal(forms.count, count);
    assert_ptr_equal(gj_forms_find(&forms, first->id), first);
    assert_int_equal(gj_forms_add(&forms, "no/such/folder", NULL, &error),
                     GJ_FAILED_FILE);
    assert_string_equal(error.file, "no/such/folder");
    gj_forms_free(&forms);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_blanks_and_the_rest_become_cells),
        cmocka_unit_test(a_cell_that_is_not_there_is_absent),
        cmocka_unit_test(what_is_below_a_container_of_the_wrong_kind_is_absent),
        cmocka_unit_test(keys_are_known_in_any_order_and_spelling),
        cmocka_unit_test(what_arithmetic_cannot_take_up_is_invalid),
        cmocka_unit_test(a_year_is_a_whole_number_of_four_digits_at_most),
        cmocka_unit_test(texts_are_the_same_by_name_and_by_number),
        cmocka_unit_test(cells_are_the_same_whatever_was_bound_before),
        cmocka_unit_test(one_report_leaves_nothing_behind_for_the_next),
        cmocka_unit_test(the_form_with_most_conditions_met_is_taken),
        cmocka_unit_test(the_folder_given_first_wins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
