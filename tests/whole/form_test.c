/* Forms: what is wrong with one is said at its place; cells have their official
 * names; arrays of any length have their cells. */
#include "form/shape.h"
#include "whole/mini.h"

/* ---------------------------------------------------------------- faults */

/** Opens the mini form with one piece of one of its files replaced. */
static void refused(const char *old, const char *new, unsigned line,
                    const char *words)
{
    mini m;
    gj_error error = {0};
    const char *files[] = {mini_form, mini_layout};
    gj_buffer edited = {0};
    size_t which = strstr(mini_form, old) != NULL ? 0 : 1;
    const char *at = strstr(files[which], old);

    assert_non_null(at);
    gj_buffer_add(&edited, files[which], (size_t)(at - files[which]));
    gj_buffer_string(&edited, new);
    gj_buffer_string(&edited, at + strlen(old));
    files[which] = edited.data;
    mini_open_files(&m, files[0], files[1], "{\"rules\": []}", GJ_FAILED_DATA,
                    &error);
    if (strstr(error.words[GJ_EN], words) == NULL || error.line != line)
        fail_msg("%s: %u: “%s”, not %u: “%s”", new, error.line,
                 error.words[GJ_EN], line, words);
    assert_true(error.words[GJ_ZH][0] != '\0');
    gj_buffer_free(&edited);
    mini_close(&m);
}

static void a_faulty_form_is_refused_at_its_place(void **state)
{
    (void)state;
    refused("\"id\": \"mini\", ", "", 1, "lacks \"id\"");
    refused("\"id\": \"mini\", ", "\"id\": 1, ", 1, "must be a text");
    refused("\"id\": \"mini\", ", "\"id\": \"mini\", \"x\": 1, ", 1,
            "there is no \"x\" here");
    refused("{\"zh\": \"小\", \"en\": \"Mini\"}", "{\"zh\": \"小\"}", 1,
            "lacks \"en\"");
    refused("[{\"pointer\": \"/mini\", \"type\": \"object\"}]", "[]", 2,
            "needs a condition");
    refused("\"type\": \"object\"", "\"type\": \"thing\"", 2,
            "either \"equals\"");
    refused("\"unit\": \"/unit\"", "\"unit\": \"unit\"", 3, "begins with /");
    refused("{\"pointer\": \"/kind\",", "1, \"x\": {\"pointer\": \"/kind\",", 4,
            "an object is expected");
    refused("[\"a\", \"b\", \"c\"]", "{\"a\": 1}", 6, "array of texts");
    refused("\"data\": [\"equations.json\"]", "\"data\": [1]", 8,
            "a file name is expected");
    refused("{\"equations\": {", "{\"x\": 1, \"equations\": {", 8,
            "an object is expected");
}

static void a_faulty_layout_is_refused_at_its_place(void **state)
{
    (void)state;
    refused("\"/mini/{row}\"", "\"/mini/*{row}\"", 3, "a part of its own");
    refused("\"/mini/{row}\"", "\"/mini/{row}/*/x\"", 3, "before {column}");
    refused("\"/mini/{row}\"", "\"mini/{row}\"", 3, "begins with /");
    refused("\"/mini/{row}\"", "\"/mini/{row}/{column}\"", 4,
            "each column or row needs a \"key\"");
    refused("\"/mini/{row}\"", "\"/mini\"", 5, "must have none");
    refused("\"key\": \"a\"", "\"key\": \"/a\"", 5, "part of a pointer");
    refused("\"key\": \"a\"", "\"key\": \"b\"", 0,
            "two cells have one pointer");
    refused("\"key\": \"a\"", "\"key\": \"b/x\"", 0, "below another");
    refused("\"kind\": \"amount\"", "\"kind\": \"money\"", 7,
            "must be count or amount");
    refused("\"kind\": \"amount\"", "\"items\": []", 8, "must not be empty");
    refused("\"id\": \"mini\",\n", "", 1, "lacks \"id\"");
    refused("{\"key\": \"a\", \"label\"", "1, {\"key\": \"a\", \"label\"", 5,
            "an object is expected");
}

/* ----------------------------------------------------------------- names */

static void named(const gj_form *form, const char *pointer, const char *zh,
                  const char *en)
{
    gj_buffer name = {0};

    assert_true(gj_form_name(form, gj_text_of(pointer), GJ_ZH, &name));
    assert_string_equal(name.data, zh);
    gj_buffer_clear(&name);
    assert_true(gj_form_name(form, gj_text_of(pointer), GJ_EN, &name));
    assert_string_equal(name.data, en);
    gj_buffer_free(&name);
}

static void cells_columns_and_rows_have_official_names(void **state)
{
    gj_engine engine;
    gj_buffer name = {0};

    (void)state;
    open_engine(&engine);
    const gj_form *form =
        gj_forms_find(&engine.forms, gj_text_of("zfxxgk-2021"));
    named(form, "/requests/natural_person/carried_over", "表三·自然人·上年结转",
          "Table 3 · Natural persons · Carried over from last year");
    named(form, "/requests/natural_person", "表三·自然人",
          "Table 3 · Natural persons");
    named(form, "/requests/*/carried_over", "表三·上年结转",
          "Table 3 · Carried over from last year");
    named(form, "/requests/total/handled/refused/state_secret",
          "表三·总计·不予公开·属于国家秘密",
          "Table 3 · Total · Refused · State secrets");
    named(form, "/challenges/reconsideration/total", "表四·行政复议·总计",
          "Table 4 · Reconsideration · Total");
    named(form, "/proactive_disclosure/regulations/issued",
          "表二·规章·本年制发件数", "Table 2 · Regulations · Issued this year");
    named(form, "/unit/kind", "单位类别", "Kind of unit");
    assert_false(gj_form_name(form, gj_text_of("/nowhere"), GJ_ZH, &name));
    assert_string_equal(name.data, "/nowhere");
    form = gj_forms_find(&engine.forms, gj_text_of("foia-annual"));
    named(form, "/components/2/requests/received", "申请·本年收到·第3机构",
          "Requests · Received in the year · Component 3");
    gj_buffer_free(&name);
    gj_engine_close(&engine);
}

/* ---------------------------------------------------------------- shapes */

static void every_cell_leads_to_its_pointer_and_back(void **state)
{
    gj_engine engine;
    gj_buffer pointer = {0};

    (void)state;
    open_engine(&engine);
    const gj_form *form =
        gj_forms_find(&engine.forms, gj_text_of("foia-annual"));
    /* More shapes than are kept, twice. */
    for (uint32_t round = 0; round < 40; round++) {
        uint32_t length = round % 20;
        const gj_shape *shape = gj_form_shape(form, &length);
        assert_non_null(shape);
        assert_int_equal(shape->lengths[0], length);
        for (uint32_t cell = 0; cell < shape->cell_count; cell++) {
            gj_buffer_clear(&pointer);
            gj_shape_pointer(shape, cell, &pointer);
            assert_int_equal(gj_shape_cell(shape, gj_buffer_view(&pointer)),
                             cell);
        }
        assert_int_equal(
            gj_shape_match(shape, gj_text_of("/components/*"), NULL, NULL),
            length);
    }
    uint32_t many = GJ_MAX_CELLS;
    assert_null(gj_form_shape(form, &many));
    gj_buffer_free(&pointer);
    gj_engine_close(&engine);
}

static void patterns_cover_members_sets_and_elements(void **state)
{
    gj_engine engine;

    (void)state;
    open_engine(&engine);
    const gj_form *form =
        gj_forms_find(&engine.forms, gj_text_of("zfxxgk-2021"));
    const gj_shape *shape = gj_form_unit_shape(form);
    static const struct {
        const char *pattern;
        uint32_t count;
    } covered[] = {{"/requests/*", 7},
                   {"/requests/*/@rows", 175},
                   {"/requests/@applicants/new", 6},
                   {"/requests/total/handled/@outcomes", 21},
                   {"/challenges/*/total", 3},
                   {"/overview", 0},
                   {"/requests/@nothing", 0},
                   {"requests", 0},
                   {"", 1}};
    for (size_t i = 0; i < sizeof covered / sizeof *covered; i++)
        assert_int_equal(
            gj_shape_match(shape, gj_text_of(covered[i].pattern), NULL, NULL),
            covered[i].count);
    assert_int_equal(shape->cell_count, 200);
    gj_engine_close(&engine);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_faulty_form_is_refused_at_its_place),
        cmocka_unit_test(a_faulty_layout_is_refused_at_its_place),
        cmocka_unit_test(cells_columns_and_rows_have_official_names),
        cmocka_unit_test(every_cell_leads_to_its_pointer_and_back),
        cmocka_unit_test(patterns_cover_members_sets_and_elements),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
