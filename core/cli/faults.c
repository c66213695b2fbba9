#include "cli/faults.h"

#include <stdlib.h>

#include "base/memory.h"

/* More are of no use to anybody. */
enum { MOST_FAULTS = 10000 };

void gj_faults_take(void *context, const gj_schema_error *fault)
{
    gj_faults *faults = context;

    if (faults->count == MOST_FAULTS)
        return;
    gj_grow(&faults->all, faults->count, &faults->room, sizeof *faults->all);
    faults->all[faults->count++] = fault->error;
}

static int compare(const gj_error *a, const gj_error *b)
{
    int files = strcmp(a->file, b->file);

    if (files != 0)
        return files;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return a->column < b->column ? -1 : a->column > b->column;
}

/* In the order of places; those of the same place as they were found. */
static int by_place(const void *a, const void *b)
{
    const gj_error *const *x = a;
    const gj_error *const *y = b;
    int order = compare(*x, *y);

    return order != 0 ? order : *x < *y ? -1 : *x > *y;
}

void gj_faults_sort(gj_faults *faults)
{
    const gj_error **order = gj_new(faults->count + 1, sizeof *order);
    gj_error *sorted = gj_new(faults->count + 1, sizeof *sorted);
    size_t count = 0;

    for (size_t i = 0; i < faults->count; i++)
        order[i] = &faults->all[i];
    qsort(order, faults->count, sizeof *order, by_place);
    for (size_t i = 0; i < faults->count; i++)
        if (count == 0 || order[i]->line == 0 ||
            compare(&sorted[count - 1], order[i]) != 0)
            sorted[count++] = *order[i];
    free(order);
    free(faults->all);
    *faults = (gj_faults){sorted, count, faults->count + 1};
}

void gj_faults_free(gj_faults *faults)
{
    free(faults->all);
    *faults = (gj_faults){NULL, 0, 0};
}
