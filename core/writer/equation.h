/* The arithmetic of a finding: the numbers of both sides as they were
 * compared, and how far they are apart. */
#ifndef GJ_WRITER_EQUATION_H
#define GJ_WRITER_EQUATION_H

#include "writer/writer.h"

/** One equation that a finding says does not hold, or one inequality. */
typedef struct gj_equation {
    /** Those of the left side first, else in the order in which they were
        written. A term with GJ_NO_CELL is a constant. The coefficient counts
        as it stands: it may be negative. */
    gj_term_entry *terms;
    uint32_t count;
    /** How many of them are on the left. */
    uint32_t left;
    /** What is between the sides as they are: "≠" where they should be equal,
        else "<", ">" or "=". */
    const char *relation;
    /** How far the sides are apart, in millionths; has_difference is false
        where a cell has no number, and where they need not be equal. */
    int64_t difference;
    bool has_difference;
} gj_equation;

/** The equations of a finding, at most `most`; returns how many. A finding
    that compares no sides has none, and neither has one whose sides cannot be
    told for certain. Free each with gj_equation_free(). */
uint32_t gj_equations(gj_equation *equations, uint32_t most,
                      const gj_result *result, const gj_finding_entry *finding);
void gj_equation_free(gj_equation *equation);

/** Whether the term is a cell that says 0. */
bool gj_term_is_zero(const gj_result *result, const gj_term_entry *term);
/** The sum of some terms, in millionths; false where it has more than six
    decimals or goes beyond 64 bits. */
bool gj_terms_sum(int64_t *sum, const gj_result *result,
                  const gj_term_entry *terms, uint32_t count);

/** Appends a term's operator as it stands behind `before` other terms of its
    side: "", "+" or "−"; and the term without it: "2", "10 × 25", "(−3)", and
    a word where the cell has no number. */
void gj_term_operator(gj_buffer *out, const gj_term_entry *term,
                      uint32_t before);
void gj_term_number(gj_buffer *out, const gj_result *result,
                    const gj_term_entry *term, gj_language language);

/** Appends the whole as one line: "2 + 0 ≠ 3 + 0, off by 1". Where a side has
    many terms, cells that say 0 are left out. */
void gj_equation_line(gj_buffer *out, const gj_result *result,
                      const gj_equation *equation, gj_language language);
/** Appends "off by 1"; nothing where there is no difference to tell. */
void gj_equation_off(gj_buffer *out, const gj_equation *equation,
                     gj_language language);

/** Sides with more terms leave out those that say 0. */
enum { GJ_FEW_TERMS = 8 };

#endif
