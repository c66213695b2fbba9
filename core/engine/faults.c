/* Who is to blame for a worker's death, and when a plugin has had enough
 * chances. Nothing here may depend on which worker was faster: faults count in
 * the order of the inputs, and a rule is blamed only for what it does in a
 * worker that has done nothing else before. */
#include <stdlib.h>

#include "engine/crew.h"

enum {
    /** Workers that an input may cost before something is blamed that may not
        have been the reason; and that may be killed from outside while they
        have not even begun with it. */
    MOST_LOST = 4,
    MOST_UNBEGUN = 100
};

/* ------------------------------------------------------------ open, close */

static uint32_t group_of(const gj_pool *pool, gj_text plugin)
{
    for (uint32_t g = 1; g < pool->group_count; g++)
        if (gj_text_is(pool->groups[g].plugin, plugin))
            return g;
    return 0;
}

static gj_record_of_faults *record_of(gj_pool *pool, gj_text plugin)
{
    for (size_t i = 0; i < pool->fault_count; i++)
        if (gj_text_is(pool->faults[i].plugin, plugin))
            return &pool->faults[i];
    return NULL;
}

void gj_faults_open(gj_pool *pool)
{
    size_t room = 0;

    for (size_t k = 1; k < pool->catalogue_count; k++) {
        const gj_catalogue *catalogue = pool->catalogues[k];
        for (uint32_t i = 0; i < catalogue->plugin_count; i++) {
            gj_text name = catalogue->plugins[i].name;
            if (catalogue->plugins[i].file.length == 0 ||
                record_of(pool, name) != NULL)
                continue;
            gj_grow(&pool->faults, pool->fault_count, &room,
                    sizeof *pool->faults);
            pool->faults[pool->fault_count++] = (gj_record_of_faults){
                .plugin = name,
                .group = group_of(pool, name),
                .inputs = gj_new((size_t)pool->options.max_faults + 1,
                                 sizeof(uint64_t)),
                .off_after = UINT64_MAX};
        }
    }
}

void gj_faults_close(gj_pool *pool)
{
    for (size_t i = 0; i < pool->fault_count; i++)
        free(pool->faults[i].inputs);
    free(pool->faults);
    pool->faults = NULL;
    pool->fault_count = 0;
}

/* ---------------------------------------------------------------- orders */

static void add_blame(gj_batch *batch, uint32_t input, uint32_t group,
                      gj_text target, gj_words why)
{
    gj_grow(&batch->blames, batch->blame_count, &batch->blame_room,
            sizeof *batch->blames);
    batch->blames[batch->blame_count++] =
        (gj_blame){input,
                   group,
                   {gj_arena_text(&batch->arena, target),
                    {gj_arena_text(&batch->arena, why.zh),
                     gj_arena_text(&batch->arena, why.en)}}};
}

static bool is_blamed(const gj_batch *batch, uint32_t input, gj_text target)
{
    for (size_t i = 0; i < batch->blame_count; i++)
        if (batch->blames[i].input == input &&
            gj_text_is(batch->blames[i].order.target, target))
            return true;
    return false;
}

/** In the place of what was ordered about the plugin's rules. */
static bool switch_off(gj_batch *batch, uint32_t input,
                       const gj_record_of_faults *record)
{
    size_t kept = 0;

    for (size_t i = 0; i < batch->blame_count; i++) {
        const gj_blame *blame = &batch->blames[i];
        if (blame->input == input && blame->order.why.en.length == 0 &&
            gj_text_is(blame->order.target, record->plugin))
            return false;
    }
    for (size_t i = 0; i < batch->blame_count; i++) {
        const gj_blame *blame = &batch->blames[i];
        if (blame->input != input ||
            !gj_rule_is_of(blame->order.target, record->plugin))
            batch->blames[kept++] = *blame;
    }
    batch->blame_count = kept;
    add_blame(batch, input, record->group, record->plugin, GJ_BOTH("", ""));
    return true;
}

bool gj_faults_apply(gj_pool *pool, gj_batch *batch, uint32_t input,
                     uint32_t group)
{
    bool changed = false;

    for (size_t i = 0; i < pool->fault_count; i++) {
        const gj_record_of_faults *record = &pool->faults[i];
        if (record->group == group && batch->first + input > record->off_after)
            changed |= switch_off(batch, input, record);
    }
    return changed;
}

void gj_faults_order(gj_pool *pool, gj_batch *batch, uint32_t group)
{
    gj_batch_out *out = pool->groups[group].outs[batch - pool->batches];
    gj_buffer orders = {0};

    for (size_t i = 0; i < batch->blame_count; i++)
        if (batch->blames[i].group == group)
            gj_orders_put(&orders, batch->blames[i].input,
                          &batch->blames[i].order);
    out->order_length = 0;
    if (orders.length > 0 && orders.length <= sizeof out->orders) {
        memcpy(out->orders, orders.data, orders.length);
        out->order_length = (uint32_t)orders.length;
    }
    gj_buffer_free(&orders);
}

/* ---------------------------------------------------------- switching off */

/** What was answered about inputs behind the point of switching off is void,
    and so is what a worker is about to answer. */
static void void_answers(gj_pool *pool, uint32_t group)
{
    for (uint32_t b = 0; b < pool->batch_count; b++) {
        gj_batch *batch = &pool->batches[b];
        uint32_t from = UINT32_MAX;
        for (uint32_t i = batch->delivered;
             batch->state != GJ_BATCH_FREE && i < batch->count; i++)
            if (gj_faults_apply(pool, batch, i, group) && from == UINT32_MAX)
                from = i;
        if (from == UINT32_MAX)
            continue;
        gj_part *part = &batch->parts[group];
        gj_work_recall(pool, b, group);
        if (part->done > from)
            part->done = from;
    }
}

/** Counts a fault at an input, among the lowest ones that decide. */
static void count_fault(gj_pool *pool, gj_record_of_faults *record,
                        uint64_t input)
{
    uint32_t most = pool->options.max_faults;
    uint32_t i = record->count;

    if (record->count > most && input >= record->inputs[most])
        return;
    if (record->count <= most)
        record->count++;
    else
        i--;
    for (; i > 0 && record->inputs[i - 1] > input; i--)
        record->inputs[i] = record->inputs[i - 1];
    record->inputs[i] = input;
    if (record->count <= most || record->inputs[most] >= record->off_after)
        return;
    record->off_after = record->inputs[most];
    void_answers(pool, record->group);
}

/* ---------------------------------------------------- from run to run */

gj_text gj_faults_list(gj_pool *pool, const gj_batch *batch, uint32_t input)
{
    gj_buffer_clear(&pool->faulted);
    for (size_t i = 0; i < batch->blame_count; i++) {
        const gj_blame *blame = &batch->blames[i];
        if (blame->input != input || !gj_words_given(blame->order.why))
            continue;
        gj_buffer_text(&pool->faulted, blame->order.target);
        gj_buffer_byte(&pool->faulted, '\n');
    }
    return gj_buffer_view(&pool->faulted);
}

static gj_text plugin_of(gj_text target)
{
    const char *slash = memchr(target.data, '/', target.length);

    return slash == NULL
               ? target
               : (gj_text){target.data, (uint64_t)(slash - target.data)};
}

void gj_faults_recall(gj_pool *pool, gj_batch *batch, uint32_t input,
                      gj_text list)
{
    while (list.length > 0) {
        const char *end = memchr(list.data, '\n', list.length);
        uint64_t length =
            end != NULL ? (uint64_t)(end - list.data) : list.length;
        gj_text target = {list.data, length};
        gj_record_of_faults *record = record_of(pool, plugin_of(target));
        if (record != NULL) {
            /* Listed again, should it be recalled once more. */
            add_blame(batch, input, record->group, target,
                      GJ_BOTH("已知", "known"));
            count_fault(pool, record, batch->first + input);
        }
        list.data += length + (end != NULL);
        list.length -= length + (end != NULL);
    }
}

/* ----------------------------------------------------------------- blame */

/** The rule that a dead worker was at, as far as its recorder can be believed;
    empty where it was at none that could be its. */
static gj_text rule_at(const gj_pool *pool, uint32_t group,
                       const gj_recorder *recorder)
{
    const gj_catalogue *own = pool->groups[group].own;
    uint32_t kit = recorder->kit;

    if (recorder->stage != GJ_STAGE_RULE || kit == 0 ||
        kit >= pool->handover.kit_count)
        return (gj_text){"", 0};
    const gj_catalogue *catalogue = own != NULL ? &own[kit] : &pool->whole[kit];
    if (recorder->rule >= catalogue->rule_count)
        return (gj_text){"", 0};
    const gj_rule_entry *rule = &catalogue->rules[recorder->rule];
    return catalogue->plugins[rule->plugin].file.length > 0 ? rule->id
                                                            : (gj_text){"", 0};
}

/** Nobody can tell what it is about this input: it is given up. */
static void give_up(gj_pool *pool, gj_batch *batch, uint32_t input,
                    gj_words why)
{
    gj_error error = {0};

    gj_fail(&error, GJ_FAILED_PLUGIN, "检查多次中断，没有完成：%s%.0s",
            "the check was broken off several times: %.0s%s", why.zh.data,
            why.en.data);
    gj_batch_settle(pool, batch, input, &error);
    batch->in->inputs[input].known = true;
}

static void blame(gj_pool *pool, gj_batch *batch, uint32_t input,
                  uint32_t group, gj_text target, gj_words why)
{
    gj_record_of_faults *record = record_of(pool, plugin_of(target));

    if (target.length == 0 || record == NULL ||
        is_blamed(batch, input, target)) {
        if (++batch->members[input].lost >= MOST_LOST)
            give_up(pool, batch, input, why);
        return;
    }
    add_blame(batch, input, group, target, why);
    count_fault(pool, record, batch->first + input);
}

void gj_faults_note(gj_pool *pool, uint32_t group, gj_batch *batch, bool fresh,
                    const gj_death *death)
{
    gj_part *part = &batch->parts[group];
    gj_text target = rule_at(pool, group, &death->recorder);
    gj_words why = {gj_text_of(death->zh), gj_text_of(death->en)};

    if (part->done >= batch->count)
        return;
    /* What came before may be the reason: heaps that were damaged, memory that
       leaked. It gets another chance, from the beginning. */
    part->afresh = !fresh;
    if (!fresh)
        return;
    gj_member *member = &batch->members[part->done];
    bool begun = death->recorder.stage != GJ_STAGE_HOST;
    if (death->foreign && !begun && ++member->unbegun < MOST_UNBEGUN)
        return;
    if (death->foreign && begun && ++member->lost < MOST_LOST)
        return;
    if (target.length == 0)
        target = pool->groups[group].plugin;
    blame(pool, batch, part->done, group, target, why);
}

gj_words gj_faults_unreadable(void)
{
    return GJ_BOTH("给出的结果无法读取", "its result could not be read");
}

void gj_faults_doubt(gj_pool *pool, gj_batch *batch, uint32_t group,
                     uint32_t input)
{
    gj_part *part = &batch->parts[group];
    gj_member *member = &batch->members[input];
    bool again = ++member->lost < MOST_LOST;

    if (!again && group > 0 && !part->unreadable[input]) {
        /* A worker can be kept from giving a sound answer even where the plugin
           stays away from this input: by what it does at the next one. */
        part->unreadable[input] = true;
        member->lost = 0;
        blame(pool, batch, input, group, pool->groups[group].plugin,
              gj_faults_unreadable());
        return;
    }
    gj_work_recall(pool, (uint32_t)(batch - pool->batches), group);
    if (part->done > input)
        part->done = input;
    part->afresh = true;
    if (!again)
        give_up(pool, batch, input, gj_faults_unreadable());
}
