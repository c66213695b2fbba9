#include "finding/result.h"

#include <stdlib.h>

#include "finding/group.h"
#include "finding/kinds.h"
#include "finding/mask.h"
#include "form/shape.h"

/** Of what a record says of one rule, whose checks all held. */
enum { HELD_BYTES = 4 };

/* ------------------------------------------------------- fields of records */

static bool read_digest(gj_cursor *in, gj_digest *digest)
{
    for (size_t i = 0; i < sizeof digest->bytes; i++)
        digest->bytes[i] = gj_get_u8(in);
    return !in->bad;
}

static bool read_spot(gj_cursor *in, gj_spot *spot)
{
    spot->pointer = gj_get_text(in);
    spot->line = gj_get_u32(in);
    spot->column = gj_get_u32(in);
    spot->end_line = gj_get_u32(in);
    spot->end_column = gj_get_u32(in);
    spot->cell = gj_get_u32(in);
    spot->role = gj_get_u32(in);
    spot->side = gj_get_u32(in);
    spot->coefficient = gj_get_i64(in);
    spot->has_value = gj_get_u8(in) != 0;
    spot->value = gj_get_text(in);
    spot->secret = gj_get_text(in);
    spot->file = gj_get_text(in);
    return !in->bad;
}

static bool read_argument(gj_cursor *in, gj_argument_entry *argument)
{
    argument->type = gj_get_u32(in);
    argument->name = gj_get_text(in);
    argument->text = gj_get_text(in);
    argument->integer = gj_get_i64(in);
    return !in->bad;
}

static uint32_t count_kind(gj_cursor in, uint8_t wanted)
{
    uint32_t count = 0;
    gj_cursor fields;

    for (uint8_t kind; (kind = gj_next_record(&in, &fields)) != 0;)
        count += kind == wanted;
    return count;
}

static bool read_parts(gj_finding_entry *finding, gj_cursor *in,
                       gj_arena *arena)
{
    uint32_t related = count_kind(*in, GJ_RECORD_RELATED);
    uint32_t arguments = count_kind(*in, GJ_RECORD_ARGUMENT);
    bool sound = count_kind(*in, GJ_RECORD_PRIMARY) == 1;
    gj_cursor fields;

    finding->related =
        gj_arena_new(arena, related * sizeof *finding->related + 1);
    finding->arguments =
        gj_arena_new(arena, arguments * sizeof *finding->arguments + 1);
    for (uint8_t kind; sound && (kind = gj_next_record(in, &fields)) != 0;) {
        if (kind == GJ_RECORD_PRIMARY)
            sound = read_spot(&fields, &finding->primary);
        else if (kind == GJ_RECORD_RELATED)
            sound =
                read_spot(&fields, &finding->related[finding->related_count++]);
        else if (kind == GJ_RECORD_ARGUMENT)
            sound = read_argument(
                &fields, &finding->arguments[finding->argument_count++]);
    }
    return sound && !in->bad;
}

static bool read_finding(gj_result *result, gj_finding_entry *finding,
                         gj_cursor *in)
{
    const gj_catalogue *catalogue = result->catalogue;

    *finding = (gj_finding_entry){0};
    finding->rule_index = gj_get_u32(in);
    finding->place = gj_get_u32(in);
    finding->severity = gj_get_u32(in);
    finding->failed = gj_get_u8(in) != 0;
    uint32_t message = gj_get_u32(in);
    finding->expected = gj_get_text(in);
    finding->actual = gj_get_text(in);
    if (in->bad || finding->rule_index >= catalogue->rule_count ||
        finding->severity < GJ_INFO || finding->severity > GJ_ERROR)
        return false;
    finding->rule = &catalogue->rules[finding->rule_index];
    if (message >= finding->rule->message_count)
        return false;
    finding->message = &finding->rule->messages[message];
    return read_digest(in, &finding->fingerprint) &&
           read_digest(in, &finding->evidence) &&
           read_parts(finding, in, &result->arena);
}

static bool read_checks(gj_result *result, gj_cursor *in)
{
    gj_rule_checks *rule = &result->rules[result->rule_count++];
    gj_checks *checks = &rule->checks;

    /* What is accepted is counted later, from nothing on. */
    *rule = (gj_rule_checks){.rule = gj_get_u32(in)};
    checks->held = gj_get_u64(in);
    checks->failed = gj_get_u64(in);
    checks->not_assessable = gj_get_u64(in);
    checks->skipped = gj_get_u64(in);
    checks->faulted = gj_get_u64(in);
    result->checks.held += checks->held;
    result->checks.failed += checks->failed;
    result->checks.not_assessable += checks->not_assessable;
    result->checks.skipped += checks->skipped;
    result->checks.faulted += checks->faulted;
    return !in->bad && rule->rule < result->catalogue->rule_count;
}

/** A run of rules, all of whose checks held. */
static bool read_held(gj_result *result, gj_cursor *in)
{
    uint32_t rule = gj_get_u32(in);
    uint32_t count = (uint32_t)((size_t)(in->end - in->at) / HELD_BYTES);

    if (in->bad || (size_t)(in->end - in->at) != (size_t)count * HELD_BYTES ||
        rule > result->catalogue->rule_count ||
        count > result->catalogue->rule_count - rule)
        return false;
    gj_rule_checks *rules = &result->rules[result->rule_count];
    for (uint32_t i = 0; i < count; i++) {
        uint32_t held = gj_get_u32(in);
        rules[i] = (gj_rule_checks){.rule = rule + i, .checks = {.held = held}};
        result->checks.held += held;
    }
    result->rule_count += count;
    return true;
}

static bool read_tie(gj_result *result, gj_cursor *in)
{
    enum { TERM_BYTES = 4 + 1 + 8 };
    gj_tie *tie = &result->ties[result->tie_count++];

    tie->rule = gj_get_u32(in);
    tie->place = gj_get_u32(in);
    tie->failed = gj_get_u8(in) != 0;
    size_t bytes = (size_t)(in->end - in->at);
    tie->term_count = (uint32_t)(bytes / TERM_BYTES);
    tie->terms =
        gj_arena_new(&result->arena, tie->term_count * sizeof *tie->terms + 1);
    for (uint32_t i = 0; i < tie->term_count; i++) {
        tie->terms[i].cell = gj_get_u32(in);
        tie->terms[i].side = gj_get_u8(in);
        tie->terms[i].coefficient = gj_get_i64(in);
    }
    return !in->bad && bytes % TERM_BYTES == 0 &&
           tie->rule < result->catalogue->rule_count;
}

static bool read_cells(gj_result *result, gj_cursor *in)
{
    uint32_t arrays = gj_get_u32(in);

    if (result->form == NULL || arrays != result->form->array_count)
        return false;
    result->lengths =
        gj_arena_new(&result->arena, arrays * sizeof *result->lengths + 1);
    for (uint32_t i = 0; i < arrays; i++)
        result->lengths[i] = gj_get_u32(in);
    uint32_t count = gj_get_u32(in);
    if (in->bad || (size_t)(in->end - in->at) != (size_t)count * 9)
        return false;
    result->values =
        gj_arena_new(&result->arena, count * sizeof *result->values + 1);
    result->states = gj_arena_new(&result->arena, (size_t)count + 1);
    for (uint32_t i = 0; i < count; i++)
        result->values[i] = gj_get_i64(in);
    for (uint32_t i = 0; i < count; i++)
        result->states[i] = gj_get_u8(in);
    result->cell_count = count;
    const gj_shape *shape = gj_form_shape(result->form, result->lengths);
    return shape != NULL && shape->cell_count == count;
}

/* ------------------------------------------------------------- the result */

static bool read_head(gj_result *result, gj_cursor *in,
                      gj_catalogue *const *catalogues, size_t count)
{
    result->path = gj_get_text(in);
    result->record = gj_get_u64(in);
    gj_text form = gj_get_text(in);
    result->unit = gj_get_text(in);
    result->year = gj_get_i64(in);
    result->status = gj_get_u8(in) ? GJ_RESULT_CLEAN : GJ_RESULT_UNREADABLE;
    result->catalogue = catalogues[0];
    if (form.length == 0)
        return !in->bad;
    for (size_t i = 1; i < count; i++) {
        if (!gj_text_is(catalogues[i]->form->id, form))
            continue;
        result->catalogue = catalogues[i];
        result->form = catalogues[i]->form;
    }
    return !in->bad && result->form != NULL;
}

/** Orders findings: what failed first, then by place in the file. */
static int compare(const void *left, const void *right)
{
    const gj_finding_entry *a = left;
    const gj_finding_entry *b = right;

    if (a->failed != b->failed)
        return a->failed ? -1 : 1;
    if (a->primary.line != b->primary.line)
        return a->primary.line < b->primary.line ? -1 : 1;
    if (a->primary.column != b->primary.column)
        return a->primary.column < b->primary.column ? -1 : 1;
    int order = gj_text_compare(a->rule->id, b->rule->id);
    if (order != 0)
        return order;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return 0;
}

void gj_result_judge(gj_result *result)
{
    const gj_checks *checks = &result->checks;

    if (result->status == GJ_RESULT_UNREADABLE)
        return;
    if (result->finding_count > 0)
        result->status = GJ_RESULT_FINDINGS;
    else if (checks->not_assessable > 0 ||
             checks->held + checks->suppressed + checks->known == 0)
        result->status = GJ_RESULT_NOT_ASSESSABLE;
    else
        result->status = GJ_RESULT_CLEAN;
}

static void settle(gj_result *result, uint32_t total)
{
    if (total > 1)
        qsort(result->findings, total, sizeof *result->findings, compare);
    while (result->finding_count < total &&
           result->findings[result->finding_count].failed)
        result->finding_count++;
    result->reason_count = total - result->finding_count;
    gj_result_judge(result);
}

/** Room for whatever the records that follow the head can hold. */
static void make_room(gj_result *result, gj_cursor in)
{
    gj_arena *arena = &result->arena;
    size_t rules = 0;
    size_t findings = 0;
    size_t ties = 0;
    gj_cursor fields;

    for (uint8_t kind; (kind = gj_next_record(&in, &fields)) != 0;) {
        if (kind == GJ_RECORD_HELD)
            rules += (size_t)(fields.end - fields.at) / HELD_BYTES;
        rules += kind == GJ_RECORD_CHECKS;
        findings += kind == GJ_RECORD_FINDING;
        ties += kind == GJ_RECORD_TIE;
    }
    result->rules = gj_arena_new(arena, rules * sizeof *result->rules + 1);
    result->findings =
        gj_arena_new(arena, findings * sizeof *result->findings + 1);
    result->ties = gj_arena_new(arena, ties * sizeof *result->ties + 1);
}

bool gj_result_read(gj_result *result, gj_text bytes,
                    gj_catalogue *const *catalogues, size_t catalogue_count)
{
    gj_arena arena = result->arena;
    gj_cursor in = gj_cursor_of(bytes);
    gj_cursor fields;
    uint32_t findings = 0;

    gj_arena_reset(&arena);
    *result = (gj_result){.arena = arena};
    if (gj_next_record(&in, &fields) != GJ_RECORD_HEAD ||
        !read_head(result, &fields, catalogues, catalogue_count))
        return false;
    make_room(result, in);
    bool sound = true;
    for (uint8_t kind; sound && (kind = gj_next_record(&in, &fields)) != 0;) {
        if (kind == GJ_RECORD_CHECKS)
            sound = read_checks(result, &fields);
        else if (kind == GJ_RECORD_HELD)
            sound = read_held(result, &fields);
        else if (kind == GJ_RECORD_FINDING)
            sound =
                read_finding(result, &result->findings[findings++], &fields);
        else if (kind == GJ_RECORD_TIE)
            sound = read_tie(result, &fields);
        else if (kind == GJ_RECORD_CELLS)
            sound = read_cells(result, &fields);
    }
    if (sound)
        settle(result, findings);
    if (sound)
        gj_result_mask(result);
    if (sound && result->tie_count > 0)
        gj_result_group(result);
    return sound && !in.bad;
}

void gj_result_free(gj_result *result)
{
    gj_arena_free(&result->arena);
    *result = (gj_result){0};
}
