#include <stdio.h>

#include "form/part.h"
#include "form/shape.h"

/** A pattern may go through several sets; sets name no sets. */
enum { MAX_SETS_WITHIN = 8 };

typedef struct search {
    const gj_shape *shape;
    gj_match *match;
    void *context;
    gj_buffer pointer;
    uint32_t count;
    bool ended;
} search;

static void walk(search *s, uint32_t branch, uint32_t element, gj_text pattern,
                 unsigned within);

static void found(search *s, uint32_t branch, uint32_t element)
{
    const gj_branch *at = &s->shape->branches[branch];
    uint32_t cell =
        at->cell == GJ_NO_CELL ? GJ_NO_CELL : at->cell + element * at->stride;
    s->count++;
    if (s->match != NULL &&
        s->match(s->context, gj_buffer_view(&s->pointer), cell) != 0)
        s->ended = true;
}

/** Goes on below one child, named `part` in the pointer. */
static void step(search *s, uint32_t child, uint32_t element, gj_text part,
                 gj_text rest, unsigned within)
{
    size_t length = s->pointer.length;

    gj_buffer_byte(&s->pointer, '/');
    gj_buffer_text(&s->pointer, part);
    walk(s, child, element, rest, within);
    s->pointer.length = length;
    s->pointer.data[length] = '\0';
}

static void walk_elements(search *s, const gj_branch *at, gj_text part,
                          gj_text rest, unsigned within)
{
    bool any = gj_text_is(part, gj_text_of("*"));
    uint32_t length = s->shape->lengths[at->array];
    uint32_t first = any ? 0 : gj_part_number(part);
    uint32_t end = any ? length : first + (first < length);
    char digits[16];

    for (uint32_t i = first; i < end && !s->ended; i++) {
        int width = snprintf(digits, sizeof digits, "%u", i);
        step(s, at->child, i, (gj_text){digits, (uint64_t)width}, rest, within);
    }
}

static void walk_members(search *s, uint32_t branch, uint32_t element,
                         gj_text part, gj_text rest, unsigned within)
{
    bool any = gj_text_is(part, gj_text_of("*"));
    uint32_t child = any ? s->shape->branches[branch].child
                         : gj_shape_child(s->shape, branch, part);

    while (child != GJ_NONE && !s->ended) {
        const gj_branch *at = &s->shape->branches[child];
        step(s, child, element, at->part, rest, within);
        child = any ? at->sibling : GJ_NONE;
    }
}

/** Each member of a set is a piece of pattern that stands for the part. */
static void walk_set(search *s, uint32_t branch, uint32_t element, gj_text name,
                     gj_text rest, unsigned within)
{
    const gj_values *values = &gj_document_values;
    gj_value set = gj_form_set(s->shape->form, name);
    gj_buffer pattern = {0};

    if (within >= MAX_SETS_WITHIN)
        return;
    for (gj_value member = values->first(set);
         values->type(member) != GJ_ABSENT && !s->ended;
         member = values->next(member)) {
        gj_buffer_clear(&pattern);
        gj_buffer_byte(&pattern, '/');
        gj_buffer_text(&pattern, values->text(member));
        gj_buffer_text(&pattern, rest);
        walk(s, branch, element, gj_buffer_view(&pattern), within + 1);
    }
    gj_buffer_free(&pattern);
}

static void walk(search *s, uint32_t branch, uint32_t element, gj_text pattern,
                 unsigned within)
{
    const gj_branch *at = &s->shape->branches[branch];
    gj_text rest = pattern;
    gj_text part;

    if (!gj_part_next(&rest, &part))
        found(s, branch, element);
    else if (part.length > 1 && part.data[0] == '@')
        walk_set(s, branch, element, (gj_text){part.data + 1, part.length - 1},
                 rest, within);
    else if (at->array != GJ_NONE)
        walk_elements(s, at, part, rest, within);
    else
        walk_members(s, branch, element, part, rest, within);
}

uint32_t gj_shape_match(const gj_shape *shape, gj_text pattern, gj_match *match,
                        void *context)
{
    search s = {.shape = shape, .match = match, .context = context};

    if (pattern.length > 0 && pattern.data[0] != '/')
        return 0;
    gj_buffer_string(&s.pointer, "");
    walk(&s, 0, 0, pattern, 0);
    gj_buffer_free(&s.pointer);
    return s.count;
}
