/* Whatever happens to one number of tables three and four is noticed, and the
 * number is named. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "whole/engine.h"

static const char *const samples[] = {
    "samples/zfxxgk-2021/laochengqu-2024.json",
    "samples/zfxxgk-2021/hangzhou-2025.json",
    "samples/zfxxgk-2021/suqian-2023.json",
    "samples/zfxxgk-2021/shuyang-2025.json",
    "samples/zfxxgk-2021/shanghai-kewei-2024.json",
};

typedef struct mutations {
    gj_engine engine;
    gj_document *document;
    gj_buffer original;
    gj_buffer mutant;
    gj_buffer record;
    gj_result result;
    unsigned tried;
    unsigned sure;
} mutations;

static bool takes_part(const gj_finding_entry *finding, gj_text pointer)
{
    if (gj_text_is(finding->primary.pointer, pointer))
        return true;
    for (uint32_t i = 0; i < finding->related_count; i++)
        if (gj_text_is(finding->related[i].pointer, pointer))
            return true;
    return false;
}

static bool is_named(const gj_result *result, gj_text pointer)
{
    for (uint32_t i = 0; i < result->finding_count; i++)
        if (takes_part(&result->findings[i], pointer))
            return true;
    return false;
}

/** Whether one group says that this cell is most likely at fault, and all
    findings that are equalities are in it. */
static bool is_suspected(const gj_result *result, gj_text pointer)
{
    const gj_group *group = &result->groups[0];
    bool found = false;

    for (uint32_t i = 0; result->group_count == 1 && i < group->suspect_count;
         i++)
        found |= gj_text_is(group->suspects[i].pointer, pointer);
    return found && group->finding_count == result->finding_count &&
           group->one_cause;
}

/** Puts `number` where the node's number stands and checks the report. */
static void try_number(mutations *m, uint32_t node, gj_text pointer,
                       const char *number)
{
    uint32_t start = gj_node_start(m->document, node);
    uint32_t end = gj_node_end(m->document, node);

    gj_buffer_clear(&m->mutant);
    gj_buffer_add(&m->mutant, m->original.data, start);
    gj_buffer_string(&m->mutant, number);
    gj_buffer_add(&m->mutant, m->original.data + end, m->original.length - end);
    gj_buffer_room(&m->mutant, GJ_PADDING);
    check(&m->engine, gj_buffer_view(&m->mutant), &m->record, &m->result);
    m->tried++;
    if (!is_named(&m->result, pointer))
        fail_msg("%.*s changed to %s is not reported", GJ_PRINT(pointer),
                 number);
}

static void try_cell(mutations *m, uint32_t node, gj_text pointer)
{
    gj_text number = gj_node_source(m->document, node);
    char text[32];
    long value = strtol(number.data, NULL, 10);

    snprintf(text, sizeof text, "%ld", value + 1);
    try_number(m, node, pointer, text);
    if (!is_suspected(&m->result, pointer))
        fail_msg("%.*s changed to %s is not suspected", GJ_PRINT(pointer),
                 text);
    m->sure += m->result.groups[0].suspect_count == 1;
    if (value > 0) {
        snprintf(text, sizeof text, "%ld", value - 1);
        try_number(m, node, pointer, text);
    }
    for (uint64_t i = 0; i + 1 < number.length; i++) {
        snprintf(text, sizeof text, "%.*s", GJ_PRINT(number));
        text[i] = number.data[i + 1];
        text[i + 1] = number.data[i];
        /* A number may not begin with 0. */
        const char *plain = text;
        while (*plain == '0' && plain[1] != '\0')
            plain++;
        if (strtol(plain, NULL, 10) != value)
            try_number(m, node, pointer, plain);
    }
}

static bool begins(gj_text text, const char *prefix)
{
    size_t length = strlen(prefix);
    return text.length > length && memcmp(text.data, prefix, length) == 0;
}

static void try_sample(mutations *m, const char *path)
{
    gj_buffer pointer = {0};
    unsigned cells = 0;

    read_file(&m->original, path);
    assert_int_equal(gj_document_read(m->document, m->original.data,
                                      m->original.length, NULL, NULL),
                     GJ_OK);
    check(&m->engine, gj_buffer_view(&m->original), &m->record, &m->result);
    assert_int_equal(m->result.finding_count, 0);
    for (uint32_t node = 0; node < gj_node_count(m->document); node++) {
        if (gj_node_type(m->document, node) != GJ_NUMBER)
            continue;
        gj_buffer_clear(&pointer);
        gj_node_pointer(m->document, node, &pointer);
        gj_text text = gj_buffer_view(&pointer);
        if (!begins(text, "/requests/") && !begins(text, "/challenges/"))
            continue;
        try_cell(m, node, text);
        cells++;
    }
    gj_buffer_free(&pointer);
    assert_int_equal(cells, 7 * 25 + 15);
}

static void every_changed_number_is_reported_and_named(void **state)
{
    mutations m = {.document = gj_document_new()};

    (void)state;
    open_engine(&m.engine);
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
        try_sample(&m, samples[i]);
    print_message("%u changes tried, all reported\n", m.tried);
    print_message("%u of 950 numbers made 1 larger are the only suspect\n",
                  m.sure);
    assert_true(m.tried > 1000);
    /* All of table three; in table four only one equality says anything. */
    assert_true(m.sure >= 5 * 7 * 25);
    gj_result_free(&m.result);
    gj_buffer_free(&m.original);
    gj_buffer_free(&m.mutant);
    gj_buffer_free(&m.record);
    gj_document_free(m.document);
    gj_engine_close(&m.engine);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_changed_number_is_reported_and_named)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
