#include "plan.h"

#include <stdlib.h>

typedef struct bindings {
    gj_pool *pool;
    gj_text *texts;
    size_t count;
    size_t capacity;
    uint32_t limit;
    bool full;
} bindings;

static int32_t take_binding(void *context, gj_text pointer, uint32_t cell)
{
    bindings *all = context;

    (void)cell;
    all->full = all->count >= all->limit;
    if (all->full)
        return 1;
    gj_text *text =
        gj_push(&all->texts, &all->count, &all->capacity, sizeof *text);
    *text = gj_pool_copy(all->pool, pointer);
    return 0;
}

static void bind_set(bindings *all, const gj_host *host, const gj_form *form,
                     gj_text pattern)
{
    gj_text name = {pattern.data + 1, pattern.length - 1};
    gj_value member = host->values->first(host->form_set(form, name));

    for (; host->values->type(member) != GJ_ABSENT && !all->full;
         member = host->values->next(member))
        take_binding(all, host->values->text(member), GJ_NO_CELL);
}

const gj_text *gj_equation_bindings(gj_pool *pool, uint32_t *count,
                                    const gj_host *host, const gj_form *form,
                                    const gj_shape *shape,
                                    const gj_equation *equation, uint32_t limit)
{
    bindings all = {.pool = pool, .limit = limit};

    if (equation->variable.length == 0)
        take_binding(&all, (gj_text){NULL, 0}, GJ_NO_CELL);
    else if (equation->over_set)
        bind_set(&all, host, form, equation->patterns[0]);
    else
        for (uint32_t i = 0; i < equation->pattern_count && !all.full; i++)
            host->match(shape, equation->patterns[i], take_binding, &all);
    gj_text *texts = gj_pool_new(pool, all.count + 1, sizeof *texts);
    if (all.count > 0)
        memcpy(texts, all.texts, all.count * sizeof *texts);
    free(all.texts);
    *count = (uint32_t)all.count;
    return all.full ? NULL : texts;
}

/* The row's terms are appended to `terms`; what led nowhere makes the row
   unknown and says nothing about the next. */
static gj_row compile_row(gj_terms *terms, const gj_node *atom)
{
    size_t first = terms->count;

    terms->constant = 0;
    terms->obstacle = GJ_OBSTACLE_NONE;
    if (atom->kind == GJ_NODE_COMPARE) {
        gj_terms_add(terms, atom->first, 1);
        gj_terms_add(terms, atom->first->next, -1);
        gj_terms_merge(terms, first);
    } else if (atom->kind != GJ_NODE_NAMED) {
        gj_terms_add_cell(terms, atom, atom->text);
    }
    if (terms->obstacle != GJ_OBSTACLE_NONE)
        terms->count = first;
    return (gj_row){.constant = terms->constant,
                    .first = (uint32_t)first,
                    .count = (uint32_t)(terms->count - first),
                    .missing = terms->obstacle != GJ_OBSTACLE_NONE};
}

/* Bits of a number that is at least 0. */
static uint32_t bits_of(gj_wide number)
{
    uint32_t bits = 0;

    for (; number > 0; number /= 2)
        bits++;
    return bits;
}

static gj_column compile_column(const gj_terms *terms, const gj_row *rows,
                                size_t places)
{
    const gj_wide constant = rows->constant;
    gj_column column = {
        .first = rows->first, .count = rows->count, .rises = constant >= 0};
    gj_wide most = 0;

    for (size_t place = 0; place < places; place++) {
        bool falls = false;
        gj_wide weight = gj_terms_weight(terms, rows[place].first,
                                         rows[place].count, &falls);
        most = weight > most ? weight : most;
        column.rises = column.rises && !falls;
        if (rows[place].count != rows->count ||
            rows[place].constant != constant)
            column.count = 0;
    }
    /* The products have no more than 61 bits together, the constant neither. */
    if (bits_of(most) > 61 || bits_of(constant < 0 ? -constant : constant) > 61)
        return (gj_column){.count = 0};
    column.constant = (int64_t)constant;
    column.bits = 61 - bits_of(most);
    return column;
}

static bool compile_sheet(gj_plan *plan, gj_sheet *sheet, gj_terms *terms,
                          const gj_expression *expression)
{
    if (expression == NULL)
        return true;
    size_t atoms = expression->atom_count, places = plan->place_count;
    if (places > 0 && atoms > terms->limit / places)
        return false;
    sheet->expression = expression;
    sheet->rows = gj_pool_new(&plan->pool, atoms * places, sizeof(gj_row));
    sheet->columns = gj_pool_new(&plan->pool, atoms, sizeof(gj_column));
    for (size_t atom = 0; places > 0 && atom < atoms; atom++) {
        gj_row *rows = sheet->rows + atom * places;
        for (size_t place = 0; place < places; place++) {
            terms->binding = plan->bindings[place];
            rows[place] = compile_row(terms, expression->atoms[atom]);
            sheet->missing |= rows[place].missing;
            if (terms->obstacle == GJ_OBSTACLE_TERMS)
                return false;
        }
        sheet->columns[atom] = compile_column(terms, rows, places);
    }
    return true;
}

static size_t longest_row(const gj_sheet *sheet, size_t places)
{
    size_t longest = 0;

    if (sheet->expression == NULL)
        return 0;
    for (size_t i = 0; i < sheet->expression->atom_count * places; i++)
        if (sheet->rows[i].count > longest)
            longest = sheet->rows[i].count;
    return longest;
}

static void make_room(gj_plan *plan)
{
    size_t places = plan->place_count;
    size_t depth = plan->assertion.expression->depth;
    size_t longest = longest_row(&plan->assertion, places);
    size_t other = longest_row(&plan->when, places);

    if (plan->when.expression != NULL && plan->when.expression->depth > depth)
        depth = plan->when.expression->depth;
    plan->truths = gj_pool_new(&plan->pool, (depth + 2) * places, 1);
    plan->steps = gj_pool_new(&plan->pool, longest > other ? longest : other,
                              sizeof *plan->steps);
}

static void keep_terms(gj_plan *plan, const gj_terms *terms)
{
    plan->terms = gj_pool_new(&plan->pool, terms->count, sizeof(gj_term));
    plan->term_count = terms->count;
    for (size_t i = 0; i < terms->count; i++) {
        plan->terms[i] = terms->terms[i];
        if (terms->terms[i].cell >= plan->cell_limit)
            plan->cell_limit = terms->terms[i].cell + 1;
    }
}

gj_plan *gj_plan_new(const gj_host *host, const gj_form *form,
                     const gj_shape *shape, const gj_equation *equation,
                     size_t limit)
{
    gj_plan *plan = calloc(1, sizeof *plan);
    gj_terms terms = {.host = host, .shape = shape, .limit = limit};

    if (plan == NULL)
        return NULL;
    plan->equation = equation;
    plan->shape = shape;
    plan->bindings =
        gj_equation_bindings(&plan->pool, &plan->place_count, host, form, shape,
                             equation, (uint32_t)limit);
    bool sound =
        plan->bindings != NULL &&
        compile_sheet(plan, &plan->assertion, &terms, equation->assertion) &&
        compile_sheet(plan, &plan->when, &terms, equation->when);
    if (sound) {
        keep_terms(plan, &terms);
        make_room(plan);
    } else {
        gj_plan_free(plan);
        plan = NULL;
    }
    free(terms.terms);
    return plan;
}

void gj_plan_free(gj_plan *plan)
{
    if (plan == NULL)
        return;
    gj_pool_free(&plan->pool);
    free(plan);
}
