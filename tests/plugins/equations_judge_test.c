#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fake_host.h"

enum { A, B, C, D, FEE, GROUP_X, GROUP_Y };

/* One rule in a form of seven cells, and a report of it. */
typedef struct fixture {
    fake host;
    fake_json ruleset;
    fake_json report;
    void *state;
} fixture;

static fixture open_rule(const char *assertion, const char *others)
{
    static const char frame[] =
        "{\"rules\":[{\"id\":\"r\",\"title\":{\"zh\":\"甲\",\"en\":\"a\"},"
        "\"basis\":\"b\",\"severity\":\"error\","
        "\"about\":{\"zh\":\"甲\",\"en\":\"a\"},"
        "\"example\":{\"zh\":\"甲\",\"en\":\"a\"},"
        "\"remedy\":{\"zh\":\"甲\",\"en\":\"a\"},"
        "\"message\":{\"zh\":\"甲\",\"en\":\"a\"},\"assert\":\"%s\"%s}]}";
    fixture f = {
        .host = {.pointers = {"/a", "/b", "/c", "/d", "/fee", "/g/x", "/g/y"},
                 .kinds = {[FEE] = GJ_CELL_AMOUNT},
                 .texts = {"kind", "level"}}};
    char text[4096];

    snprintf(text, sizeof text, frame, assertion, others);
    f.ruleset = fake_json_read(text);
    f.report = fake_json_read("{\"kind\":\"department\",\"level\":null}");
    f.host.data = gj_document_root(f.ruleset.document);
    f.host.root = gj_document_root(f.report.document);
    if (fake_open_plugin(&f.host, &f.state) != 0)
        fail_msg("%s: %s", assertion, f.host.fault_en);
    return f;
}

static void close_rule(fixture *f)
{
    gouji_plugin_v1.close(f->state);
    fake_json_free(&f->ruleset);
    fake_json_free(&f->report);
}

/* Cells from a list: numbers, and _ blank, ~ absent, ! invalid. */
static void fill(fixture *f, const char *cells)
{
    for (uint32_t i = 0; i < f->host.cells.count; i++) {
        while (*cells == ' ')
            cells++;
        char c = *cells ? *cells : '0';
        f->host.values[i] = 0;
        f->host.states[i] = c == '_'   ? GJ_CELL_BLANK
                            : c == '~' ? GJ_CELL_ABSENT
                            : c == '!' ? GJ_CELL_INVALID
                                       : GJ_CELL_NUMBER;
        size_t length = strcspn(cells, " ");
        if (f->host.states[i] == GJ_CELL_NUMBER && length > 0)
            assert_int_equal(
                gj_decimal_read((gj_text){cells, length}, &f->host.values[i]),
                GJ_DECIMAL_OK);
        cells += length;
    }
}

static uint32_t judge(fixture *f, const char *cells)
{
    fill(f, cells);
    return fake_check(&f->host, &f->host.rules[0], f->state);
}

static void judged(const char *assertion, const char *others, const char *cells,
                   uint8_t expected)
{
    fixture f = open_rule(assertion, others);

    assert_int_equal(judge(&f, cells), 1);
    if (f.host.verdicts[0] != expected)
        fail_msg("%s over %s: %d, not %d", assertion, cells, f.host.verdicts[0],
                 expected);
    close_rule(&f);
}

static void known_numbers_are_compared_exactly(void **state)
{
    (void)state;
    judged("/a + 2 * /b - /c == /d", "", "1 2 3 2", FAKE_HELD);
    judged("/a + 2 * /b - /c == /d", "", "1 2 3 3", FAKE_FAILED);
    judged("/a != /b", "", "1 1", FAKE_FAILED);
    judged("/a <= /b", "", "2 2", FAKE_HELD);
    judged("/a < /b", "", "2 2", FAKE_FAILED);
    judged("/a >= 2.5", "", "2.5", FAKE_HELD);
    judged("/fee > 0.1", "", "0 0 0 0 0.100001", FAKE_HELD);
    judged("sum(/g/*) == /a", "", "5 0 0 0 0 2 3", FAKE_HELD);
    judged("1000000000000 * /a + 1000000000000 * /b > 0", "",
           "9000000000000 9000000000000", FAKE_HELD);
    judged("/a + /b == /c + /d", "",
           "9000000000000 9000000000001 9000000000000 9000000000001",
           FAKE_HELD);
}

__extension__ typedef __int128 wide;

static uint32_t draw(uint64_t *random, size_t limit)
{
    *random = *random * UINT64_C(6364136223846793005) + 1442695040888963407;
    return (uint32_t)((*random >> 33) % limit);
}

/* Whether f * a + g * b + constant compares so with c, all in millionths. */
static bool compares(wide left, wide right, size_t relation)
{
    const bool truths[] = {left == right, left != right, left <= right,
                           left >= right, left<right, left> right};
    return truths[relation];
}

static void
numbers_of_any_size_are_compared_as_if_there_was_no_limit(void **state)
{
    static const char *const relations[] = {"==", "!=", "<=", ">=", "<", ">"};
    static const int64_t factors[] = {1,       1, 2, 7, 1000, 999999999999,
                                      1 << 20, 3, 1};
    static const int64_t numbers[] = {0,
                                      0,
                                      1,
                                      2,
                                      -1,
                                      1000000,
                                      1500000,
                                      -2500000,
                                      INT64_C(1) << 40,
                                      (INT64_C(1) << 59) - 1,
                                      INT64_C(1) << 59,
                                      INT64_C(1000000000000000000),
                                      INT64_C(-1000000000000000000)};
    enum {
        FACTORS = sizeof factors / sizeof *factors,
        NUMBERS = sizeof numbers / sizeof *numbers
    };
    uint64_t random = 3;
    (void)state;

    for (int rule = 0; rule < 120; rule++) {
        char text[200];
        size_t relation = draw(&random, 6);
        int64_t f = factors[draw(&random, FACTORS)];
        int64_t g = factors[draw(&random, FACTORS)];
        int64_t constant = factors[draw(&random, FACTORS)];
        const char *sign = draw(&random, 2) ? "+" : "-";
        snprintf(text, sizeof text, "%lld * /a %s %lld * /b + %lld %s /c",
                 (long long)f, sign, (long long)g, (long long)constant,
                 relations[relation]);
        fixture open = open_rule(text, "");
        g = *sign == '+' ? g : -g;
        for (int i = 0; i < 200; i++) {
            fill(&open, "0 0 0");
            for (int cell = A; cell <= C; cell++)
                open.host.values[cell] = numbers[draw(&random, NUMBERS)];
            wide left = (wide)f * open.host.values[A] +
                        (wide)g * open.host.values[B] +
                        (wide)constant * 1000000;
            bool held = compares(left, open.host.values[C], relation);
            fake_check(&open.host, &open.host.rules[0], open.state);
            if (open.host.verdicts[0] != (held ? FAKE_HELD : FAKE_FAILED))
                fail_msg("%s over %lld %lld %lld", text,
                         (long long)open.host.values[A],
                         (long long)open.host.values[B],
                         (long long)open.host.values[C]);
        }
        close_rule(&open);
    }
}

static void blanks_are_whole_numbers_of_at_least_zero(void **state)
{
    (void)state;
    judged("/a + /b == /c", "", "3 _ 2", FAKE_FAILED);
    judged("/a + /b == /c", "", "3 _ 3", FAKE_OPEN);
    judged("/a + /b == /c", "", "3.5 _ 4", FAKE_FAILED);
    judged("/a + /fee == /c", "", "3.5 0 4 0 _", FAKE_OPEN);
    judged("2 * /a == 3", "", "_", FAKE_FAILED);
    judged("2 * /a != 3", "", "_", FAKE_HELD);
    judged("3 * /a + 5 * /b == 7", "", "_ _", FAKE_FAILED);
    judged("3 * /a + 5 * /b == 8", "", "_ _", FAKE_OPEN);
    judged("4 * /a - 6 * /b == 3", "", "_ _", FAKE_FAILED);
    judged("/a >= 0", "", "_", FAKE_HELD);
    judged("/a < 0", "", "_", FAKE_FAILED);
    judged("/a > 0", "", "_", FAKE_OPEN);
    judged("/a + /b == /b + /c", "", "2 _ 2", FAKE_HELD);
    judged("/a + /b == /b + /c", "", "2 _ 3", FAKE_FAILED);
    judged("/a - /a == 0", "", "~", FAKE_HELD);
    judged("/a >= 0", "", "~", FAKE_OPEN);
    judged("/a >= 0", "", "!", FAKE_OPEN);
}

static void whole_and_filled_follow_the_state_of_the_cell(void **state)
{
    (void)state;
    judged("whole(/a)", "", "3", FAKE_HELD);
    judged("whole(/a)", "", "-2", FAKE_HELD);
    judged("whole(/a)", "", "3.5", FAKE_FAILED);
    judged("whole(/a)", "", "_", FAKE_HELD);
    judged("whole(/fee)", "", "0 0 0 0 _", FAKE_OPEN);
    judged("whole(/a)", "", "~", FAKE_OPEN);
    judged("whole(/a)", "", "!", FAKE_OPEN);
    judged("filled(/a)", "", "0", FAKE_HELD);
    judged("filled(/a)", "", "_", FAKE_FAILED);
    judged("filled(/a)", "", "~", FAKE_OPEN);
    judged("filled(/a)", "", "!", FAKE_OPEN);
}

static void conditions_follow_kleene(void **state)
{
    (void)state;
    judged("/a == 1 and /b == 1", "", "2 _", FAKE_FAILED);
    judged("/a == 1 and /b == 1", "", "1 _", FAKE_OPEN);
    judged("/a == 1 or /b == 1", "", "1 _", FAKE_HELD);
    judged("/a == 1 or /b == 1", "", "2 _", FAKE_OPEN);
    judged("not /a == 1", "", "_", FAKE_OPEN);
    judged("not (/a == 1 or /b == 1)", "", "2 3", FAKE_HELD);
    judged("(/a == 1 and /b == 1 or /c == 1) and not /d == 1", "", "1 1 0 0",
           FAKE_HELD);
    judged("kind == \\\"department\\\"", "", "", FAKE_HELD);
    judged("kind != \\\"department\\\"", "", "", FAKE_FAILED);
    judged("kind in (\\\"x\\\", \\\"department\\\")", "", "", FAKE_HELD);
    judged("level == \\\"county\\\"", "", "", FAKE_OPEN);
}

static void a_guard_that_fails_demands_nothing(void **state)
{
    static const char no[] = ",\"when\":\"kind == \\\"township\\\"\"";
    static const char yes[] = ",\"when\":\"kind == \\\"department\\\"\"";
    static const char unknown[] = ",\"when\":\"level == \\\"county\\\"\"";
    (void)state;
    judged("/a == 1", no, "2", FAKE_HELD);
    judged("/a == 1", no, "_", FAKE_HELD);
    judged("/a == 1", yes, "2", FAKE_FAILED);
    judged("/a == 1", unknown, "2", FAKE_OPEN);
    judged("/a == 1", unknown, "1", FAKE_OPEN);
}

static void verdicts_are_given_in_runs(void **state)
{
    fixture f = open_rule(
        "{cell} == 1",
        ",\"for_each\":{\"cell\":[\"/a\",\"/b\",\"/c\",\"/d\",\"/g/*\"]}");
    static const uint8_t expected[] = {FAKE_HELD, FAKE_HELD, FAKE_FAILED,
                                       FAKE_HELD, FAKE_OPEN, FAKE_HELD};
    (void)state;

    assert_int_equal(judge(&f, "1 1 1 1 1 1 1"), 6);
    assert_int_equal(f.host.held_calls, 1);
    assert_int_equal(judge(&f, "1 1 2 1 0 _ 1"), 6);
    assert_memory_equal(f.host.verdicts, expected, 6);
    assert_int_equal(f.host.held_calls, 3);
    close_rule(&f);
}

static bool has(const fake *host, uint32_t cell, uint32_t role, uint32_t side,
                int64_t coefficient)
{
    for (uint32_t i = 0; i < host->related_count; i++) {
        const fake_location *at = &host->related[i];
        if (at->cell == cell && at->role == role && at->side == side &&
            at->coefficient == coefficient * 1000000)
            return true;
    }
    return false;
}

static void a_finding_names_every_term_as_it_was_written(void **state)
{
    fixture f = open_rule("/a + 2 * /b == /c - /d",
                          ",\"when\":\"/fee >= 0\",\"values\":"
                          "{\"twice\":\"2 * /b\"}");
    (void)state;

    judge(&f, "1 2 3 4 0.5");
    assert_int_equal(f.host.verdicts[0], FAKE_FAILED);
    assert_string_equal(f.host.said,
                        "failed place=/a left=5 right=-1 difference=6 twice=4");
    assert_int_equal(f.host.primary.cell, A);
    assert_int_equal(f.host.related_count, 5);
    assert_true(has(&f.host, A, GJ_ROLE_TERM, GJ_SIDE_LEFT, 1));
    assert_true(has(&f.host, B, GJ_ROLE_TERM, GJ_SIDE_LEFT, 2));
    assert_true(has(&f.host, C, GJ_ROLE_TERM, GJ_SIDE_RIGHT, 1));
    assert_true(has(&f.host, D, GJ_ROLE_TERM, GJ_SIDE_RIGHT, -1));
    assert_true(has(&f.host, FEE, GJ_ROLE_CONTEXT, GJ_SIDE_LEFT, 1));
    close_rule(&f);
}

static void the_cell_alone_on_a_side_is_looked_at_first(void **state)
{
    fixture f = open_rule("sum(/g/*) == /a", "");
    (void)state;

    judge(&f, "9 0 0 0 0 2 3");
    assert_int_equal(f.host.primary.cell, A);
    assert_string_equal(f.host.expected, "5");
    assert_string_equal(f.host.actual, "9");
    close_rule(&f);
    f = open_rule("/a == sum(/g/*)", ",\"primary\":\"/g/x\",\"place\":\"/g\"");
    judge(&f, "9 0 0 0 0 2 3");
    assert_int_equal(f.host.primary.cell, GROUP_X);
    assert_non_null(strstr(f.host.said, "place=/g "));
    close_rule(&f);
}

static void only_the_parts_that_fail_are_named(void **state)
{
    fixture f = open_rule("(/a == 1 or /b == 1) and /c == 1 and whole(/d)", "");
    (void)state;

    judge(&f, "2 3 1 4");
    assert_int_equal(f.host.related_count, 2);
    judge(&f, "2 1 1 4.5");
    assert_int_equal(f.host.related_count, 1);
    assert_int_equal(f.host.primary.cell, D);
    close_rule(&f);
}

static void sides_are_given_also_where_something_else_fails(void **state)
{
    fixture f = open_rule("whole(/a) and /a >= 0", "");
    (void)state;

    judge(&f, "2.5");
    assert_string_equal(f.host.said,
                        "failed place=/a left=2.5 right=0 difference=2.5");
    close_rule(&f);
}

static void a_failure_over_blanks_says_what_is_known(void **state)
{
    fixture f = open_rule("/a + /b == /c", "");
    (void)state;

    judge(&f, "3 _ 2");
    assert_string_equal(f.host.said, "failed-over-blank place=/c left=3 "
                                     "right=2 difference=1 count=1 cell=1");
    judge(&f, "3 _ -1");
    assert_string_equal(f.host.expected, "");
    close_rule(&f);
    f = open_rule("2 * /a + 2 * /b == 3", "");
    judge(&f, "_ _");
    assert_non_null(strstr(f.host.said, "failed-over-blanks "));
    assert_non_null(strstr(f.host.said, "count=2"));
    close_rule(&f);
}

static void what_is_open_and_does_not_cancel_is_named(void **state)
{
    fixture f = open_rule("/a + /b + /c == /d + /b", "");
    (void)state;

    judge(&f, "1 _ _ 4");
    assert_int_equal(f.host.verdicts[0], FAKE_OPEN);
    assert_int_equal(f.host.related_count, 1);
    assert_int_equal(f.host.related[0].cell, C);
    assert_int_equal(f.host.related[0].role, GJ_ROLE_OPEN);
    assert_int_equal(f.host.primary.cell, C);
    close_rule(&f);
    f = open_rule("/a == 1 and /a + /b == 2", "");
    judge(&f, "_ _");
    assert_int_equal(f.host.related_count, 2);
    close_rule(&f);
    f = open_rule("/a == 1", ",\"when\":\"level == \\\"county\\\"\"");
    judge(&f, "2");
    assert_non_null(strstr(f.host.said, "text=level"));
    close_rule(&f);
}

static void plans_of_many_shapes_are_made_again_when_needed(void **state)
{
    fixture f = open_rule("/a == 1", "");
    (void)state;

    for (int round = 0; round < 3; round++)
        for (uint64_t shape = 1; shape <= 12; shape++) {
            f.host.shape = shape * 7;
            judge(&f, shape % 2 ? "1" : "2");
            assert_int_equal(f.host.verdicts[0],
                             shape % 2 ? FAKE_HELD : FAKE_FAILED);
        }
    close_rule(&f);
}

/** Asks for the terms of a place that was judged by fake_check(). */
static const char *fake_ties(fake *self, const gj_rule *rule, void *state,
                             uint32_t place)
{
    gj_check check = {.size = sizeof check,
                      .host = &fake_host,
                      .report = (const gj_report *)self,
                      .state = state,
                      .data = rule->data,
                      .sink = (gj_sink *)self};

    self->terms[0] = '\0';
    assert_int_equal(rule->ties(&check, place), 0);
    return self->terms;
}

static void tied(const char *assertion, const char *others, const char *cells,
                 const char *terms)
{
    fixture f = open_rule(assertion, others);

    judge(&f, cells);
    const char *named = fake_ties(&f.host, &f.host.rules[0], f.state, 0);
    if (strcmp(named, terms) != 0)
        fail_msg("%s ties \"%s\", not \"%s\"", assertion, named, terms);
    close_rule(&f);
}

static void equalities_name_their_terms_and_nothing_else_does(void **state)
{
    (void)state;
    tied("/a + 2 * /b == /c + 1.5", "", "",
         "0:0<1000000 0:1<2000000 0:2>1000000 0:-1<-1500000");
    tied("/a + /b == /b + /c", "", "", "0:0<1000000 0:2>1000000");
    tied("/a == /b and /c <= /d and /c == /fee", "", "",
         "0:0<1000000 0:1>1000000 1:2<1000000 1:4>1000000");
    tied("/a <= /b", "", "", "");
    tied("/a == /b or /c == /d", "", "", "");
    tied("not (/a != /b)", "", "", "");
    tied("whole(/a)", "", "", "");
    tied("/a == /b", ",\"when\":\"/c > 0\"", "0 0 1",
         "0:0<1000000 0:1>1000000");
    tied("/a == /b", ",\"when\":\"/c > 0\"", "0 0 0", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_numbers_are_compared_exactly),
        cmocka_unit_test(
            numbers_of_any_size_are_compared_as_if_there_was_no_limit),
        cmocka_unit_test(blanks_are_whole_numbers_of_at_least_zero),
        cmocka_unit_test(whole_and_filled_follow_the_state_of_the_cell),
        cmocka_unit_test(conditions_follow_kleene),
        cmocka_unit_test(a_guard_that_fails_demands_nothing),
        cmocka_unit_test(verdicts_are_given_in_runs),
        cmocka_unit_test(a_finding_names_every_term_as_it_was_written),
        cmocka_unit_test(the_cell_alone_on_a_side_is_looked_at_first),
        cmocka_unit_test(only_the_parts_that_fail_are_named),
        cmocka_unit_test(sides_are_given_also_where_something_else_fails),
        cmocka_unit_test(a_failure_over_blanks_says_what_is_known),
        cmocka_unit_test(what_is_open_and_does_not_cancel_is_named),
        cmocka_unit_test(equalities_name_their_terms_and_nothing_else_does),
        cmocka_unit_test(plans_of_many_shapes_are_made_again_when_needed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
