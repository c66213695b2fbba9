#include "finding/record.h"

#include "finding/kinds.h"

void gj_record_head(gj_buffer *out, gj_text path, uint64_t record,
                    const gj_form *form, gj_text unit, int64_t year,
                    bool readable)
{
    size_t start = gj_begin_record(out, GJ_RECORD_HEAD);
    gj_put_text(out, path);
    gj_put_u64(out, record);
    gj_put_text(out, form ? form->id : (gj_text){"", 0});
    gj_put_text(out, unit);
    gj_put_i64(out, year);
    gj_put_u8(out, readable);
    gj_end_record(out, start);
}

void gj_record_checks(gj_buffer *out, uint32_t rule, const gj_checks *checks)
{
    const uint64_t counts[] = {checks->held, checks->failed,
                               checks->not_assessable, checks->skipped,
                               checks->faulted};

    gj_put_counts(out, GJ_RECORD_CHECKS, rule, counts,
                  sizeof counts / sizeof *counts);
}

void gj_record_held(gj_buffer *out, gj_held_run *run, uint32_t rule,
                    uint32_t count)
{
    if (run->start == 0 || run->end != out->length || run->next != rule) {
        run->start = gj_begin_record(out, GJ_RECORD_HELD);
        gj_put_u32(out, rule);
    }
    gj_put_u32(out, count);
    gj_end_record(out, run->start);
    run->end = out->length;
    run->next = rule + 1;
}

static void put_spot(gj_buffer *out, uint8_t kind, const gj_spot *spot)
{
    size_t start = gj_begin_record(out, kind);
    gj_put_text(out, spot->pointer);
    gj_put_u32(out, spot->line);
    gj_put_u32(out, spot->column);
    gj_put_u32(out, spot->end_line);
    gj_put_u32(out, spot->end_column);
    gj_put_u32(out, spot->cell);
    gj_put_u32(out, spot->role);
    gj_put_u32(out, spot->side);
    gj_put_i64(out, spot->coefficient);
    gj_put_u8(out, spot->has_value);
    gj_put_text(out, spot->value);
    gj_put_text(out, spot->secret);
    gj_put_text(out, spot->file);
    gj_end_record(out, start);
}

static void put_argument(gj_buffer *out, const gj_argument_entry *argument)
{
    size_t start = gj_begin_record(out, GJ_RECORD_ARGUMENT);
    gj_put_u32(out, argument->type);
    gj_put_text(out, argument->name);
    gj_put_text(out, argument->text);
    gj_put_i64(out, argument->integer);
    gj_end_record(out, start);
}

void gj_record_finding(gj_buffer *out, const gj_finding_entry *finding,
                       uint32_t message_index)
{
    size_t start = gj_begin_record(out, GJ_RECORD_FINDING);

    gj_put_u32(out, finding->rule_index);
    gj_put_u32(out, finding->place);
    gj_put_u32(out, finding->severity);
    gj_put_u8(out, finding->failed);
    gj_put_u32(out, message_index);
    gj_put_text(out, finding->expected);
    gj_put_text(out, finding->actual);
    gj_buffer_add(out, finding->fingerprint.bytes, sizeof(gj_digest));
    gj_buffer_add(out, finding->evidence.bytes, sizeof(gj_digest));
    put_spot(out, GJ_RECORD_PRIMARY, &finding->primary);
    for (uint32_t i = 0; i < finding->related_count; i++)
        put_spot(out, GJ_RECORD_RELATED, &finding->related[i]);
    for (uint32_t i = 0; i < finding->argument_count; i++)
        put_argument(out, &finding->arguments[i]);
    gj_end_record(out, start);
}

void gj_record_tie(gj_buffer *out, const gj_tie *tie)
{
    size_t start = gj_begin_record(out, GJ_RECORD_TIE);

    gj_put_u32(out, tie->rule);
    gj_put_u32(out, tie->place);
    gj_put_u8(out, tie->failed);
    for (uint32_t i = 0; i < tie->term_count; i++) {
        gj_put_u32(out, tie->terms[i].cell);
        gj_put_u8(out, (uint8_t)tie->terms[i].side);
        gj_put_i64(out, tie->terms[i].coefficient);
    }
    gj_end_record(out, start);
}

void gj_record_cells(gj_buffer *out, const gj_report *report)
{
    const gj_shape *shape = report->shape;
    size_t start = gj_begin_record(out, GJ_RECORD_CELLS);

    gj_put_u32(out, report->form->array_count);
    for (uint32_t i = 0; i < report->form->array_count; i++)
        gj_put_u32(out, shape->lengths[i]);
    gj_put_u32(out, shape->cell_count);
    for (uint32_t i = 0; i < shape->cell_count; i++)
        gj_put_i64(out, report->cells.values[i]);
    gj_buffer_add(out, report->cells.states, shape->cell_count);
    gj_end_record(out, start);
}
