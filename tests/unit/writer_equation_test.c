#include "unit/writing.h"
#include "writer/equation.h"

enum { MOST = 4, MOST_TERMS = 32 };

/* A report with one finding that a tie tells. */
typedef struct scene {
    gj_form *form;
    made *m;
    gj_finding_entry *finding;
    gj_term_entry terms[MOST_TERMS];
    gj_tie tie;
} scene;

static scene *new_scene(void)
{
    scene *s = gj_new(1, sizeof *s);

    s->form = toy_form();
    s->m = make_result(s->form, "a.json");
    s->finding = add_balance(s->m);
    s->tie = (gj_tie){.failed = true, .terms = s->terms};
    s->m->result.ties = &s->tie;
    s->m->result.tie_count = 1;
    return s;
}

static void free_scene(scene *s)
{
    free_made(s->m);
    gj_form_free(s->form);
    free(s);
}

static void add_term(scene *s, const char *pointer, uint32_t side,
                     int64_t coefficient)
{
    uint32_t cell = GJ_NO_CELL;

    if (pointer != NULL)
        cell = gj_shape_cell(s->m->shape, gj_text_of(pointer));
    assert_true(s->tie.term_count < MOST_TERMS);
    s->terms[s->tie.term_count++] =
        (gj_term_entry){cell, side, coefficient * 1000000};
}

/* The terms of the toy's balance, in another order than its locations. */
static void tie_balance(scene *s)
{
    add_term(s, "/requests/person/forward", GJ_SIDE_RIGHT, 1);
    add_term(s, "/requests/person/done/total", GJ_SIDE_RIGHT, 1);
    add_term(s, "/requests/person/over", GJ_SIDE_LEFT, 1);
    add_term(s, "/requests/person/new", GJ_SIDE_LEFT, 1);
}

/* What all equations of the finding say, one a line. */
static void assert_equations(const scene *s, gj_language language,
                             const char *expected)
{
    gj_equation equations[MOST];
    gj_buffer lines = {0};
    uint32_t count = gj_equations(equations, MOST, &s->m->result, s->finding);

    for (uint32_t i = 0; i < count; i++) {
        gj_buffer_string(&lines, i > 0 ? "\n" : "");
        gj_equation_line(&lines, &s->m->result, &equations[i], language);
        gj_equation_free(&equations[i]);
    }
    assert_string_equal(lines.data ? lines.data : "", expected);
    gj_buffer_free(&lines);
}

static void the_numbers_stand_in_the_order_of_the_finding(void **unused)
{
    (void)unused;
    scene *s = new_scene();

    tie_balance(s);
    assert_equations(s, GJ_EN, "2 + 0 ≠ 3 + 0, off by 1");
    assert_equations(s, GJ_ZH, "2 + 0 ≠ 3 + 0，相差 1");
    free_scene(s);
}

static void the_tie_speaks_where_the_locations_are_others(void **unused)
{
    (void)unused;
    scene *s = new_scene();

    set_cell(s->m, "/requests/firm/new", 7);
    tie_balance(s);
    add_term(s, "/requests/firm/new", GJ_SIDE_RIGHT, 2);
    assert_equations(s, GJ_EN, "0 + 2 ≠ 0 + 3 + 2 × 7, off by 15");
    free_scene(s);
}

static void constants_take_part(void **unused)
{
    (void)unused;
    scene *s = new_scene();

    tie_balance(s);
    add_term(s, NULL, GJ_SIDE_LEFT, 5);
    assert_equations(s, GJ_EN, "2 + 0 + 5 ≠ 3 + 0, off by 4");
    s->terms[4].coefficient = -5000000;
    assert_equations(s, GJ_EN, "2 + 0 ≠ 3 + 0 + 5, off by 6");
    free_scene(s);
}

static void a_constant_that_makes_the_sides_equal_leaves_nothing(void **unused)
{
    (void)unused;
    scene *s = new_scene();

    tie_balance(s);
    add_term(s, NULL, GJ_SIDE_LEFT, 1);
    assert_equations(s, GJ_EN, "");
    free_scene(s);
}

static void over_a_blank_no_difference_is_told(void **unused)
{
    (void)unused;
    scene *s = new_scene();

    tie_balance(s);
    s->m->states[s->finding->related[3].cell] = GJ_CELL_BLANK;
    assert_equations(s, GJ_EN, "2 + 0 ≠ 3 + blank");
    assert_equations(s, GJ_ZH, "2 + 0 ≠ 3 + 空");
    free_scene(s);
}

static void a_tie_over_cells_that_are_not_there_is_no_equation(void **unused)
{
    (void)unused;
    scene *s = new_scene();

    tie_balance(s);
    s->terms[2].cell = s->m->result.cell_count;
    assert_equations(s, GJ_EN, "");
    free_scene(s);
}

static void what_is_negative_is_in_brackets(void **unused)
{
    (void)unused;
    scene *s = new_scene();

    tie_balance(s);
    s->m->values[s->finding->related[1].cell] = -2500000;
    s->m->values[s->finding->related[0].cell] = 1286;
    assert_equations(s, GJ_EN, "0.001286 + (−2.5) ≠ 3 + 0, off by 5.498714");
    free_scene(s);
}

static void a_negative_coefficient_is_taken_away(void **unused)
{
    (void)unused;
    scene *s = new_scene();

    s->finding->related_count = 0;
    add_term(s, "/requests/person/new", GJ_SIDE_LEFT, -1);
    add_term(s, "/requests/person/over", GJ_SIDE_LEFT, -3);
    add_term(s, "/requests/person/done/total", GJ_SIDE_RIGHT, 1);
    assert_equations(s, GJ_EN, "−2 − 3 × 0 ≠ 3, off by 5");
    free_scene(s);
}

static void zeros_of_a_long_side_are_left_out(void **unused)
{
    (void)unused;
    scene *s = new_scene();
    char pointer[64];

    s->finding->related_count = 0;
    add_term(s, "/requests/person/done/total", GJ_SIDE_LEFT, 1);
    for (int i = 1; i <= 10; i++) {
        snprintf(pointer, sizeof pointer, "/requests/person/done/o%d", i);
        add_term(s, pointer, GJ_SIDE_RIGHT, 1);
    }
    set_cell(s->m, "/requests/person/done/o4", 1);
    set_cell(s->m, "/requests/person/done/o9", 1);
    assert_equations(s, GJ_EN, "3 ≠ 1 + 1, off by 1");
    set_cell(s->m, "/requests/person/done/o4", 0);
    set_cell(s->m, "/requests/person/done/o9", 0);
    assert_equations(s, GJ_EN, "3 ≠ 0, off by 3");
    free_scene(s);
}

static void each_equality_that_failed_has_its_own(void **unused)
{
    (void)unused;
    scene *s = new_scene();
    gj_term_entry others[] = {
        {s->finding->related[0].cell, GJ_SIDE_LEFT, 1000000},
        {GJ_NO_CELL, GJ_SIDE_RIGHT, 9000000}};
    gj_tie ties[3];

    tie_balance(s);
    ties[0] = s->tie;
    ties[1] = (gj_tie){.failed = true, .terms = others, .term_count = 2};
    ties[2] =
        (gj_tie){.place = 8, .failed = true, .terms = others, .term_count = 2};
    s->m->result.ties = ties;
    s->m->result.tie_count = 3;
    assert_equations(s, GJ_EN, "2 + 0 ≠ 3 + 0, off by 1\n2 ≠ 9, off by 7");
    free_scene(s);
}

static void an_inequality_is_told_where_its_figures_are_those_said(void **u)
{
    (void)u;
    scene *s = new_scene();
    gj_argument_entry arguments[] = {{.type = GJ_ARGUMENT_NUMBER,
                                      .name = GJ_TEXT("left"),
                                      .text = GJ_TEXT("2")},
                                     {.type = GJ_ARGUMENT_NUMBER,
                                      .name = GJ_TEXT("right"),
                                      .text = GJ_TEXT("3")}};

    s->m->result.tie_count = 0;
    assert_equations(s, GJ_EN, "");
    s->finding->arguments = arguments;
    s->finding->argument_count = 2;
    assert_equations(s, GJ_EN, "2 + 0 < 3 + 0");
    arguments[1].text = (gj_text)GJ_TEXT("4");
    assert_equations(s, GJ_EN, "");
    free_scene(s);
}

static void sums_beyond_any_number_are_told_without_their_difference(void **u)
{
    (void)u;
    scene *s = new_scene();

    s->finding->related_count = 0;
    add_term(s, "/requests/person/new", GJ_SIDE_LEFT, 1);
    s->terms[0].coefficient = INT64_MAX;
    s->m->values[s->terms[0].cell] = INT64_MAX;
    assert_equations(s, GJ_EN,
                     "9223372036854.775807 × 9223372036854.775807 ≠ 0");
    free_scene(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_numbers_stand_in_the_order_of_the_finding),
        cmocka_unit_test(the_tie_speaks_where_the_locations_are_others),
        cmocka_unit_test(constants_take_part),
        cmocka_unit_test(a_constant_that_makes_the_sides_equal_leaves_nothing),
        cmocka_unit_test(over_a_blank_no_difference_is_told),
        cmocka_unit_test(a_tie_over_cells_that_are_not_there_is_no_equation),
        cmocka_unit_test(what_is_negative_is_in_brackets),
        cmocka_unit_test(a_negative_coefficient_is_taken_away),
        cmocka_unit_test(zeros_of_a_long_side_are_left_out),
        cmocka_unit_test(each_equality_that_failed_has_its_own),
        cmocka_unit_test(
            an_inequality_is_told_where_its_figures_are_those_said),
        cmocka_unit_test(
            sums_beyond_any_number_are_told_without_their_difference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
