/* The catalogue of the whole, and how the groups' catalogues fit into it. */
#include <stdlib.h>

#include "engine/crew.h"

static gj_catalogue *whole_of(gj_pool *pool, size_t kit)
{
    return &pool->whole[kit];
}

/** The form of a kit; NULL for the built-in one. */
static const gj_form *form_of(const gj_pool *pool, size_t kit)
{
    return kit > 0 ? pool->engine.forms.at[kit - 1] : NULL;
}

bool gj_crew_read_catalogues(gj_pool *pool)
{
    gj_handover *handover = &pool->handover;
    size_t count = handover->kit_count;

    pool->whole = gj_new(count, sizeof *pool->whole);
    pool->catalogues = gj_new(count, sizeof(gj_catalogue *));
    for (size_t k = 0; k < count; k++) {
        if (handover->broken[k].status != GJ_OK)
            continue;
        pool->whole[k].form = form_of(pool, k);
        if (!gj_catalogue_read(&pool->whole[k], &handover->catalogues[k]))
            return false;
        pool->catalogues[pool->catalogue_count++] = &pool->whole[k];
    }
    return pool->catalogue_count > 0 && pool->catalogues[0] == &pool->whole[0];
}

/* ----------------------------------------------------------------- groups */

bool gj_crew_is_own(const gj_pool *pool, gj_text file)
{
    const char *installed = pool->options.installed;
    const char *slash = memrchr(file.data, '/', file.length);

    return !pool->options.isolate_all && installed != NULL && slash != NULL &&
           gj_text_is((gj_text){file.data, (uint64_t)(slash - file.data)},
                      gj_text_of(installed));
}

/** Calls `visit` once for each plugin that was loaded from a file. */
typedef void visit_plugin(void *context, const gj_plugin_entry *plugin);
static void visit_plugins(gj_pool *pool, visit_plugin *visit, void *context)
{
    for (size_t k = 1; k < pool->catalogue_count; k++) {
        const gj_catalogue *catalogue = pool->catalogues[k];
        for (uint32_t i = 0; i < catalogue->plugin_count; i++)
            if (catalogue->plugins[i].file.length > 0)
                visit(context, &catalogue->plugins[i]);
    }
}

typedef struct parting {
    gj_pool *pool;
    /** How many there are of either kind; with groups, filled. */
    size_t own;
    size_t others;
    gj_squad *groups;
    size_t room;
} parting;

static void count_plugin(void *context, const gj_plugin_entry *plugin)
{
    parting *p = context;
    bool own = gj_crew_is_own(p->pool, plugin->file);

    p->own += own;
    p->others += !own;
}

bool gj_crew_needs_parting(gj_pool *pool)
{
    parting p = {.pool = pool};

    visit_plugins(pool, count_plugin, &p);
    return p.others > 0;
}

static void add_file(gj_squad *group, gj_text file)
{
    size_t count = 0;

    while (group->files != NULL && group->files[count] != NULL) {
        if (gj_text_is(gj_text_of(group->files[count]), file))
            return;
        count++;
    }
    group->files = gj_renew(group->files, count + 2, sizeof *group->files);
    group->files[count] = gj_copy(file.data, file.length);
    group->files[count + 1] = NULL;
}

static void place_plugin(void *context, const gj_plugin_entry *plugin)
{
    parting *p = context;
    gj_squad *group = NULL;

    if (gj_crew_is_own(p->pool, plugin->file)) {
        add_file(&p->groups[0], plugin->file);
        return;
    }
    for (uint32_t g = 1; g < p->pool->group_count; g++)
        if (gj_text_is(p->groups[g].plugin, plugin->name))
            group = &p->groups[g];
    if (group == NULL) {
        group = &p->groups[p->pool->group_count++];
        group->plugin = plugin->name;
    }
    add_file(group, plugin->file);
}

void gj_crew_part(gj_pool *pool)
{
    parting p = {.pool = pool};
    gj_squad first = pool->groups[0];

    visit_plugins(pool, count_plugin, &p);
    p.groups = gj_new(p.others + 1, sizeof *p.groups);
    p.groups[0] = first;
    free(pool->groups);
    pool->groups = p.groups;
    p.groups[0].files = gj_new(1, sizeof *first.files);
    visit_plugins(pool, place_plugin, &p);
    for (uint32_t g = 1; g < pool->group_count; g++) {
        pool->groups[g].processes =
            gj_new(pool->options.workers, sizeof(gj_process));
        if (!gj_batches_add_group(pool, &pool->groups[g]))
            gj_fail(&pool->dead, GJ_FAILED_MEMORY, "内存不足", "out of memory");
    }
}

/* ------------------------------------------------------------------- maps */

static bool are_same(const gj_rule_entry *a, const gj_rule_entry *b)
{
    bool same = a->severity == b->severity &&
                a->message_count == b->message_count &&
                gj_text_is(a->title.zh, b->title.zh) &&
                gj_text_is(a->title.en, b->title.en);

    for (uint32_t i = 0; same && i < a->message_count; i++)
        same = gj_text_is(a->messages[i].key, b->messages[i].key) &&
               gj_text_is(a->messages[i].words.zh, b->messages[i].words.zh) &&
               gj_text_is(a->messages[i].words.en, b->messages[i].words.en);
    return same;
}

/** Whether the group is to have all rules of a plugin. */
static bool has_plugin(const gj_squad *group, const gj_plugin_entry *plugin)
{
    if (plugin->file.length == 0)
        return true;
    for (size_t i = 0; group->files[i] != NULL; i++)
        if (gj_text_is(plugin->file, gj_text_of(group->files[i])))
            return true;
    return false;
}

static uint32_t count_rules(const gj_squad *group,
                            const gj_catalogue *catalogue)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < catalogue->rule_count; i++)
        count +=
            has_plugin(group, &catalogue->plugins[catalogue->rules[i].plugin]);
    return count;
}

/** Every rule that the group has must be one of the whole's, word for word, and
    none of its plugins' may be missing: otherwise somebody meddled. */
static bool map_kit(gj_pool *pool, gj_squad *group, size_t k)
{
    const gj_catalogue *whole = whole_of(pool, k);
    const gj_catalogue *own = &group->own[k];
    uint32_t *map = gj_new(own->rule_count, sizeof *map);

    group->maps[k] = map;
    for (uint32_t i = 0; i < own->rule_count; i++) {
        map[i] = gj_catalogue_rule(whole, own->rules[i].id);
        if (map[i] == GJ_NONE || (i > 0 && map[i] <= map[i - 1]) ||
            !are_same(&own->rules[i], &whole->rules[map[i]]))
            return false;
    }
    return count_rules(group, whole) == own->rule_count;
}

static bool make_maps(gj_pool *pool, gj_squad *group, gj_handover *handover)
{
    size_t count = handover->kit_count;

    group->maps = gj_new(count, sizeof *group->maps);
    group->own = gj_new(count, sizeof *group->own);
    for (size_t k = 0; k < count; k++) {
        if (handover->broken[k].status != GJ_OK)
            continue;
        group->own[k].form = form_of(pool, k);
        if (!gj_catalogue_read(&group->own[k], &handover->catalogues[k]) ||
            !map_kit(pool, group, k))
            return false;
    }
    return true;
}

/** The bytes that a later worker of the group must hand over again. */
static gj_text expected(gj_pool *pool, const gj_squad *group, size_t k)
{
    const gj_catalogue *catalogue =
        group->own != NULL ? &group->own[k] : whole_of(pool, k);
    return gj_buffer_view(&catalogue->bytes);
}

bool gj_crew_map(gj_pool *pool, gj_squad *group, gj_handover *handover)
{
    for (size_t k = 0; k < handover->kit_count; k++)
        if ((handover->broken[k].status != GJ_OK) !=
            (pool->handover.broken[k].status != GJ_OK))
            return false;
    if (group->files != NULL && group->own == NULL)
        return make_maps(pool, group, handover);
    for (size_t k = 0; k < handover->kit_count; k++)
        if (handover->broken[k].status == GJ_OK &&
            !gj_text_is(gj_buffer_view(&handover->catalogues[k]),
                        expected(pool, group, k)))
            return false;
    return true;
}
