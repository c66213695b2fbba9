/* Findings that share a cause are grouped, and the cell at fault is named. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "whole/engine.h"

static const char sample[] = "samples/zfxxgk-2021/hangzhou-2025.json";

typedef struct fixture {
    gj_engine engine;
    gj_document *document;
    gj_buffer bytes;
    gj_buffer record;
    gj_result result;
} fixture;

static int open_fixture(void **state)
{
    fixture *f = gj_new(1, sizeof *f);

    open_engine(&f->engine);
    f->document = gj_document_new();
    *state = f;
    return 0;
}

static int close_fixture(void **state)
{
    fixture *f = *state;

    gj_result_free(&f->result);
    gj_buffer_free(&f->bytes);
    gj_buffer_free(&f->record);
    gj_document_free(f->document);
    gj_engine_close(&f->engine);
    free(f);
    return 0;
}

/** Writes `words` where a value stands. */
static void replace(fixture *f, const char *pointer, const char *words)
{
    gj_buffer changed = {0};

    assert_int_equal(gj_document_read(f->document, f->bytes.data,
                                      f->bytes.length, NULL, NULL),
                     GJ_OK);
    uint32_t node = gj_node_at(f->document, 0, gj_text_of(pointer));
    assert_int_not_equal(node, GJ_NO_NODE);
    uint32_t end = gj_node_end(f->document, node);
    gj_buffer_add(&changed, f->bytes.data, gj_node_start(f->document, node));
    gj_buffer_string(&changed, words);
    gj_buffer_add(&changed, f->bytes.data + end, f->bytes.length - end);
    gj_buffer_room(&changed, GJ_PADDING);
    gj_buffer_free(&f->bytes);
    f->bytes = changed;
}

/** Adds to a number. */
static void change(fixture *f, const char *pointer, long by)
{
    char words[32];

    assert_int_equal(gj_document_read(f->document, f->bytes.data,
                                      f->bytes.length, NULL, NULL),
                     GJ_OK);
    uint32_t node = gj_node_at(f->document, 0, gj_text_of(pointer));
    assert_int_not_equal(node, GJ_NO_NODE);
    gj_text number = gj_node_source(f->document, node);
    snprintf(words, sizeof words, "%ld", strtol(number.data, NULL, 10) + by);
    replace(f, pointer, words);
}

static const gj_result *checked(fixture *f)
{
    check(&f->engine, gj_buffer_view(&f->bytes), &f->record, &f->result);
    return &f->result;
}

/** The pointers of a group's suspects, one behind the other. */
static void suspects_are(const gj_group *group, const char *expected)
{
    char found[1024] = "";
    size_t used = 0;

    for (uint32_t i = 0; i < group->suspect_count && used < sizeof found; i++)
        used += (size_t)snprintf(found + used, sizeof found - used, "%s%.*s",
                                 i > 0 ? " " : "",
                                 GJ_PRINT(group->suspects[i].pointer));
    assert_string_equal(found, expected);
}

static void one_wrong_cell_makes_one_group(void **state)
{
    fixture *f = *state;

    read_file(&f->bytes, sample);
    change(f, "/requests/total/handled/total", 1);
    const gj_result *result = checked(f);
    assert_int_equal(result->finding_count, 3);
    assert_int_equal(result->group_count, 1);
    const gj_group *group = &result->groups[0];
    suspects_are(group, "/requests/total/handled/total");
    assert_int_equal(group->finding_count, 3);
    assert_true(group->one_cause);
    assert_true(group->suspects[0].line > 0);
    for (uint32_t i = 0; i < 3; i++) {
        assert_ptr_equal(result->findings[i].group, group);
        assert_int_equal(group->findings[i], i);
    }
}

static void two_independent_wrong_cells_make_two_groups(void **state)
{
    static const struct {
        const char *first;
        long by;
        const char *second;
        long more;
    } pairs[] = {
        /* In one table, in other rows and columns. */
        {"/requests/natural_person/new", 1,
         "/requests/commercial_enterprise/handled/granted", 2},
        {"/requests/natural_person/handled/granted", 3,
         "/requests/total/handled/partly_granted", 3},
        /* In one row. */
        {"/requests/natural_person/new", 1,
         "/requests/commercial_enterprise/new", 5},
        /* In one column. */
        {"/requests/natural_person/handled/total", 1,
         "/requests/natural_person/new", 3},
        /* In two tables. */
        {"/requests/natural_person/new", 1,
         "/challenges/reconsideration/upheld", 1},
    };
    fixture *f = *state;

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        read_file(&f->bytes, sample);
        change(f, pairs[i].first, pairs[i].by);
        change(f, pairs[i].second, pairs[i].more);
        const gj_result *result = checked(f);
        assert_int_equal(result->group_count, 2);
        bool first = false;
        bool second = false;
        for (uint32_t g = 0; g < 2; g++)
            for (uint32_t s = 0; s < result->groups[g].suspect_count; s++) {
                gj_text pointer = result->groups[g].suspects[s].pointer;
                first |= gj_text_is(pointer, gj_text_of(pairs[i].first));
                second |= gj_text_is(pointer, gj_text_of(pairs[i].second));
            }
        if (!first || !second)
            fail_msg("pair %zu: a changed cell is not suspected", i);
    }
}

/** By what is there, either of two pairs may be wrong: all are shown. */
static void what_cannot_be_told_apart_is_all_suspected(void **state)
{
    fixture *f = *state;

    read_file(&f->bytes, sample);
    change(f, "/requests/natural_person/handled/granted", 1);
    change(f, "/requests/commercial_enterprise/handled/partly_granted", 1);
    const gj_result *result = checked(f);
    assert_int_equal(result->finding_count, 4);
    assert_int_equal(result->group_count, 2);
    suspects_are(&result->groups[0],
                 "/requests/natural_person/handled/granted "
                 "/requests/natural_person/handled/partly_granted "
                 "/requests/commercial_enterprise/handled/granted");
    suspects_are(&result->groups[1],
                 "/requests/commercial_enterprise/handled/partly_granted");
    assert_false(result->groups[0].one_cause);
}

static void a_cell_that_cannot_have_been_so_is_no_suspect(void **state)
{
    fixture *f = *state;

    read_file(&f->bytes, sample);
    replace(f, "/challenges/reconsideration/upheld", "2");
    replace(f, "/challenges/reconsideration/corrected", "0");
    replace(f, "/challenges/reconsideration/other", "1");
    replace(f, "/challenges/reconsideration/pending", "5");
    replace(f, "/challenges/reconsideration/total", "6");
    /* Two too many: no less than 0 were corrected or ended otherwise. */
    suspects_are(&checked(f)->groups[0], "/challenges/reconsideration/upheld "
                                         "/challenges/reconsideration/pending "
                                         "/challenges/reconsideration/total");
}

static void a_blank_is_no_suspect(void **state)
{
    fixture *f = *state;

    read_file(&f->bytes, sample);
    replace(f, "/challenges/reconsideration/upheld", "9");
    replace(f, "/challenges/reconsideration/corrected", "null");
    replace(f, "/challenges/reconsideration/other", "0");
    replace(f, "/challenges/reconsideration/pending", "0");
    replace(f, "/challenges/reconsideration/total", "6");
    const gj_result *result = checked(f);
    assert_int_equal(result->finding_count, 2);
    assert_int_equal(result->group_count, 1);
    suspects_are(&result->groups[0], "/challenges/reconsideration/upheld "
                                     "/challenges/reconsideration/other "
                                     "/challenges/reconsideration/pending "
                                     "/challenges/reconsideration/total");
}

/** A number that is no whole one breaks its sums as well. */
static void what_else_is_said_about_the_suspect_joins_its_group(void **state)
{
    fixture *f = *state;

    read_file(&f->bytes, sample);
    replace(f, "/requests/natural_person/new", "-1");
    const gj_result *result = checked(f);
    assert_int_equal(result->group_count, 1);
    assert_int_equal(result->groups[0].finding_count, result->finding_count);
    suspects_are(&result->groups[0], "/requests/natural_person/new");
    bool other = false;
    for (uint32_t i = 0; i < result->finding_count; i++)
        other |= gj_text_is(result->findings[i].rule->id,
                            gj_text_of("equations/whole-number"));
    assert_true(other);
}

static void what_is_no_equality_stands_alone(void **state)
{
    fixture *f = *state;

    read_file(&f->bytes, sample);
    replace(f, "/proactive_disclosure/normative_documents/in_force", "0");
    replace(f, "/proactive_disclosure/normative_documents/issued", "3");
    replace(f, "/proactive_disclosure/normative_documents/repealed", "0");
    const gj_result *result = checked(f);
    assert_true(result->finding_count > 0);
    assert_int_equal(result->group_count, 0);
    assert_int_equal(result->tie_count, 0);
    assert_null(result->findings[0].group);
}

static void the_id_of_a_group_is_the_same_whatever_the_value(void **state)
{
    fixture *f = *state;
    gj_digest ids[3];

    for (long i = 0; i < 3; i++) {
        read_file(&f->bytes, sample);
        change(f,
               i == 2 ? "/requests/total/new" : "/requests/total/carried_over",
               i + 1);
        ids[i] = checked(f)->groups[0].id;
    }
    assert_memory_equal(&ids[0], &ids[1], sizeof(gj_digest));
    assert_memory_not_equal(&ids[0], &ids[2], sizeof(gj_digest));
}

/** Equalities come along only where one failed. */
static void a_clean_report_carries_no_equality(void **state)
{
    fixture *f = *state;

    read_file(&f->bytes, sample);
    assert_int_equal(checked(f)->tie_count, 0);
    assert_int_equal(f->result.status, GJ_RESULT_CLEAN);
    change(f, "/challenges/reconsideration/total", 1);
    assert_int_equal(checked(f)->tie_count, 1);
    change(f, "/requests/natural_person/new", 1);
    /* That group of table four; a row and a column of table three, and what
       crosses them: the balances, and the natural persons' other rows. */
    assert_true(checked(f)->tie_count > 3 && f->result.tie_count < 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_wrong_cell_makes_one_group),
        cmocka_unit_test(two_independent_wrong_cells_make_two_groups),
        cmocka_unit_test(what_cannot_be_told_apart_is_all_suspected),
        cmocka_unit_test(a_cell_that_cannot_have_been_so_is_no_suspect),
        cmocka_unit_test(a_blank_is_no_suspect),
        cmocka_unit_test(what_else_is_said_about_the_suspect_joins_its_group),
        cmocka_unit_test(what_is_no_equality_stands_alone),
        cmocka_unit_test(the_id_of_a_group_is_the_same_whatever_the_value),
        cmocka_unit_test(a_clean_report_carries_no_equality),
    };
    return cmocka_run_group_tests(tests, open_fixture, close_fixture);
}
