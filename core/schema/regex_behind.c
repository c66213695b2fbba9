/* Lookbehinds. PCRE2 wants each of their alternatives to be of one length: one
 * that is of several is written as as many alternatives. */
#include <stdlib.h>

#include "schema/regex_printer.h"

/** Most alternatives, and their bytes; a length that is not fixed. */
enum { MOST_VARIANTS = 256, MOST_BYTES = 16 << 10, VARIABLE = -1 };

/** What something may be, each of a fixed length. */
typedef struct variants {
    gj_text *at;
    size_t count;
    size_t room;
} variants;

/** The texts of all variants, and how many there were. */
typedef struct variation {
    gj_regex_printer *p;
    gj_arena arena;
    size_t bytes;
} variation;

static bool vary_branch(variation *v, variants *all,
                        const gj_regex_node *branch);

/* ---------------------------------------------------------------- lengths */

static int64_t length_of_branch(const gj_regex *regex,
                                const gj_regex_node *branch);

/** Characters that one turn of a term takes. */
static int64_t length_of_turn(const gj_regex *regex, const gj_regex_node *node)
{
    int64_t length = VARIABLE;

    if (node->kind == GJ_REGEX_CHARACTER)
        return 1;
    if (node->kind != GJ_REGEX_GROUP && node->kind != GJ_REGEX_PLAIN)
        return 0;
    for (uint32_t at = node->first; at != GJ_REGEX_NONE;) {
        const gj_regex_node *branch = gj_regex_at(regex, at);
        int64_t own = length_of_branch(regex, branch);
        if (own == VARIABLE || (at != node->first && own != length))
            return VARIABLE;
        length = own;
        at = branch->next;
    }
    return length;
}

static int64_t length_of_branch(const gj_regex *regex,
                                const gj_regex_node *branch)
{
    int64_t length = 0;

    for (uint32_t at = branch->first; at != GJ_REGEX_NONE;) {
        const gj_regex_node *node = gj_regex_at(regex, at);
        int64_t turn = length_of_turn(regex, node);
        if (turn == VARIABLE || (node->least != node->most))
            return VARIABLE;
        length += turn * node->least;
        at = node->next;
    }
    return length;
}

/* --------------------------------------------------------------- variants */

static bool add(variation *v, variants *all, gj_text first, gj_text second)
{
    v->bytes += first.length + second.length;
    if (all->count == MOST_VARIANTS || v->bytes > MOST_BYTES)
        return false;
    gj_grow(&all->at, all->count, &all->room, sizeof *all->at);
    all->at[all->count++] = gj_arena_print(&v->arena, "%.*s%.*s",
                                           GJ_PRINT(first), GJ_PRINT(second));
    return true;
}

/** Puts each of the ones behind each of the others. */
static bool multiply(variation *v, variants *all, const variants *by)
{
    variants product = {NULL, 0, 0};
    bool fits = true;

    for (size_t i = 0; i < all->count; i++)
        for (size_t j = 0; fits && j < by->count; j++)
            fits = add(v, &product, all->at[i], by->at[j]);
    free(all->at);
    *all = product;
    return fits;
}

/** One turn of a term. */
static bool vary_turn(variation *v, variants *all, const gj_regex_node *node)
{
    const gj_regex *regex = v->p->regex;
    gj_buffer text = {0};
    gj_buffer *out = v->p->out;
    variants own = {NULL, 0, 0};
    bool fits = true;

    if (length_of_turn(regex, node) != VARIABLE) {
        v->p->out = &text;
        fits = gj_regex_print_once(v->p, node) &&
               add(v, all, gj_buffer_view(&text), (gj_text){NULL, 0});
        v->p->out = out;
        gj_buffer_free(&text);
        return fits;
    }
    const char *opener =
        node->kind == GJ_REGEX_GROUP ? "(?:" : gj_regex_opener(regex, node);
    for (uint32_t at = node->first; fits && at != GJ_REGEX_NONE;
         at = gj_regex_at(regex, at)->next)
        fits = vary_branch(v, &own, gj_regex_at(regex, at));
    for (size_t i = 0; fits && i < own.count; i++) {
        gj_text opened =
            gj_arena_print(&v->arena, "%s%.*s", opener, GJ_PRINT(own.at[i]));
        fits = add(v, all, opened, gj_text_of(")"));
    }
    free(own.at);
    return fits;
}

/** A term: so many turns, or one more, and so on. */
static bool vary_term(variation *v, variants *all, const gj_regex_node *node)
{
    variants turn = {NULL, 0, 0};
    variants turns = {NULL, 0, 0};
    bool fits = node->most <= MOST_VARIANTS &&
                add(v, &turns, (gj_text){NULL, 0}, (gj_text){NULL, 0}) &&
                vary_turn(v, &turn, node);

    for (uint32_t i = 0; fits && i <= node->most; i++) {
        for (size_t j = 0; fits && i >= node->least && j < turns.count; j++)
            fits = add(v, all, turns.at[j], (gj_text){NULL, 0});
        if (fits && i < node->most)
            fits = multiply(v, &turns, &turn);
    }
    free(turn.at);
    free(turns.at);
    return fits;
}

static bool vary_branch(variation *v, variants *all,
                        const gj_regex_node *branch)
{
    variants own = {NULL, 0, 0};
    bool fits = add(v, &own, (gj_text){NULL, 0}, (gj_text){NULL, 0});

    for (uint32_t at = branch->first; fits && at != GJ_REGEX_NONE;
         at = gj_regex_at(v->p->regex, at)->next) {
        variants term = {NULL, 0, 0};
        fits = vary_term(v, &term, gj_regex_at(v->p->regex, at)) &&
               multiply(v, &own, &term);
        free(term.at);
    }
    for (size_t i = 0; fits && i < own.count; i++)
        fits = add(v, all, own.at[i], (gj_text){NULL, 0});
    free(own.at);
    return fits;
}

/* -------------------------------------------------------------------- all */

/** Whether groups may be written as often as there are variants, which gives
    them other numbers. */
static bool has_references(const gj_regex *regex)
{
    for (uint32_t i = 0; i < regex->count; i++)
        if (gj_regex_at(regex, i)->kind == GJ_REGEX_REFERENCE)
            return true;
    return false;
}

static bool print_variants(gj_regex_printer *p, const gj_regex_node *branch)
{
    variation v = {.p = p};
    variants all = {NULL, 0, 0};
    bool fits = !has_references(p->regex) && vary_branch(&v, &all, branch);

    for (size_t i = 0; fits && i < all.count; i++) {
        gj_buffer_string(p->out, i > 0 ? "|" : "");
        gj_buffer_text(p->out, all.at[i]);
    }
    free(all.at);
    gj_arena_free(&v.arena);
    return fits || gj_regex_refuse(p->fault,
                                   GJ_BOTH("后顾的长度不固定",
                                           "a lookbehind is of no fixed "
                                           "length"),
                                   true);
}

bool gj_regex_print_behind(gj_regex_printer *p, const gj_regex_node *node)
{
    for (uint32_t at = node->first; at != GJ_REGEX_NONE;) {
        const gj_regex_node *branch = gj_regex_at(p->regex, at);
        bool fixed = length_of_branch(p->regex, branch) != VARIABLE;
        if (!(fixed ? gj_regex_print_branch(p, branch)
                    : print_variants(p, branch)))
            return false;
        at = branch->next;
        if (at != GJ_REGEX_NONE)
            gj_buffer_byte(p->out, '|');
    }
    return true;
}
