/* Cells, their pointers and names, and the patterns that find them. */
#include "form/shape.h"
#include "unit/forming.h"

static gj_form *load(const char *folder)
{
    gj_form *form = NULL;
    gj_error error = {0};

    if (gj_form_load(&form, folder, NULL, &error) != GJ_OK)
        fail_msg("%s", error.words[GJ_EN]);
    return form;
}

static gj_form *zfxxgk;
static gj_form *foia;

static int open_forms(void **state)
{
    (void)state;
    zfxxgk = load("schemas/zfxxgk-2021");
    foia = load("tests/forms/foia-annual");
    return 0;
}

static int close_forms(void **state)
{
    (void)state;
    gj_form_free(zfxxgk);
    gj_form_free(foia);
    return 0;
}

/* ----------------------------------------------------------------- names */

static void named(const gj_form *form, const char *pointer, const char *zh,
                  const char *en)
{
    gj_buffer out = {0};

    assert_true(gj_form_name(form, gj_text_of(pointer), GJ_ZH, &out));
    assert_string_equal(out.data, zh);
    gj_buffer_clear(&out);
    assert_true(gj_form_name(form, gj_text_of(pointer), GJ_EN, &out));
    assert_string_equal(out.data, en);
    gj_buffer_free(&out);
}

static void unnamed(const gj_form *form, const char *pointer)
{
    gj_buffer out = {0};

    assert_false(gj_form_name(form, gj_text_of(pointer), GJ_ZH, &out));
    assert_text(gj_buffer_view(&out), pointer);
    gj_buffer_free(&out);
}

static void
cells_groups_rows_and_columns_have_their_official_names(void **state)
{
    (void)state;
    named(zfxxgk, "/requests/natural_person/new", "表三·自然人·本年新收",
          "Table 3 · Natural persons · Newly received this year");
    named(zfxxgk, "/requests/natural_person", "表三·自然人",
          "Table 3 · Natural persons");
    named(zfxxgk, "/requests/*/new", "表三·本年新收",
          "Table 3 · Newly received this year");
    named(zfxxgk, "/requests/natural_person/handled/refused",
          "表三·自然人·不予公开", "Table 3 · Natural persons · Refused");
    named(zfxxgk, "/requests/natural_person/handled/refused/state_secret",
          "表三·自然人·不予公开·属于国家秘密",
          "Table 3 · Natural persons · Refused · State secrets");
    named(zfxxgk, "/challenges/reconsideration", "表四·行政复议",
          "Table 4 · Reconsideration");
    named(zfxxgk, "/proactive_disclosure/regulations", "表二·规章",
          "Table 2 · Regulations");
    named(zfxxgk, "/unit/kind", "单位类别", "Kind of unit");
}

static void what_has_no_name_is_called_by_its_pointer(void **state)
{
    (void)state;
    unnamed(zfxxgk, "/requests/natural_person/new/more");
    unnamed(zfxxgk, "/requests/natural_persons/new");
    unnamed(zfxxgk, "/x");
    unnamed(zfxxgk, "");
    unnamed(NULL, "/requests/natural_person/new");
}

static void elements_of_arrays_are_numbered_from_one(void **state)
{
    (void)state;
    named(foia, "/components/0/requests/received", "申请·本年收到·第1机构",
          "Requests · Received in the year · Component 1");
    named(foia, "/components/12/appeals/processed", "申诉·本年办结·第13机构",
          "Appeals · Processed in the year · Component 13");
    named(foia, "/components/*/requests/received", "申请·本年收到",
          "Requests · Received in the year");
    unnamed(foia, "/components/00/requests/received");
    unnamed(foia, "/components/-1/requests/received");
    unnamed(foia, "/components/9999999999/requests/received");
}

/* ----------------------------------------------------------------- cells */

/** Every cell has one pointer, and the pointer leads back to it. */
static void cells_round_trip(const gj_shape *shape)
{
    gj_buffer pointer = {0};

    for (uint32_t cell = 0; cell < shape->cell_count; cell++) {
        gj_buffer_clear(&pointer);
        gj_shape_pointer(shape, cell, &pointer);
        assert_int_equal(gj_shape_cell(shape, gj_buffer_view(&pointer)), cell);
        const gj_grid *grid = gj_shape_grid(shape, cell);
        assert_true(grid->first <= cell &&
                    cell < grid->first + grid->column_count * grid->row_count);
    }
    gj_buffer_free(&pointer);
}

static void a_cell_and_its_pointer_find_one_another(void **state)
{
    (void)state;
    cells_round_trip(gj_form_unit_shape(zfxxgk));
    assert_int_equal(gj_form_unit_shape(zfxxgk)->cell_count, 7 * 25 + 15 + 10);
    for (uint32_t length = 0; length < 20; length++) {
        const gj_shape *shape = gj_form_shape(foia, &length);
        assert_int_equal(shape->cell_count, 13 * (length + 1));
        cells_round_trip(shape);
    }
}

static void a_pointer_to_no_cell_finds_none(void **state)
{
    static const char *const pointers[] = {"",
                                           "/overall",
                                           "/overall/requests/received/x",
                                           "/components",
                                           "/components/2/requests/received",
                                           "/components/x/requests/received",
                                           "/components/01/requests/received",
                                           "/components/0",
                                           "/other"};
    const uint32_t two = 2;

    (void)state;
    for (size_t i = 0; i < sizeof pointers / sizeof *pointers; i++)
        assert_int_equal(
            gj_shape_cell(gj_form_shape(foia, &two), gj_text_of(pointers[i])),
            GJ_NO_CELL);
}

static void shapes_are_kept_and_numbered_while_many_alternate(void **state)
{
    uint64_t seen[64] = {0};
    const uint32_t two = 2;

    (void)state;
    uint64_t id = gj_form_shape(foia, &two)->id;
    assert_int_equal(gj_form_shape(foia, &two)->id, id);
    for (uint32_t turn = 0; turn < 3; turn++) {
        for (uint32_t length = 3; length < 23; length++) {
            const gj_shape *shape = gj_form_shape(foia, &length);
            assert_int_equal(shape->lengths[0], length);
            assert_int_equal(gj_form_shape(foia, &length)->id, shape->id);
            seen[turn * 20 + length - 3] = shape->id;
        }
    }
    for (size_t i = 0; i < 60; i++)
        for (size_t j = 0; j < i; j++)
            assert_true(seen[i] != seen[j]);
    assert_true(gj_form_shape(foia, &two)->id != id);
}

static void a_shape_has_at_most_a_million_cells(void **state)
{
    const uint32_t most = GJ_MAX_CELLS / 13 - 1;
    const uint32_t more = most + 1;

    (void)state;
    assert_non_null(gj_form_shape(foia, &most));
    assert_null(gj_form_shape(foia, &more));
}

/* -------------------------------------------------------------- patterns */

typedef struct matches {
    gj_buffer pointers;
    uint32_t cells;
    uint32_t most;
} matches;

static int32_t take(void *context, gj_text pointer, uint32_t cell)
{
    matches *m = context;

    gj_buffer_text(&m->pointers, pointer);
    gj_buffer_byte(&m->pointers, ' ');
    m->cells += cell != GJ_NO_CELL;
    return m->most != 0 && --m->most == 0;
}

static void matched(const gj_shape *shape, const char *pattern, uint32_t count,
                    uint32_t cells, const char *begins)
{
    matches m = {0};

    assert_int_equal(gj_shape_match(shape, gj_text_of(pattern), take, &m),
                     count);
    assert_int_equal(gj_shape_match(shape, gj_text_of(pattern), NULL, NULL),
                     count);
    assert_int_equal(m.cells, cells);
    if (begins != NULL && m.pointers.data != NULL)
        assert_memory_equal(m.pointers.data, begins, strlen(begins));
    gj_buffer_free(&m.pointers);
}

static void patterns_take_members_elements_and_sets(void **state)
{
    const gj_shape *unit = gj_form_unit_shape(zfxxgk);
    const uint32_t lengths[] = {0, 3};

    (void)state;
    matched(unit, "/requests/*/new", 7, 7, "/requests/natural_person/new ");
    matched(unit, "/requests/@applicants/new", 6, 6, NULL);
    matched(unit, "/requests/*", 7, 0, "/requests/natural_person ");
    matched(unit, "/requests/total/handled/@outcomes", 21, 21,
            "/requests/total/handled/granted "
            "/requests/total/handled/partly_granted "
            "/requests/total/handled/refused/state_secret ");
    matched(unit, "/requests/@columns/@rows", 175, 175, NULL);
    matched(unit, "/requests/*/handled/*/*", 7 * 19, 7 * 19, NULL);
    matched(unit, "/requests/total/new", 1, 1, "/requests/total/new ");
    matched(unit, "", 1, 0, " ");
    const gj_shape *none = gj_form_shape(foia, &lengths[0]);
    matched(none, "/components/*/requests/received", 0, 0, NULL);
    const gj_shape *three = gj_form_shape(foia, &lengths[1]);
    matched(three, "/components/*/requests/received", 3, 3,
            "/components/0/requests/received /components/1/");
    matched(three, "/components/2/@lines", 13, 13, NULL);
    matched(three, "/components/*", 3, 0, "/components/0 /components/1 ");
}

static void patterns_that_lead_nowhere_match_nothing(void **state)
{
    const gj_shape *unit = gj_form_unit_shape(zfxxgk);
    const uint32_t three = 3;

    (void)state;
    matched(unit, "requests/*/new", 0, 0, NULL);
    matched(unit, "/requests/*/news", 0, 0, NULL);
    matched(unit, "/requests/@nobody/new", 0, 0, NULL);
    matched(unit, "/requests/total/new/*", 0, 0, NULL);
    matched(unit, "/overview/*", 0, 0, NULL);
    const gj_shape *shape = gj_form_shape(foia, &three);
    matched(shape, "/components/3/requests/received", 0, 0, NULL);
    matched(shape, "/components/4294967295/requests/received", 0, 0, NULL);
    matched(shape, "/components/x/requests/received", 0, 0, NULL);
}

static void a_search_ends_when_it_is_told_to(void **state)
{
    matches m = {.most = 2};

    (void)state;
    assert_int_equal(gj_shape_match(gj_form_unit_shape(zfxxgk),
                                    gj_text_of("/requests/@columns/@rows"),
                                    take, &m),
                     2);
    gj_buffer_free(&m.pointers);
}

static void keys_are_escaped_in_pointers_and_sets(void **state)
{
    gj_form *form = sound_form(
        "{" FORM_HEAD FORM_FITS ", \"layout\": \"layout.json\", \"sets\": "
        "{\"all\": [\"a\", \"b~1c\"], \"none\": []}}",
        LAYOUT("{\"cell\": \"/n/{column}\", \"rows\": " ONE
               ", \"columns\": [{\"key\": \"a\", " LABEL(
                   "A") "}, {\"key\": \"b~1c\", " LABEL("B") "}]}"));
    const gj_shape *shape = gj_form_unit_shape(form);

    (void)state;
    matched(shape, "/n/@all", 2, 2, "/n/a /n/b~1c ");
    matched(shape, "/n/*", 2, 2, "/n/a /n/b~1c ");
    matched(shape, "/n/@none", 0, 0, NULL);
    cells_round_trip(shape);
    gj_form_free(form);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            cells_groups_rows_and_columns_have_their_official_names),
        cmocka_unit_test(what_has_no_name_is_called_by_its_pointer),
        cmocka_unit_test(elements_of_arrays_are_numbered_from_one),
        cmocka_unit_test(a_cell_and_its_pointer_find_one_another),
        cmocka_unit_test(a_pointer_to_no_cell_finds_none),
        cmocka_unit_test(shapes_are_kept_and_numbered_while_many_alternate),
        cmocka_unit_test(a_shape_has_at_most_a_million_cells),
        cmocka_unit_test(patterns_take_members_elements_and_sets),
        cmocka_unit_test(patterns_that_lead_nowhere_match_nothing),
        cmocka_unit_test(a_search_ends_when_it_is_told_to),
        cmocka_unit_test(keys_are_escaped_in_pointers_and_sets),
    };
    return cmocka_run_group_tests(tests, open_forms, close_forms);
}
