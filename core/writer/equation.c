#include "writer/equation.h"

#include <stdlib.h>

#include "base/memory.h"

/** Wide enough for a sum of coefficients times values, in 10^-12. */
__extension__ typedef __int128 wide;

enum { MILLION = 1000000 };

/* -------------------------------------------------------------- reckoning */

static bool is_constant(const gj_term_entry *term)
{
    return term->cell == GJ_NO_CELL;
}

static bool has_number(const gj_result *result, const gj_term_entry *term)
{
    return is_constant(term) || result->states[term->cell] == GJ_CELL_NUMBER;
}

static wide amount_of(const gj_result *result, const gj_term_entry *term)
{
    int64_t factor = is_constant(term) ? MILLION : result->values[term->cell];
    return (wide)term->coefficient * factor;
}

bool gj_term_is_zero(const gj_result *result, const gj_term_entry *term)
{
    return !is_constant(term) && has_number(result, term) &&
           result->values[term->cell] == 0;
}

/* False where a term has no number, or the sum is too large. */
static bool add_up(wide *sum, const gj_result *result,
                   const gj_term_entry *terms, uint32_t count)
{
    *sum = 0;
    for (uint32_t i = 0; i < count; i++)
        if (!has_number(result, &terms[i]) ||
            __builtin_add_overflow(*sum, amount_of(result, &terms[i]), sum))
            return false;
    return true;
}

/* False where it is no whole number of millionths in 64 bits. */
static bool to_millionths(int64_t *millionths, wide sum)
{
    wide whole = sum / MILLION;

    *millionths = (int64_t)whole;
    return whole * MILLION == sum && *millionths == whole;
}

bool gj_terms_sum(int64_t *sum, const gj_result *result,
                  const gj_term_entry *terms, uint32_t count)
{
    wide whole;
    return add_up(&whole, result, terms, count) && to_millionths(sum, whole);
}

/* ----------------------------------------------------------------- sides */

static bool is_term(const gj_result *result, const gj_spot *spot)
{
    return spot->role == GJ_ROLE_TERM && spot->side != GJ_SIDE_NONE &&
           spot->file.length == 0 && spot->cell < result->cell_count;
}

static gj_term_entry term_of(const gj_spot *spot)
{
    return (gj_term_entry){spot->cell, spot->side, spot->coefficient};
}

/* Begins an equation with room for so many terms. */
static gj_equation new_equation(size_t room)
{
    return (gj_equation){.terms = gj_new(room + 1, sizeof(gj_term_entry))};
}

static void add_term(gj_equation *equation, gj_term_entry term)
{
    equation->terms[equation->count++] = term;
    equation->left += term.side == GJ_SIDE_LEFT;
}

/* As they were written: the related locations that stand on a side. */
static gj_equation sides_as_written(const gj_result *result,
                                    const gj_finding_entry *finding)
{
    gj_equation equation = new_equation(finding->related_count);

    for (uint32_t side = GJ_SIDE_LEFT; side <= GJ_SIDE_RIGHT; side++)
        for (uint32_t i = 0; i < finding->related_count; i++)
            if (is_term(result, &finding->related[i]) &&
                finding->related[i].side == side)
                add_term(&equation, term_of(&finding->related[i]));
    return equation;
}

static gj_equation sides_of_tie(const gj_tie *tie)
{
    gj_equation equation = new_equation(tie->term_count);

    for (uint32_t side = GJ_SIDE_LEFT; side <= GJ_SIDE_RIGHT; side++)
        for (uint32_t i = 0; i < tie->term_count; i++)
            if (tie->terms[i].side == side && !is_constant(&tie->terms[i]))
                add_term(&equation, tie->terms[i]);
    return equation;
}

/* What is added to a cell on the left, less what is on the right. */
typedef struct net {
    uint32_t cell;
    wide coefficient;
} net;

static int by_cell(const void *left, const void *right)
{
    const net *a = left;
    const net *b = right;
    return a->cell < b->cell ? -1 : a->cell > b->cell;
}

/* The net coefficients by cell, those of 0 left out; returns how many. The
   caller frees them. */
static uint32_t net_of(net **nets, const gj_equation *equation)
{
    uint32_t kept = 0;
    net *all = gj_new(equation->count + (size_t)1, sizeof *all);

    for (uint32_t i = 0; i < equation->count; i++) {
        const gj_term_entry *term = &equation->terms[i];
        all[i] = (net){term->cell, term->side == GJ_SIDE_LEFT
                                       ? (wide)term->coefficient
                                       : -(wide)term->coefficient};
    }
    qsort(all, equation->count, sizeof *all, by_cell);
    for (uint32_t i = 0, next; i < equation->count; i = next) {
        net sum = {all[i].cell, 0};
        for (next = i; next < equation->count && all[next].cell == sum.cell;)
            sum.coefficient += all[next++].coefficient;
        if (sum.coefficient != 0)
            all[kept++] = sum;
    }
    *nets = all;
    return kept;
}

/* Whether two equations demand the same of the same cells, constants apart. */
static bool say_the_same(const gj_equation *a, const gj_equation *b)
{
    net *left;
    net *right;
    uint32_t left_count = net_of(&left, a);
    uint32_t right_count = net_of(&right, b);
    bool same = left_count == right_count;

    for (uint32_t i = 0; same && i < left_count; i++)
        same = left[i].cell == right[i].cell &&
               left[i].coefficient == right[i].coefficient;
    free(left);
    free(right);
    return same;
}

/* ------------------------------------------------------------- equations */

/* What the constants of a tie come to on the right; false where that is too
   much. */
static bool constant_of(int64_t *constant, const gj_tie *tie)
{
    wide sum = 0;

    for (uint32_t i = 0; i < tie->term_count; i++)
        if (is_constant(&tie->terms[i]))
            sum += tie->terms[i].side == GJ_SIDE_RIGHT
                       ? (wide)tie->terms[i].coefficient
                       : -(wide)tie->terms[i].coefficient;
    *constant = (int64_t)sum;
    return *constant == sum && *constant != INT64_MIN;
}

/* Puts a constant on the side where it is positive. Room for it was left. */
static void add_constant(gj_equation *equation, int64_t constant)
{
    if (constant > 0)
        add_term(equation,
                 (gj_term_entry){GJ_NO_CELL, GJ_SIDE_RIGHT, constant});
    if (constant >= 0)
        return;
    gj_term_entry *behind = equation->terms + equation->left;
    memmove(behind + 1, behind,
            (equation->count - equation->left) * sizeof *behind);
    *behind = (gj_term_entry){GJ_NO_CELL, GJ_SIDE_LEFT, -constant};
    equation->left++;
    equation->count++;
}

static bool measure(wide *difference, const gj_result *result,
                    const gj_equation *equation)
{
    wide left;
    wide right;

    return add_up(&left, result, equation->terms, equation->left) &&
           add_up(&right, result, equation->terms + equation->left,
                  equation->count - equation->left) &&
           !__builtin_sub_overflow(left, right, difference);
}

/* The terms of a tie, in the order of the finding's own locations where these
   are the same cells. */
static gj_equation terms_of(const gj_result *result,
                            const gj_finding_entry *finding, const gj_tie *tie)
{
    gj_equation written = sides_as_written(result, finding);
    gj_equation bare = sides_of_tie(tie);

    if (say_the_same(&written, &bare)) {
        gj_equation_free(&bare);
        return written;
    }
    gj_equation_free(&written);
    return bare;
}

/* A result may come from a plugin's worker, which is not trusted. */
static bool has_all_cells(const gj_result *result, const gj_tie *tie)
{
    for (uint32_t i = 0; i < tie->term_count; i++)
        if (!is_constant(&tie->terms[i]) &&
            tie->terms[i].cell >= result->cell_count)
            return false;
    return true;
}

/* False where the sides of the tie are equal, or cannot be told. */
static bool fill_from_tie(gj_equation *equation, const gj_result *result,
                          const gj_finding_entry *finding, const gj_tie *tie)
{
    wide difference = 0;
    int64_t constant;

    if (!has_all_cells(result, tie))
        return false;
    *equation = terms_of(result, finding, tie);
    if (equation->count == 0 || !constant_of(&constant, tie)) {
        gj_equation_free(equation);
        return false;
    }
    add_constant(equation, constant);
    bool known = measure(&difference, result, equation);
    equation->relation = "≠";
    equation->has_difference =
        known && to_millionths(&equation->difference,
                               difference < 0 ? -difference : difference);
    if (!known || difference != 0)
        return true;
    gj_equation_free(equation);
    return false;
}

static bool argument_says(const gj_finding_entry *finding, const char *name,
                          const gj_result *result, const gj_term_entry *terms,
                          uint32_t count)
{
    gj_buffer digits = {0};
    int64_t sum;
    bool says = false;

    if (!gj_terms_sum(&sum, result, terms, count))
        return false;
    gj_buffer_decimal(&digits, sum);
    for (uint32_t i = 0; i < finding->argument_count; i++)
        if (gj_text_is(finding->arguments[i].name, gj_text_of(name)))
            says =
                gj_text_is(finding->arguments[i].text, gj_buffer_view(&digits));
    gj_buffer_free(&digits);
    return says;
}

/* An inequality has no tie. Its locations leave constants out, so that they
   are believed only where they add up to what the finding says itself. */
static bool fill_from_sides(gj_equation *equation, const gj_result *result,
                            const gj_finding_entry *finding)
{
    gj_equation sides = sides_as_written(result, finding);
    uint32_t right = sides.count - sides.left;
    wide difference = 0;

    *equation = sides;
    if (sides.left > 0 && right > 0 &&
        argument_says(finding, "left", result, sides.terms, sides.left) &&
        argument_says(finding, "right", result, sides.terms + sides.left,
                      right) &&
        measure(&difference, result, &sides)) {
        equation->relation = difference < 0 ? "<" : difference > 0 ? ">" : "=";
        return true;
    }
    gj_equation_free(equation);
    return false;
}

uint32_t gj_equations(gj_equation *equations, uint32_t most,
                      const gj_result *result, const gj_finding_entry *finding)
{
    uint32_t count = 0;
    bool tied = false;

    if (result->cell_count == 0)
        return 0;
    for (uint32_t i = 0; i < result->tie_count && count < most; i++) {
        const gj_tie *tie = &result->ties[i];
        if (tie->rule != finding->rule_index || tie->place != finding->place ||
            !tie->failed)
            continue;
        tied = true;
        count += fill_from_tie(&equations[count], result, finding, tie);
    }
    if (!tied && most > 0)
        count += fill_from_sides(&equations[0], result, finding);
    return count;
}

void gj_equation_free(gj_equation *equation)
{
    free(equation->terms);
    *equation = (gj_equation){0};
}

/* ----------------------------------------------------------------- words */

void gj_term_operator(gj_buffer *out, const gj_term_entry *term,
                      uint32_t before)
{
    if (term->coefficient < 0)
        gj_buffer_string(out, "−");
    else
        gj_buffer_string(out, before > 0 ? "+" : "");
}

static void add_decimal(gj_buffer *out, int64_t millionths)
{
    if (millionths < 0)
        gj_buffer_string(out, "(−");
    gj_buffer digits = {0};
    gj_buffer_decimal(&digits, millionths);
    const char *shown = digits.data + (millionths < 0);
    gj_buffer_string(out, shown);
    gj_buffer_free(&digits);
    if (millionths < 0)
        gj_buffer_byte(out, ')');
}

void gj_term_number(gj_buffer *out, const gj_result *result,
                    const gj_term_entry *term, gj_language language)
{
    /* INT64_MIN is no number of a report or ruleset, and stays negative. */
    int64_t factor = term->coefficient < 0 && term->coefficient != INT64_MIN
                         ? -term->coefficient
                         : term->coefficient;

    if (is_constant(term)) {
        add_decimal(out, factor);
        return;
    }
    if (factor != MILLION) {
        add_decimal(out, factor);
        gj_buffer_string(out, " × ");
    }
    if (has_number(result, term))
        add_decimal(out, result->values[term->cell]);
    else if (result->states[term->cell] == GJ_CELL_BLANK)
        gj_buffer_string(out, gj_say(language, "空", "blank"));
    else
        gj_buffer_string(out, "?");
}

static void add_side(gj_buffer *out, const gj_result *result,
                     const gj_term_entry *terms, uint32_t count,
                     gj_language language)
{
    uint32_t said = 0;

    for (uint32_t i = 0; i < count; i++) {
        if (count > GJ_FEW_TERMS && gj_term_is_zero(result, &terms[i]))
            continue;
        gj_buffer_string(out, said > 0 ? " " : "");
        gj_term_operator(out, &terms[i], said);
        gj_buffer_string(out, said > 0 ? " " : "");
        gj_term_number(out, result, &terms[i], language);
        said++;
    }
    gj_buffer_string(out, said == 0 ? "0" : "");
}

void gj_equation_line(gj_buffer *out, const gj_result *result,
                      const gj_equation *equation, gj_language language)
{
    add_side(out, result, equation->terms, equation->left, language);
    gj_buffer_print(out, " %s ", equation->relation);
    add_side(out, result, equation->terms + equation->left,
             equation->count - equation->left, language);
    if (equation->has_difference) {
        gj_buffer_string(out, gj_say(language, "，", ", "));
        gj_equation_off(out, equation, language);
    }
}

void gj_equation_off(gj_buffer *out, const gj_equation *equation,
                     gj_language language)
{
    if (!equation->has_difference)
        return;
    gj_buffer_string(out, gj_say(language, "相差 ", "off by "));
    gj_buffer_decimal(out, equation->difference);
}
