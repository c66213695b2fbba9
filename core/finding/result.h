/* The result of checking one input, as flat bytes and as a view over them.
 *
 * A result says everything that a writer needs: whose it is, how the rules
 * fared, each finding with its places and numbers, and, where there are
 * findings, all cells. It holds no pointer and no plugin's memory, so that it
 * may come from another process. */
#ifndef GJ_FINDING_RESULT_H
#define GJ_FINDING_RESULT_H

#include "base/digest.h"
#include "rule/catalogue.h"

/** How an input fared, worst last. One that no check was made of is not clean:
    nothing is known of it. */
enum {
    GJ_RESULT_CLEAN,
    GJ_RESULT_NOT_ASSESSABLE,
    GJ_RESULT_FINDINGS,
    GJ_RESULT_UNREADABLE
};

/** Checks, counted. Together they are all places of all rules. */
typedef struct gj_checks {
    uint64_t held;
    uint64_t failed;
    uint64_t not_assessable;
    /** Places of rules that were deselected. */
    uint64_t skipped;
    /** Places that a plugin gave no sound verdict for. */
    uint64_t faulted;
    /** Places that failed, and all of whose findings are accepted: by
        suppressions (one at least), or as the baseline has them. They count
        here and not as failed. */
    uint64_t suppressed;
    uint64_t known;
} gj_checks;

/** A location, resolved. */
typedef struct gj_spot {
    gj_text pointer;
    /** From 1, columns in characters; 0 where the input could not be read.
        The end is behind the last character. */
    uint32_t line;
    uint32_t column;
    uint32_t end_line;
    uint32_t end_column;
    /** Cell of the report's shape, or GJ_NO_CELL. */
    uint32_t cell;
    /** GJ_ROLE_…, GJ_SIDE_…; the coefficient in millionths. */
    uint32_t role;
    uint32_t side;
    int64_t coefficient;
    /** What stands there, as a reader would say it: a number as a plain
        decimal, a text without quotation marks, "null". has_value is false
        for containers and for what is absent. */
    gj_text value;
    bool has_value;
    /** What really stands there, where that must not be repeated and `value`
        is shown for it; else empty. No writer's business: it is what is masked
        in other findings. */
    gj_text secret;
    /** The form's data file that it is in; empty: the report. */
    gj_text file;
} gj_spot;

typedef struct gj_argument_entry {
    uint32_t type;
    gj_text name;
    gj_text text;
    int64_t integer;
} gj_argument_entry;

/** One term of an equality. */
typedef struct gj_term_entry {
    /** GJ_NO_CELL for a constant, whose value the coefficient is then. */
    uint32_t cell;
    /** GJ_SIDE_LEFT or GJ_SIDE_RIGHT. */
    uint32_t side;
    /** Millionths. */
    int64_t coefficient;
} gj_term_entry;

/** An equality that a place demands: one that failed, or one that held and
    has a cell in common with one that failed. */
typedef struct gj_tie {
    uint32_t rule;
    uint32_t place;
    /** Whether the place failed. Where it demands several equalities at once,
        this one may be one that holds. */
    bool failed;
    gj_term_entry *terms;
    uint32_t term_count;
} gj_tie;

/** One finding, or one reason why a place could not be judged. */
typedef struct gj_finding_entry {
    const gj_rule_entry *rule;
    uint32_t rule_index;
    uint32_t place;
    /** After configuration: GJ_INFO, GJ_WARNING, GJ_ERROR. */
    uint32_t severity;
    /** False: a reason why the place is not assessable. */
    bool failed;
    const gj_message_entry *message;
    gj_argument_entry *arguments;
    uint32_t argument_count;
    gj_spot primary;
    /** In the order in which the plugin gave them; holds the primary's cell
        again where it is a term. */
    gj_spot *related;
    uint32_t related_count;
    /** Empty where there is none. */
    gj_text expected;
    gj_text actual;
    gj_digest fingerprint;
    gj_digest evidence;
    /** The findings that it shares a cause with; NULL where it stands alone
        and no equality says which cell is at fault, and where it is
        accepted. */
    const struct gj_group *group;
    /** What it is accepted by; NULL where it counts. See suppression.h. */
    const struct gj_suppression *suppression;
} gj_finding_entry;

/** Findings that share a cause. */
typedef struct gj_group {
    /** From form, unit, year and suspects: free of language. */
    gj_digest id;
    /** The cells most likely at fault, in the form's order. Their role is 0;
        line and column are 0 where no finding of the group names the cell. */
    gj_spot *suspects;
    uint32_t suspect_count;
    /** Indexes of the group's findings, ascending. */
    uint32_t *findings;
    uint32_t finding_count;
    /** How many accepted findings share the cause, beside these. */
    uint32_t accepted_count;
    /** Whether one change of one cell, and of each suspect alike, would mend
        every equality of the group. */
    bool one_cause;
} gj_group;

typedef struct gj_rule_checks {
    uint32_t rule;
    gj_checks checks;
} gj_rule_checks;

typedef struct gj_result {
    /** Path as given by the user; physical line of a report that came as one
        of many lines, else 0. */
    gj_text path;
    uint64_t record;
    /** The built-in catalogue where the input is of no form. */
    const gj_catalogue *catalogue;
    /** NULL where the input is of no form. */
    const gj_form *form;
    gj_text unit;
    /** 0 where there is none. */
    int64_t year;
    /** GJ_RESULT_…. */
    uint32_t status;
    gj_checks checks;
    gj_rule_checks *rules;
    uint32_t rule_count;
    /** Findings first, then reasons, then findings that are accepted; each in
        the order of place in the file, then of the rule's id. */
    gj_finding_entry *findings;
    uint32_t finding_count;
    uint32_t reason_count;
    uint32_t accepted_count;
    gj_tie *ties;
    uint32_t tie_count;
    /** In the order of their first findings. */
    gj_group *groups;
    uint32_t group_count;
    /** Lengths of the form's arrays; values and states of all cells of that
        shape. NULL and 0 where the result has neither findings nor reasons. */
    uint32_t *lengths;
    int64_t *values;
    uint8_t *states;
    uint32_t cell_count;
    gj_arena arena;
} gj_result;

/** Reads one encoded result; the view points into bytes. catalogues[0] is the
    built-in one. Trusts nothing: returns false where the bytes are no result.
    What a finding calls a secret stands in no other one any more.
    Memory of `result` ({0} at first) is kept from one to the next. */
bool gj_result_read(gj_result *result, gj_text bytes,
                    gj_catalogue *const *catalogues, size_t catalogue_count);
/** Settles how the report fared from its findings and counts. */
void gj_result_judge(gj_result *result);
void gj_result_free(gj_result *result);

/** Appends what a finding says, with its holes filled. */
void gj_finding_message(const gj_result *result,
                        const gj_finding_entry *finding, gj_language language,
                        gj_buffer *out);

#endif
