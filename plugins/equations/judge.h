/* Judges a compiled rule on one report. */
#ifndef GJ_EQUATIONS_JUDGE_H
#define GJ_EQUATIONS_JUDGE_H

#include "plan.h"

/** A rule, and a report to judge it on. */
typedef struct gj_case {
    const gj_host *host;
    const gj_form *form;
    const gj_report *report;
    const gj_cells *cells;
    const gj_plan *plan;
} gj_case;

/** Judges all places; the result has one gj_truth each and lives until the
    plan is judged again. A place where `when` fails holds. */
const uint8_t *gj_case_judge(const gj_case *judged);

/** The first place from `from` on that does not hold, or `count`. */
uint32_t gj_truths_hold(const uint8_t *truths, uint32_t from, uint32_t count);

/** Truth of one condition of a sheet at one place. */
gj_truth gj_case_truth(const gj_case *judged, const gj_sheet *sheet,
                       const gj_node *node, uint32_t place);

/** Row of an atom at a place. */
static inline const gj_row *gj_sheet_row(const gj_plan *plan,
                                         const gj_sheet *sheet,
                                         const gj_node *atom, uint32_t place)
{
    return &sheet->rows[(size_t)atom->atom * plan->place_count + place];
}

#endif
