/* The form's plausibility.json, as the plugin keeps it. */
#ifndef GJ_PLAUSIBILITY_SCRIPT_H
#define GJ_PLAUSIBILITY_SCRIPT_H

#include "../common/match.h"

enum {
    GJ_DOUBTS = 32,
    GJ_DOUBT_LIST = 32,
    GJ_DOUBT_CONDITIONS = 4,
    GJ_DOUBT_CELLS = 512
};

/** What a rule doubts. */
enum {
    /** That all its cells are zero while the words tell of work. */
    GJ_DOUBT_ZERO,
    /** That a part in the words is more than the total they state. */
    GJ_DOUBT_PART,
    /** That the sum of its cells is more than such a unit has. */
    GJ_DOUBT_SIZE
};

/** Texts, words, patterns: strings of the data file, as many as there is room
    for. */
typedef struct gj_list {
    gj_text *at;
    uint32_t count;
} gj_list;

/** Texts that form.json names, by their numbers there. */
typedef struct gj_texts {
    uint32_t at[GJ_DOUBT_LIST];
    uint32_t count;
} gj_texts;

/** That a text which form.json names is one of some. */
typedef struct gj_condition {
    uint32_t text;
    gj_list values;
} gj_condition;

/** How much is too much, and for which units. */
typedef struct gj_limit {
    gj_condition conditions[GJ_DOUBT_CONDITIONS];
    uint32_t condition_count;
    /** What the unit's name looks like; of no account without a source. */
    gj_regex unit;
    /** Texts that the report must not give. */
    gj_texts not_given;
    /** The parameter with the most that is plausible, and this as written. */
    gj_parameter parameter;
    char initial[24];
} gj_limit;

typedef struct gj_doubt {
    /** Its index among all. */
    uint32_t index;
    gj_rule rule;
    gj_message message;
    const gj_message *messages[4];
    uint32_t kind;
    /** Patterns of cells. */
    gj_list cells;
    /** Texts, by their index among those of all rules. */
    uint32_t texts[GJ_DOUBT_LIST];
    uint32_t text_count;
    /** The same, as bits. */
    uint32_t reads;
    gj_list words;
    gj_regex pattern;
    gj_regex unless;
    /** As many as there are; and the parameters' list, with NULL at its end. */
    gj_limit *limits;
    uint32_t limit_count;
    const gj_parameter **parameter_list;
    /** Cells of the shape of this number. */
    uint64_t shape;
    uint32_t indexes[GJ_DOUBT_CELLS];
    uint32_t index_count;
} gj_doubt;

/** A text of the report, and where something was found in it. */
typedef struct gj_evidence {
    gj_value value;
    gj_text text;
    gj_span span;
    /** The numbers of a part and its total, as written. */
    gj_text part;
    gj_text total;
} gj_evidence;

typedef struct gj_doubts {
    gj_doubt *at[GJ_DOUBTS];
    uint32_t count;
    /** The texts that any rule reads; and these of the report of this number,
        as far as it gives them, which bits say. */
    gj_texts texts;
    gj_value values[GJ_DOUBT_LIST];
    uint32_t given;
    uint64_t report;
    uint32_t unit;
    gj_working matching;
} gj_doubts;

/** Reads the form's data file. False after a fault, or without memory; what
    was read until then is freed by gj_doubts_free(). */
bool gj_doubts_read(gj_doubts *doubts, const gj_opening *opening);
void gj_doubts_free(gj_doubts *doubts);

/** Said where a cell is blank, and where an expression cannot be decided. */
extern const gj_message gj_doubt_open;
extern const gj_message gj_doubt_costly;

#endif
