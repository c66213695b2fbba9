#include "terms.h"

#include <stdlib.h>

/** Longest pointer with the variable replaced. */
enum { MOST_BYTES = 4096 };

typedef struct search {
    gj_terms *terms;
    const gj_node *node;
    int64_t factor;
} search;

static void stop(gj_terms *terms, const gj_node *node, gj_obstacle obstacle)
{
    if (terms->obstacle != GJ_OBSTACLE_NONE)
        return;
    terms->obstacle = obstacle;
    terms->culprit = node;
}

static int32_t take_match(void *context, gj_text pointer, uint32_t cell)
{
    search *found = context;
    gj_terms *terms = found->terms;

    (void)pointer;
    if (cell == GJ_NO_CELL)
        stop(terms, found->node, GJ_OBSTACLE_GROUP);
    else if (terms->count >= terms->limit)
        stop(terms, found->node, GJ_OBSTACLE_TERMS);
    if (terms->obstacle != GJ_OBSTACLE_NONE)
        return 1;
    gj_term *term =
        gj_push(&terms->terms, &terms->count, &terms->capacity, sizeof *term);
    *term = (gj_term){cell, found->factor};
    return 0;
}

/* Returns how many matches were taken. */
static size_t add_matches(gj_terms *terms, const gj_node *node, gj_text pattern,
                          int64_t factor)
{
    char bytes[MOST_BYTES];
    search context = {terms, node, factor};
    size_t before = terms->count;
    size_t length =
        gj_pointer_bind(bytes, sizeof bytes, pattern, terms->binding);

    if (length != SIZE_MAX)
        terms->host->match(terms->shape, (gj_text){bytes, length}, take_match,
                           &context);
    return terms->count - before;
}

void gj_terms_add_cell(gj_terms *terms, const gj_node *node, gj_text pointer)
{
    if (add_matches(terms, node, pointer, 1) != 1)
        stop(terms, node, GJ_OBSTACLE_NO_CELL);
}

static void add_scaled(gj_terms *terms, const gj_node *node, int64_t factor)
{
    int64_t product;

    if (__builtin_mul_overflow(node->number, factor, &product) ||
        product > GJ_LARGEST || product < -GJ_LARGEST)
        stop(terms, node, GJ_OBSTACLE_FACTOR);
    else
        gj_terms_add(terms, node->first, product);
}

void gj_terms_add(gj_terms *terms, const gj_node *node, int64_t factor)
{
    if (terms->obstacle != GJ_OBSTACLE_NONE)
        return;
    if (node->kind == GJ_NODE_NUMBER)
        terms->constant += (gj_wide)node->number * factor;
    else if (node->kind == GJ_NODE_SCALE)
        add_scaled(terms, node, factor);
    else if (node->kind == GJ_NODE_ADD)
        for (const gj_node *child = node->first; child; child = child->next)
            gj_terms_add(terms, child, factor);
    else if (add_matches(terms, node, node->text, factor) != 1 &&
             node->kind == GJ_NODE_CELL)
        stop(terms, node, GJ_OBSTACLE_NO_CELL);
}

static int compare_cells(const void *a, const void *b)
{
    const gj_term *x = a, *y = b;

    return (x->cell > y->cell) - (x->cell < y->cell);
}

void gj_terms_merge(gj_terms *terms, size_t first)
{
    size_t kept = first;

    if (terms->count - first > 1)
        qsort(terms->terms + first, terms->count - first, sizeof(gj_term),
              compare_cells);
    for (size_t i = first; i < terms->count;) {
        gj_term sum = terms->terms[i++];
        while (i < terms->count && terms->terms[i].cell == sum.cell)
            sum.factor += terms->terms[i++].factor;
        if (sum.factor != 0)
            terms->terms[kept++] = sum;
    }
    terms->count = kept;
}

gj_wide gj_terms_weight(const gj_terms *terms, size_t first, size_t count,
                        bool *falls)
{
    gj_wide weight = 0;

    for (size_t i = first; i < first + count; i++) {
        gj_wide factor = terms->terms[i].factor;
        weight += factor < 0 ? -factor : factor;
        *falls = *falls || factor < 0;
    }
    return weight;
}
