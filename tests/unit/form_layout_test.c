/* What is wrong with a form is said in both languages, with file, line and
 * column. */
#include "unit/forming.h"

/* ---------------------------------------------------------------- layout */

static void bad_layout(const char *layout, unsigned line, unsigned column,
                       const char *words)
{
    assert_faulty(make_form(FORM_SOUND, layout, NULL), "layout.json", line,
                  column, words);
}

static void tables_and_blocks_are_checked(void **state)
{
    (void)state;
    bad_layout("[]", 1, 1, "an object { … } is expected");
    bad_layout("{}", 1, 1, "lacks \"tables\"");
    bad_layout("{\"tables\": {}}", 1, 12, "must be an array, not an object");
    bad_layout("{\"tables\": [], \"x\": 1}", 1, 16, "there is no \"x\" here");
    bad_layout("{\"tables\": [1]}", 1, 13, "an object is expected here");
    bad_layout("{\"tables\": [{}]}", 1, 13, "lacks \"id\"");
    bad_layout("{\"tables\": [{\"id\": 1}]}", 1, 20,
               "\"id\" must be a text, not a number");
    bad_layout("{\"tables\": [{\"id\": \"t\", \"title\": \"T\"}]}", 1, 34,
               "\"title\" must be an object, not a text");
    bad_layout("{\"tables\": [{\"id\": \"t\", \"title\": {\"zh\": \"T\"}}]}", 1,
               34, "lacks \"en\"");
    bad_layout("{\"tables\": [{\"id\": \"t\", \"title\": {\"zh\": \"T\", "
               "\"en\": \"T\"}}]}",
               1, 13, "lacks \"blocks\"");
    bad_layout(LAYOUT("1"), 2, 12, "an object is expected here");
    bad_layout(LAYOUT("{\"size\": 1}"), 2, 13, "there is no \"size\" here");
    bad_layout(LAYOUT("{}"), 2, 12, "lacks \"cell\"");
    bad_layout(LAYOUT("{\"cell\": \"a\"}"), 2, 21, "a JSON Pointer");
    bad_layout(LAYOUT("{\"cell\": \"\"}"), 2, 12, "must not be empty");
    bad_layout(LAYOUT("{\"cell\": \"/a\"}"), 2, 12, "lacks \"columns\"");
    bad_layout(LAYOUT("{\"cell\": \"/a\", \"columns\": " ONE "}"), 2, 12,
               "lacks \"rows\"");
    bad_layout(LAYOUT("{\"cell\": \"/a\", \"columns\": " ONE ", \"rows\": " ONE
                      ", \"caption\": null}"),
               2, 139, "\"caption\" must be an object, not null");
}

/** With these columns, from line 3 on. */
#define COLUMNS(cell, columns)                                                 \
    LAYOUT("{\"cell\": \"" cell "\", \"rows\": " ONE                           \
           ", \"columns\":\n" columns "}")

static void columns_and_rows_are_checked(void **state)
{
    (void)state;
    bad_layout(COLUMNS("/a/{column}", "[1]"), 3, 2, "an object is expected");
    bad_layout(COLUMNS("/a/{column}", "[]"), 3, 1, "does not fit this number");
    bad_layout(COLUMNS("/a/{column}", "[{\"key\": \"k\"}]"), 3, 2,
               "lacks \"label\"");
    bad_layout(COLUMNS("/a/{column}", ONE), 3, 1, "needs a \"key\" where");
    bad_layout(COLUMNS("/a", "[{\"key\": \"k\", " LABEL("K") "}]"), 3, 1,
               "needs a \"key\" where");
    bad_layout(COLUMNS("/a", "[{" LABEL("A") "}, {" LABEL("B") "}]"), 3, 1,
               "does not fit this number");
    bad_layout(COLUMNS("/a/{column}", "[{\"key\": \"/k\", " LABEL("K") "}]"), 3,
               2, "does not begin with /");
    bad_layout(COLUMNS("/a/{column}", "[{\"key\": \"*\", " LABEL("K") "}]"), 3,
               2, "has no *");
    bad_layout(COLUMNS("/a", "[{\"kind\": \"money\", " LABEL("K") "}]"), 3, 2,
               "must be count or amount");
    bad_layout(COLUMNS("/a", "[{\"items\": [], " LABEL("K") "}]"), 3, 12,
               "must not be empty");
    bad_layout(COLUMNS("/a", "[{\"width\": 3, " LABEL("K") "}]"), 3, 3,
               "there is no \"width\" here");
}

static void arrays_in_cell_pointers_are_checked(void **state)
{
    (void)state;
    bad_layout(COLUMNS("/a*", ONE), 2, 12, "a part of its own");
    bad_layout(COLUMNS("/a/*", ONE), 2, 12, "a part of its own");
    bad_layout(COLUMNS("/a/*/b/*/c", ONE), 2, 12, "one part *");
    bad_layout(COLUMNS("/{column}/*/c", "[{\"key\": \"k\", " LABEL("K") "}]"),
               2, 12, "before {column} and {row}");
}

static void cells_in_each_others_way_are_named(void **state)
{
    static const char *const layouts[] = {
        COLUMNS("/a/{column}",
                "[{\"key\": \"k\", " LABEL("K") "}, {\"key\": "
                                                "\"k\", " LABEL("K") "}]"),
        COLUMNS("/a/{column}",
                "[{\"key\": \"j\", " LABEL("K") "}, {\"key\": "
                                                "\"j/k\", " LABEL("K") "}]"),
        COLUMNS("/a/{column}",
                "[{\"key\": \"j/k\", " LABEL("K") "}, {\"key\": "
                                                  "\"j\", " LABEL("K") "}]"),
        LAYOUT("{\"cell\": \"/a/*/k\", \"columns\": " ONE ", \"rows\": " ONE
               "}, {\"cell\": \"/a/j/k\", \"columns\": " ONE ", \"rows\": " ONE
               "}")};
    static const char *const named[] = {"/a/k", "/a/j/k", "/a/j", "/a/j/k"};

    (void)state;
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++)
        assert_faulty(make_form(FORM_SOUND, layouts[i], NULL), "layout.json", 0,
                      0, named[i]);
}

/* ------------------------------------------------------------- form.json */

static void bad_form(const char *form, unsigned column, const char *words)
{
    static const char layout[] =
        LAYOUT("{\"cell\": \"/a\", \"columns\": " ONE ", \"rows\": " ONE "}");
    assert_faulty(make_form(form, layout, "{}"), "form.json", 1, column, words);
}

static void every_member_of_a_form_is_checked(void **state)
{
    (void)state;
    bad_form("{}", 1, "lacks \"id\"");
    bad_form("{\"colour\": 1}", 2, "there is no \"colour\" here");
    bad_form("{\"id\": \"f\", \"title\": {\"zh\": \"f\", \"en\": \"f\"}, "
             "\"unit\": \"unit\"}",
             54, "must be a JSON Pointer");
    bad_form("{" FORM_HEAD FORM_FITS "}", 1, "lacks \"layout\"");
    bad_form("{" FORM_HEAD "\"layout\": \"layout.json\"}", 1,
             "lacks \"recognise\"");
    bad_form("{\"recognise\": [], " FORM_HEAD "\"layout\": \"layout.json\"}",
             15, "needs a condition");
    bad_form("{\"recognise\": [{\"pointer\": \"/f\"}], " FORM_HEAD
             "\"layout\": \"layout.json\"}",
             16, "either \"equals\"");
    bad_form("{\"recognise\": [{\"pointer\": \"/f\", \"type\": "
             "\"text\"}], " FORM_HEAD "\"layout\": \"layout.json\"}",
             16, "either \"equals\"");
    bad_form("{\"recognise\": [{\"pointer\": \"/f\", \"type\": \"null\", "
             "\"equals\": \"x\"}], " FORM_HEAD "\"layout\": \"layout.json\"}",
             16, "either \"equals\"");
    bad_form("{\"texts\": {\"a\": 1}, " FORM_HEAD FORM_FITS "}", 17,
             "an object is expected");
    bad_form("{\"texts\": {\"a\": {\"pointer\": \"/a\"}}, " FORM_HEAD FORM_FITS
             "}",
             17, "lacks \"name\"");
}

static void what_is_no_object_is_no_condition(void **state)
{
    (void)state;
    bad_form("{\"recognise\": [1], " FORM_HEAD "\"layout\": \"layout.json\"}",
             16, "an object is expected");
    bad_form("{" FORM_HEAD "\"layout\": \"layout.json\", "
             "\"recognise\": [[\"pointer\"]]}",
             119, "an object is expected");
}

static void sets_are_arrays_of_texts(void **state)
{
    static const char *const sets[] = {"1",   "\"a\"",     "{}",
                                       "[1]", "[[\"a\"]]", "[\"@s\"]"};
    char form[512];

    (void)state;
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        snprintf(form, sizeof form,
                 "{\"sets\": {\"s\": %s}, " FORM_HEAD FORM_FITS
                 ", \"layout\": \"layout.json\"}",
                 sets[i]);
        bad_form(form, 16 + (sets[i][0] == '[' ? 1 : 0),
                 "must be an array of texts");
    }
}

static void the_part_for_plugins_is_checked(void **state)
{
    (void)state;
#define PLUGINS(members)                                                       \
    "{\"plugins\": {" members "}, " FORM_HEAD FORM_FITS                        \
    ", \"layout\": \"layout.json\"}"
    bad_form(PLUGINS("\"p\": 1"), 19, "an object is expected");
    bad_form(PLUGINS("\"p\": {\"x\": 1}"), 20, "there is no \"x\" here");
    bad_form(PLUGINS("\"p\": {\"data\": 1}"), 28, "must be an array");
    bad_form(PLUGINS("\"p\": {\"data\": [1]}"), 29, "a file name is expected");
    bad_form(PLUGINS("\"p\": {\"parameters\": []}"), 34, "must be an object");
}

/** Of another status than DATA. */
static void not_read(const char *form, const char *layout, const char *data,
                     gj_status status, const char *file)
{
    forming f = make_form(form, layout, data);

    assert_int_equal(f.status, status);
    assert_non_null(strstr(f.error.file, file));
    assert_true(f.error.words[GJ_ZH][0] != '\0');
}

static void files_that_cannot_be_read_are_named(void **state)
{
    (void)state;
    not_read(NULL, NULL, NULL, GJ_FAILED_FILE, "form.json");
    not_read(FORM_SOUND, NULL, NULL, GJ_FAILED_FILE, "layout.json");
    not_read("{", NULL, NULL, GJ_FAILED_SYNTAX, "form.json");
    not_read(FORM_SOUND, "[1", NULL, GJ_FAILED_SYNTAX, "layout.json");
    not_read(
        PLUGINS("\"p\": {\"data\": [\"data.json\"]}"),
        LAYOUT("{\"cell\": \"/a\", \"columns\": " ONE ", \"rows\": " ONE "}"),
        "{]", GJ_FAILED_SYNTAX, "data.json");
    not_read(
        PLUGINS("\"p\": {\"data\": [\"missing.json\"]}"),
        LAYOUT("{\"cell\": \"/a\", \"columns\": " ONE ", \"rows\": " ONE "}"),
        NULL, GJ_FAILED_FILE, "missing.json");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_and_blocks_are_checked),
        cmocka_unit_test(columns_and_rows_are_checked),
        cmocka_unit_test(arrays_in_cell_pointers_are_checked),
        cmocka_unit_test(cells_in_each_others_way_are_named),
        cmocka_unit_test(every_member_of_a_form_is_checked),
        cmocka_unit_test(what_is_no_object_is_no_condition),
        cmocka_unit_test(sets_are_arrays_of_texts),
        cmocka_unit_test(the_part_for_plugins_is_checked),
        cmocka_unit_test(files_that_cannot_be_read_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
