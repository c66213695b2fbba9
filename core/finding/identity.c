#include "finding/identity.h"

#include <inttypes.h>

static gj_text name_of(const gj_result *result, gj_text pointer,
                       gj_language language, gj_arena *arena)
{
    gj_buffer name = {0};

    gj_buffer_string(&name, "");
    gj_form_name(result->form, pointer, language, &name);
    gj_text copy = gj_arena_text(arena, gj_buffer_view(&name));
    gj_buffer_free(&name);
    return copy;
}

/** Values of the form's data files are no part of what a finding rests on. */
static bool has_value(const gj_spot *spot)
{
    return spot->has_value && spot->file.length == 0;
}

/** The primary location is often one of the terms as well. */
static bool stands_again(const gj_finding_entry *finding)
{
    for (uint32_t i = 0; i < finding->related_count; i++)
        if (has_value(&finding->related[i]) &&
            gj_text_is(finding->related[i].pointer, finding->primary.pointer) &&
            gj_text_is(finding->related[i].value, finding->primary.value))
            return true;
    return false;
}

static void add_value(gj_identity *identity, const gj_result *result,
                      const gj_spot *spot, gj_language language,
                      gj_arena *arena)
{
    gj_text name = name_of(result, spot->pointer, language, arena);

    identity->values[identity->value_count++] = gj_arena_print(
        arena, "%.*s = %.*s", GJ_PRINT(name), GJ_PRINT(spot->value));
}

gj_identity gj_identity_of(const gj_result *result,
                           const gj_finding_entry *finding,
                           gj_language language, gj_arena *arena)
{
    size_t most = (size_t)finding->related_count + 1;
    gj_identity identity = {
        .rule = finding->rule->id,
        .form = result->form->id,
        .unit = result->unit,
        .year = result->year,
        .cell = name_of(result, finding->primary.pointer, language, arena),
        .values = gj_arena_new(arena, most * sizeof *identity.values)};

    if (has_value(&finding->primary) && !stands_again(finding))
        add_value(&identity, result, &finding->primary, language, arena);
    for (uint32_t i = 0; i < finding->related_count; i++)
        if (has_value(&finding->related[i]))
            add_value(&identity, result, &finding->related[i], language, arena);
    return identity;
}

/* ------------------------------------------------------------- comparing */

static gj_difference differs(const char *what, gj_text says, gj_text zh,
                             gj_text en)
{
    if (gj_text_is(says, zh) || gj_text_is(says, en))
        return (gj_difference){.what = NULL};
    return (gj_difference){what, says, {zh, en}};
}

static gj_text value_at(const gj_identity *identity, uint32_t index)
{
    return index < identity->value_count ? identity->values[index]
                                         : (gj_text){"", 0};
}

static gj_difference compare_values(const gj_identity *says,
                                    const gj_identity is[2])
{
    gj_difference found = {.what = NULL};
    const gj_identity *zh = &is[GJ_ZH];

    for (uint32_t i = 0;
         found.what == NULL && (i < says->value_count || i < is[0].value_count);
         i++)
        found = differs("values", value_at(says, i), value_at(zh, i),
                        value_at(&is[GJ_EN], i));
    return found;
}

/** What an entry should say is quoted in the language that it is written in. */
static void quote_alike(gj_difference *difference, const gj_identity *says,
                        const gj_identity is[2])
{
    if (gj_text_is(is[GJ_ZH].cell, is[GJ_EN].cell))
        return;
    gj_language own = gj_text_is(says->cell, is[GJ_ZH].cell) ? GJ_ZH : GJ_EN;
    difference->is[GJ_ZH] = difference->is[own];
    difference->is[GJ_EN] = difference->is[own];
}

static gj_difference compare_years(int64_t says, int64_t is, gj_arena *arena)
{
    gj_text year = gj_arena_print(arena, "%" PRId64, is);

    return differs("year", gj_arena_print(arena, "%" PRId64, says), year, year);
}

gj_difference gj_identity_compare(const gj_identity *says,
                                  const gj_identity is[2], gj_arena *arena)
{
    const gj_identity *zh = &is[GJ_ZH];
    gj_difference found = differs("rule", says->rule, zh->rule, zh->rule);

    if (found.what == NULL)
        found = differs("form", says->form, zh->form, zh->form);
    if (found.what == NULL)
        found = differs("unit", says->unit, zh->unit, zh->unit);
    if (found.what == NULL)
        found = compare_years(says->year, zh->year, arena);
    if (found.what == NULL)
        found = differs("cell", says->cell, zh->cell, is[GJ_EN].cell);
    if (found.what != NULL)
        return found;
    found = compare_values(says, is);
    quote_alike(&found, says, is);
    return found;
}
