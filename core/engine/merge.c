/* One result from what several groups of workers said about a report. Each is
 * believed about its own plugins only. */
#include <stdlib.h>

#include "engine/builtin.h"
#include "engine/crew.h"
#include "finding/kinds.h"

/** A record of one of the results, and where it goes. */
typedef struct piece {
    /** Rule of the whole catalogue that it stands with. */
    uint32_t key;
    /** Where it stood among all of them. */
    size_t order;
    /** Its own rule in the whole catalogue. */
    uint32_t rule;
    uint8_t kind;
    /** What it says of that. */
    gj_text rest;
} piece;

typedef struct merging {
    gj_pool *pool;
    piece *pieces;
    size_t count;
    size_t room;
    /** What the last piece stands with. */
    uint32_t key;
    /** The rule about plugins at work, in the whole catalogue. */
    uint32_t fault_rule;
    /** The kit of the report, and what is known of it. */
    size_t kit;
    gj_report report;
    gj_text cells;
    bool said;
} merging;

static gj_text answer_of(const gj_batch *batch, uint32_t group, uint32_t input)
{
    const gj_part *part = &batch->parts[group];
    gj_span span = part->answers[input].record;

    return (gj_text){part->bytes.data + span.at, span.length};
}

/** Whether all text of a finding may be shown: the bytes of what a host writes
    are sound, but a plugin may have scribbled over them. */
static bool is_showable(const gj_finding_entry *finding)
{
    bool sound = gj_text_is_utf8(finding->expected) &&
                 gj_text_is_utf8(finding->actual) &&
                 gj_text_is_utf8(finding->primary.pointer) &&
                 gj_text_is_utf8(finding->primary.value);

    for (uint32_t i = 0; sound && i < finding->related_count; i++)
        sound = gj_text_is_utf8(finding->related[i].pointer) &&
                gj_text_is_utf8(finding->related[i].value);
    for (uint32_t i = 0; sound && i < finding->argument_count; i++)
        sound = gj_text_is_utf8(finding->arguments[i].name) &&
                gj_text_is_utf8(finding->arguments[i].text);
    return sound;
}

/** Whether a finding is a group's to give: about rules of its plugin, or about
    that plugin's faults. */
static bool is_its_own(const gj_squad *group, const gj_finding_entry *finding)
{
    gj_text about = finding->rule->id;

    if (gj_text_is(about, gj_text_of(gj_plugin_fault_rule)) &&
        finding->failed && finding->argument_count > 0)
        about = finding->arguments[0].text;
    return gj_rule_is_of(about, group->plugin);
}

/** Whether a group counts nothing but checks of its plugin's rules, and each
    fault that it tells of once. */
static bool counts_its_own(const gj_squad *group, const gj_result *result)
{
    const gj_catalogue *own = result->catalogue;
    uint32_t fault = gj_catalogue_rule(own, gj_text_of(gj_plugin_fault_rule));
    uint64_t counted = 0;
    uint64_t told = 0;

    for (uint32_t i = 0; i < result->rule_count; i++) {
        const gj_rule_checks *rule = &result->rules[i];
        const gj_checks *checks = &rule->checks;
        bool is_fault =
            rule->rule == fault && (checks->held | checks->not_assessable |
                                    checks->skipped | checks->faulted) == 0;
        if (!is_fault &&
            !gj_rule_is_of(own->rules[rule->rule].id, group->plugin))
            return false;
        counted += is_fault ? checks->failed : 0;
    }
    for (uint32_t i = 0; i < result->finding_count; i++)
        told += result->findings[i].rule_index == fault;
    return counted == told;
}

/** Whether the equalities that a group gives are its own. */
static bool ties_its_own(const gj_squad *group, const gj_result *result)
{
    for (uint32_t i = 0; i < result->tie_count; i++)
        if (!gj_rule_is_of(result->catalogue->rules[result->ties[i].rule].id,
                           group->plugin))
            return false;
    return true;
}

/** Whether a group whose plugin may have had a hand in its answer says what is
    its to say, and nothing else. */
static bool is_to_be_believed(const gj_squad *group, const gj_result *result)
{
    uint32_t total = result->finding_count + result->reason_count;

    for (uint32_t i = 0; i < total; i++)
        if (!is_showable(&result->findings[i]) ||
            !is_its_own(group, &result->findings[i]))
            return false;
    return counts_its_own(group, result) && ties_its_own(group, result);
}

/** Reads what one group said, as a whole. */
static bool is_sound(gj_pool *pool, const gj_batch *batch, uint32_t g,
                     uint32_t input)
{
    const gj_squad *group = &pool->groups[g];
    gj_result *result = &pool->part_result;
    size_t kits = pool->handover.kit_count;
    gj_catalogue **own = gj_new(kits, sizeof *own);
    size_t count = 0;

    for (size_t k = 0; k < kits; k++)
        if (pool->handover.broken[k].status == GJ_OK)
            own[count++] = &group->own[k];
    bool sound = gj_result_read(result, answer_of(batch, g, input), own, count);
    free(own);
    return sound && (g == 0 || is_to_be_believed(group, result));
}

static size_t kit_of(const gj_pool *pool, const gj_form *form)
{
    for (size_t i = 0; form != NULL && i < pool->engine.forms.count; i++)
        if (pool->engine.forms.at[i] == form)
            return i + 1;
    return 0;
}

/** `own` is the rule in the group's own catalogue. */
static void add_piece(merging *m, const gj_squad *group, uint8_t kind,
                      uint32_t own, gj_text rest)
{
    uint32_t rule = group->maps[m->kit][own];

    gj_grow(&m->pieces, m->count, &m->room, sizeof *m->pieces);
    /* A fault stands with the rule that it is about. */
    if (rule != m->fault_rule)
        m->key = rule;
    m->pieces[m->count] = (piece){.key = m->key,
                                  .order = m->count,
                                  .rule = rule,
                                  .kind = kind,
                                  .rest = rest};
    m->count++;
    m->said |= kind == GJ_RECORD_FINDING;
}

/** A run of rules becomes one piece for each: another group's may come in
    between. */
static void add_run(merging *m, const gj_squad *group, gj_cursor fields)
{
    uint32_t own = gj_get_u32(&fields);

    for (; fields.at < fields.end; fields.at += sizeof(uint32_t))
        add_piece(m, group, GJ_RECORD_HELD, own++,
                  (gj_text){fields.at, sizeof(uint32_t)});
}

static gj_text rest_of(gj_cursor fields)
{
    return (gj_text){fields.at, (uint64_t)(fields.end - fields.at)};
}

static void gather(merging *m, uint32_t g, gj_text answer)
{
    const gj_squad *group = &m->pool->groups[g];
    gj_cursor in = gj_cursor_of(answer);
    gj_cursor fields;

    m->fault_rule = gj_catalogue_rule(&m->pool->whole[m->kit],
                                      gj_text_of(gj_plugin_fault_rule));
    m->key = m->fault_rule;
    for (uint8_t kind; (kind = gj_next_record(&in, &fields)) != 0;) {
        if (kind == GJ_RECORD_HELD) {
            add_run(m, group, fields);
        } else if (kind == GJ_RECORD_CHECKS || kind == GJ_RECORD_FINDING ||
                   kind == GJ_RECORD_TIE) {
            uint32_t own = gj_get_u32(&fields);
            add_piece(m, group, kind, own, rest_of(fields));
        } else if (kind == GJ_RECORD_CELLS && g == 0) {
            m->cells = rest_of(fields);
        }
    }
}

static int by_rule(const void *left, const void *right)
{
    const piece *a = left;
    const piece *b = right;

    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return a->order < b->order ? -1 : 1;
}

static void put_piece(gj_buffer *out, const piece *it)
{
    size_t start = gj_begin_record(out, it->kind);

    gj_put_u32(out, it->rule);
    gj_buffer_text(out, it->rest);
    gj_end_record(out, start);
}

static void put_head(gj_buffer *out, gj_text answer)
{
    gj_cursor in = gj_cursor_of(answer);
    gj_cursor fields;

    gj_next_record(&in, &fields);
    gj_buffer_add(out, answer.data, (size_t)(fields.end - answer.data));
}

static void put_all(merging *m, gj_batch *batch, uint32_t input, gj_buffer *out)
{
    put_head(out, answer_of(batch, 0, input));
    if (m->count > 1)
        qsort(m->pieces, m->count, sizeof *m->pieces, by_rule);
    for (size_t i = 0; i < m->count; i++)
        put_piece(out, &m->pieces[i]);
    if (!m->said || m->cells.length == 0)
        return;
    size_t start = gj_begin_record(out, GJ_RECORD_CELLS);
    gj_buffer_text(out, m->cells);
    gj_end_record(out, start);
}

bool gj_merge_has(const gj_pool *pool, const gj_batch *batch, uint32_t group,
                  uint32_t input)
{
    return batch->parts[group].done > input ||
           pool->groups[group].gone.status != GJ_OK;
}

/** In the place of what a group that is gone has not answered, or of what
    cannot be read: its rules judged nothing. */
static gj_text stand_in(merging *m, gj_batch *batch, const gj_squad *group)
{
    bool gone = group->gone.status != GJ_OK;
    const gj_selection *selection = &m->pool->engine.options.policy->selection;
    const gj_catalogue *own = &group->own[m->kit];
    gj_words why = {gj_text_of(group->gone.words[GJ_ZH]),
                    gj_text_of(group->gone.words[GJ_EN])};
    gj_misdeed misdeed = {group->plugin, gone ? why : gj_faults_unreadable()};
    gj_buffer out = {0};
    bool said = false;

    for (uint32_t i = 0; i < own->rule_count; i++) {
        if (own->plugins[own->rules[i].plugin].file.length == 0)
            continue;
        bool wanted = gj_selection_wants(selection, own->rules[i].id);
        gj_record_checks(&out, i,
                         &(gj_checks){.skipped = !wanted, .faulted = wanted});
        if (wanted && !said)
            gj_engine_accuse(own, &m->report, &misdeed, false, &out);
        said |= wanted;
    }
    gj_text answer = gj_arena_text(&batch->arena, gj_buffer_view(&out));
    gj_buffer_free(&out);
    return answer;
}

bool gj_merge(gj_pool *pool, gj_batch *batch, uint32_t input, gj_buffer *out,
              uint32_t *group)
{
    merging m = {.pool = pool};

    *group = 0;
    if (batch->parts[0].answers[input].record.length == 0)
        return true;
    for (uint32_t g = 0; g < pool->group_count; g++) {
        *group = g;
        if (g > 0 && (batch->parts[g].done <= input ||
                      batch->parts[g].unreadable[input])) {
            gather(&m, g, stand_in(&m, batch, &pool->groups[g]));
            continue;
        }
        if (!is_sound(pool, batch, g, input)) {
            free(m.pieces);
            return false;
        }
        if (g == 0 && pool->part_result.form == NULL) {
            gj_buffer_text(out, answer_of(batch, 0, input));
            return true;
        }
        if (g == 0) {
            m.kit = kit_of(pool, pool->part_result.form);
            m.report = (gj_report){.form = pool->part_result.form,
                                   .unit = pool->part_result.unit,
                                   .year = pool->part_result.year};
        }
        /* Another form than the others saw: nothing of it can be used. */
        if (kit_of(pool, pool->part_result.form) != m.kit) {
            free(m.pieces);
            return false;
        }
        gather(&m, g, answer_of(batch, g, input));
    }
    put_all(&m, batch, input, out);
    free(m.pieces);
    return true;
}
