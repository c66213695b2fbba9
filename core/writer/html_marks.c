#include <stdlib.h>

#include "base/memory.h"
#include "writer/cause.h"
#include "writer/html.h"

static int by_cell(const void *left, const void *right)
{
    const gj_mark *a = left;
    const gj_mark *b = right;

    if (a->cell != b->cell)
        return a->cell < b->cell ? -1 : 1;
    return a->finding < b->finding ? -1 : a->finding > b->finding;
}

/* Findings that share a cause stand where the first of them would. */
static void number(gj_marks *marks, const gj_result *result)
{
    uint32_t next = 0;

    for (uint32_t i = 0; i < result->finding_count; i++) {
        const gj_group *group = result->findings[i].group;
        if (!gj_cause_is_shared(group))
            marks->order[next++] = i;
        else if (group->findings[0] == i)
            for (uint32_t j = 0; j < group->finding_count; j++)
                marks->order[next++] = group->findings[j];
    }
    for (uint32_t i = 0; i < next; i++)
        marks->numbers[marks->order[i]] = i + 1;
}

static size_t room_for(const gj_result *result)
{
    size_t room = 1;

    for (uint32_t i = 0; i < result->finding_count + result->reason_count; i++)
        room += (size_t)result->findings[i].related_count + 1;
    for (uint32_t i = 0; i < result->group_count; i++)
        room += result->groups[i].suspect_count;
    return room;
}

static void add(gj_marks *marks, const gj_result *result, const gj_spot *spot,
                uint32_t finding, uint32_t how)
{
    if (spot->file.length == 0 && spot->cell < result->cell_count)
        marks->at[marks->count++] = (gj_mark){spot->cell, finding, how};
}

static void collect(gj_marks *marks, const gj_result *result, uint32_t index)
{
    const gj_finding_entry *finding = &result->findings[index];
    uint32_t how = GJ_MARK_WRONG;

    if (!finding->failed)
        how = GJ_MARK_PART;
    else if (gj_cause_is_shared(finding->group))
        how = GJ_MARK_PLACE;
    add(marks, result, &finding->primary, index, how);
    for (uint32_t i = 0; i < finding->related_count; i++)
        add(marks, result, &finding->related[i], index, GJ_MARK_PART);
}

/* Of marks of one cell for one finding, the strongest stays. */
static void merge(gj_marks *marks)
{
    size_t kept = 0;

    qsort(marks->at, marks->count, sizeof *marks->at, by_cell);
    for (size_t i = 0; i < marks->count; i++) {
        if (kept == 0 || by_cell(&marks->at[kept - 1], &marks->at[i]) != 0)
            marks->at[kept++] = marks->at[i];
        else if (marks->at[kept - 1].how < marks->at[i].how)
            marks->at[kept - 1].how = marks->at[i].how;
    }
    marks->count = kept;
}

/* A suspect is marked with each finding of its group in which it takes part;
   with the first where it is in none. */
static void mark_suspect(gj_marks *marks, const gj_result *result,
                         const gj_group *group, const gj_spot *suspect)
{
    size_t count;
    const gj_mark *found = gj_marks_of(&count, marks, suspect->cell);
    gj_mark *at = marks->at + (found - marks->at);
    bool any = false;

    for (size_t i = 0; i < count; i++) {
        if (at[i].finding < result->finding_count &&
            result->findings[at[i].finding].group == group) {
            at[i].how = GJ_MARK_WRONG;
            any = true;
        }
    }
    if (!any) {
        add(marks, result, suspect, group->findings[0], GJ_MARK_WRONG);
        merge(marks);
    }
}

void gj_marks_make(gj_marks *marks, const gj_result *result)
{
    marks->at = gj_new(room_for(result), sizeof *marks->at);
    marks->numbers =
        gj_new(result->finding_count + (size_t)1, sizeof(uint32_t));
    marks->order = gj_new(result->finding_count + (size_t)1, sizeof(uint32_t));
    number(marks, result);
    for (uint32_t i = 0; i < result->finding_count + result->reason_count; i++)
        collect(marks, result, i);
    merge(marks);
    for (uint32_t i = 0; i < result->group_count; i++)
        for (uint32_t j = 0; j < result->groups[i].suspect_count; j++)
            if (gj_cause_is_shared(&result->groups[i]))
                mark_suspect(marks, result, &result->groups[i],
                             &result->groups[i].suspects[j]);
}

void gj_marks_free(gj_marks *marks)
{
    free(marks->at);
    free(marks->numbers);
    free(marks->order);
    *marks = (gj_marks){0};
}

/* The first mark of this cell or of one behind it. */
static size_t lower_bound(const gj_marks *marks, uint32_t cell)
{
    size_t low = 0;
    size_t high = marks->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (marks->at[middle].cell < cell)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const gj_mark *gj_marks_of(size_t *count, const gj_marks *marks, uint32_t cell)
{
    size_t first = lower_bound(marks, cell);
    size_t end = first;

    while (end < marks->count && marks->at[end].cell == cell)
        end++;
    *count = end - first;
    return marks->at + first;
}
