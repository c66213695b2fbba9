#include "engine/handover.h"

#include <stdlib.h>

#include "base/codec.h"
#include "engine/shared.h"

enum {
    RECORD_ERROR = 1,
    RECORD_KIT,
    RECORD_BROKEN,
    RECORD_REFUSAL,
    RECORD_UNEXAMINED,
    RECORD_REMARK,
    RECORD_CELLS
};

/* --------------------------------------------------------------- writing */

static void put_fields(gj_buffer *out, const gj_error *error)
{
    gj_put_u32(out, error->status);
    gj_put_u32(out, error->line);
    gj_put_u32(out, error->column);
    gj_put_text(out, gj_text_of(error->file));
    gj_put_text(out, gj_text_of(error->words[GJ_ZH]));
    gj_put_text(out, gj_text_of(error->words[GJ_EN]));
}

static void put_error(gj_buffer *out, uint8_t kind, const gj_error *error)
{
    size_t start = gj_begin_record(out, kind);

    put_fields(out, error);
    gj_end_record(out, start);
}

static void put_examination(gj_buffer *out, const gj_engine *engine)
{
    const gj_examination *examination = &engine->examination;

    put_error(out, RECORD_UNEXAMINED, &engine->unexamined);
    for (size_t i = 0; i < examination->count; i++) {
        size_t start = gj_begin_record(out, RECORD_REMARK);
        gj_put_u32(out, examination->remarks[i].weight);
        put_fields(out, &examination->remarks[i].error);
        gj_end_record(out, start);
    }
    size_t start = gj_begin_record(out, RECORD_CELLS);
    gj_buffer_add(out, examination->cells, examination->cell_count);
    gj_end_record(out, start);
}

/** What does not come from elsewhere. */
static void put_kit(gj_buffer *out, const gj_engine *engine, size_t index)
{
    const gj_kit *kit = engine->kits[index];

    if (kit == NULL)
        put_error(out, RECORD_BROKEN, &engine->broken[index]);
    else
        gj_put_head(out, RECORD_KIT, (uint32_t)kit->catalogue.bytes.length);
}

void gj_handover_give(const gj_engine *engine, const gj_error *error,
                      gj_handover_take *take, void *context)
{
    const gj_plugins *plugins = &engine->plugins;
    gj_buffer out = {0};

    put_error(&out, RECORD_ERROR, error);
    for (size_t i = 0; i < engine->kit_count; i++) {
        put_kit(&out, engine, i);
        take(context, gj_buffer_view(&out));
        gj_buffer_clear(&out);
        if (engine->kits[i] != NULL)
            take(context, gj_buffer_view(&engine->kits[i]->catalogue.bytes));
    }
    for (size_t i = 0; i < plugins->refusal_count; i++)
        put_error(&out, RECORD_REFUSAL, &plugins->refusals[i]);
    if (engine->examined != 0)
        put_examination(&out, engine);
    take(context, gj_buffer_view(&out));
    gj_buffer_free(&out);
}

/* --------------------------------------------------------------- reading */

static void copy_text(char *to, size_t room, gj_text text)
{
    size_t length = text.length < room ? (size_t)text.length : room - 1;

    memcpy(to, text.data, length);
    to[length] = '\0';
}

static bool get_error(gj_error *error, gj_cursor *in)
{
    *error = (gj_error){0};
    error->status = (gj_status)gj_get_u32(in);
    error->line = gj_get_u32(in);
    error->column = gj_get_u32(in);
    copy_text(error->file, sizeof error->file, gj_get_text(in));
    for (int i = GJ_ZH; i <= GJ_EN; i++) {
        gj_text words = gj_get_text(in);
        if (!gj_text_is_utf8(words))
            return false;
        copy_text(error->words[i], sizeof error->words[i], words);
    }
    return !in->bad && error->status <= GJ_FAILED_USAGE;
}

static bool get_refusal(gj_handover *handover, gj_cursor *in)
{
    gj_grow(&handover->refusals, handover->refusal_count,
            &handover->refusal_room, sizeof *handover->refusals);
    return get_error(&handover->refusals[handover->refusal_count++], in);
}

static bool get_remark(gj_examination *examination, gj_cursor *in)
{
    gj_grow(&examination->remarks, examination->count, &examination->room,
            sizeof *examination->remarks);
    gj_weighed *remark = &examination->remarks[examination->count++];
    remark->weight = gj_get_u32(in);
    return get_error(&remark->error, in) && remark->weight >= GJ_INFO &&
           remark->weight <= GJ_ERROR;
}

static bool get_cells(gj_examination *examination, const gj_cursor *in)
{
    size_t count = (size_t)(in->end - in->at);

    if (examination->cells != NULL)
        return false;
    examination->cells = gj_new(count + 1, 1);
    examination->cell_count = (uint32_t)count;
    if (count > 0)
        memcpy(examination->cells, in->at, count);
    return true;
}

static bool get_kit(gj_handover *handover, size_t kit, uint8_t kind,
                    gj_cursor *in, size_t kit_count)
{
    if (kit >= kit_count)
        return false;
    if (kind == RECORD_BROKEN)
        return get_error(&handover->broken[kit], in) &&
               handover->broken[kit].status != GJ_OK;
    gj_buffer_add(&handover->catalogues[kit], in->at,
                  (size_t)(in->end - in->at));
    return true;
}

bool gj_handover_read(gj_handover *handover, gj_text bytes, size_t kit_count)
{
    gj_cursor in = gj_cursor_of(bytes);
    gj_cursor fields;
    bool sound = true;

    *handover = (gj_handover){
        .catalogues = gj_new(kit_count, sizeof *handover->catalogues),
        .broken = gj_new(kit_count, sizeof *handover->broken),
        .kit_count = kit_count};
    size_t kit = 0;
    for (uint8_t kind; sound && (kind = gj_next_record(&in, &fields)) != 0;) {
        if (kind == RECORD_ERROR)
            sound = get_error(&handover->error, &fields);
        else if (kind == RECORD_REFUSAL)
            sound = get_refusal(handover, &fields);
        else if (kind == RECORD_UNEXAMINED)
            sound = get_error(&handover->unexamined, &fields);
        else if (kind == RECORD_REMARK)
            sound = get_remark(&handover->examination, &fields);
        else if (kind == RECORD_CELLS)
            sound = get_cells(&handover->examination, &fields);
        else
            sound = get_kit(handover, kit++, kind, &fields, kit_count);
    }
    return sound && !in.bad &&
           (kit == kit_count || handover->error.status != GJ_OK);
}

void gj_handover_free(gj_handover *handover)
{
    for (size_t i = 0; i < handover->kit_count; i++)
        gj_buffer_free(&handover->catalogues[i]);
    free(handover->catalogues);
    free(handover->broken);
    free(handover->refusals);
    gj_examination_free(&handover->examination);
    *handover = (gj_handover){0};
}

/* ---------------------------------------------------------------- orders */

enum { RECORD_ORDER = 1 };

void gj_orders_put(gj_buffer *out, uint32_t input, const gj_order *order)
{
    size_t start = gj_begin_record(out, RECORD_ORDER);

    gj_put_u32(out, input);
    gj_put_text(out, order->target);
    gj_put_words(out, order->why);
    gj_end_record(out, start);
}

bool gj_orders_read(gj_text bytes, gj_orders_take *take, void *context)
{
    gj_cursor in = gj_cursor_of(bytes);
    gj_cursor fields;

    while (gj_next_record(&in, &fields) != 0) {
        uint32_t input = gj_get_u32(&fields);
        gj_order order = {.target = gj_get_text(&fields)};
        order.why = gj_get_words(&fields);
        if (fields.bad)
            return false;
        take(context, input, &order);
    }
    return !in.bad;
}
