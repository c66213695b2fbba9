/* narrative.json, read: the phrases that reports use, and what the numbers in
 * them must equal. */
#ifndef GJ_NARRATIVE_SCRIPT_H
#define GJ_NARRATIVE_SCRIPT_H

#include "pattern.h"
#include "scan.h"

enum {
    GJ_READINGS = 6,
    GJ_TEXTS = 32,
    GJ_PHRASES = 64 * GJ_SHAPE_WORDS,
    /** Cells of the largest sum that a finding lists. */
    GJ_CLAIM_GROUPS = 8
};

/** One term of a sum: cells that a pattern covers, or numbers of the phrase. */
typedef struct gj_term {
    bool minus;
    /** Pattern of cells; empty for a group. */
    gj_text cells;
    gj_text group;
    /** The marks that count in a group of many numbers; empty: the group is
        one number. */
    gj_text marks;
} gj_term;

/** A cell of a sum, as an index of the form's shape. */
typedef struct gj_addend {
    uint32_t cell;
    bool minus;
} gj_addend;

typedef struct gj_sum {
    gj_text text;
    gj_term *terms;
    uint32_t term_count;
    bool has_groups;
    gj_addend *addends;
    uint32_t addend_count;
    /** A pattern covers no cell of this report. */
    bool unbound;
} gj_sum;

/** How a reading makes a number. */
enum {
    /** The sum itself. */
    GJ_READING_SUM,
    /** The most that the number may be: the sum of that of which it is a
        part. */
    GJ_READING_LIMIT,
    /** The sum in percent of the base. */
    GJ_READING_SHARE,
    /** How many percent the sum is above, or below, the base. */
    GJ_READING_GROWTH,
    GJ_READING_FALL
};

typedef struct gj_reading {
    uint32_t kind;
    gj_sum sum;
    gj_sum base;
    /** Units of the text in one unit of the cells: 10000 for 万元 over 元. */
    int64_t times;
    /** Empty where the cell's own name will do. */
    gj_words name;
} gj_reading;

/** What a number in a text may be. It is right where one reading fits. */
typedef struct gj_quantity {
    gj_text id;
    /** At most GJ_READINGS. */
    gj_reading *readings;
    uint32_t reading_count;
    /** A difference of more than so many percent is taken for a list of some
        parts only; 0 where every difference counts. */
    uint32_t near;
    /** A quantity that, told rightly in the same text, shows that another thing
        is meant; empty for none. */
    gj_text excused_by;
    bool percent;
    /** Its sums are bound to the shape of the report. */
    bool bound;
    /** What is said where none fits: of a number, and of a phrase that says
        one without it; and the same for sentences about another year. */
    gj_message messages[2];
    gj_message slips[2];
} gj_quantity;

/** A number of a phrase, and what it states. */
typedef struct gj_statement {
    /** Group of the number, and its name; GJ_NO_GROUP where the phrase says a
        fixed one. */
    uint32_t number;
    gj_text number_name;
    int64_t fixed;
    gj_quantity *quantity;
    /** Groups that the quantity's sums name, in the order of their terms. */
    uint32_t groups[GJ_CLAIM_GROUPS];
    uint32_t group_count;
} gj_statement;

/** Where a phrase says nothing about the report's own numbers. */
typedef struct gj_silence {
    gj_text id;
    /** Tried on what stands before the phrase in its sentence. In its group
        "who" an organ's own name lifts the silence. */
    gj_pattern before;
    bool has_before;
    /** Tried on the sentence up to the end of the phrase; silent where it does
        not match. */
    gj_pattern without;
    bool has_without;
} gj_silence;

typedef struct gj_phrase {
    gj_pattern pattern;
    uint32_t rule;
    /** Texts in which it is at home, one bit each. */
    uint32_t at_home;
    bool only_at_home;
    bool takes;
    gj_silence **silences;
    uint32_t silence_count;
    gj_statement *statements;
    uint32_t statement_count;
    /** The pattern is compiled, and the statements know their groups. */
    bool ready;
    bool unsound;
    /** The sieve knows it, or knows that it cannot; by this number. */
    bool sieved;
    uint32_t sieve;
} gj_phrase;

typedef struct gj_saying_rule {
    gj_text id;
    uint32_t index;
    const gj_message **messages;
    uint32_t message_count;
} gj_saying_rule;

typedef struct gj_script {
    gj_keep keep;
    /** What depends on the shape of a report. */
    gj_keep bound;
    const gj_host *host;
    gj_pieces pieces;
    gj_lexicon lexicon;
    uint32_t texts[GJ_TEXTS];
    uint32_t text_count;
    uint32_t unit;
    /** Words that make any organ the report's own; and units whose office is
        the unit. */
    gj_pattern own;
    gj_pattern office;
    /** Sentences that begin with another year; whose claims go to this rule,
        and which silence does not hold for them. */
    gj_pattern slip;
    uint32_t slip_rule;
    gj_text lifted;
    gj_quantity *quantities;
    uint32_t quantity_count;
    gj_silence *silences;
    uint32_t silence_count;
    gj_phrase *phrases;
    uint32_t phrase_count;
    gj_saying_rule *rules;
    uint32_t rule_count;
    /** The shape of the report read last; sums are bound to no other. */
    const gj_shape *shape;
    uint64_t shape_id;
} gj_script;

/** Reads what the form gives, and registers the rules. False after a fault;
    what was read until then is freed by gj_script_free(). */
bool gj_script_read(gj_script *script, const gj_opening *opening);
/** From here on reports have this shape. */
void gj_script_bind(gj_script *script, const gj_shape *shape);
/** Makes a quantity's sums ready for a report of that shape. */
void gj_quantity_bind(gj_script *script, gj_quantity *quantity);
/** Makes a phrase ready to be tried: its pattern, and the groups that its
    statements name. False where it is not sound, with the mistake, whose words
    live in the script, and the statement at fault; GJ_NO_GROUP where the
    pattern is. */
bool gj_phrase_make(gj_script *script, gj_phrase *phrase, gj_mistake *mistake,
                    uint32_t *statement);
void gj_script_free(gj_script *script);

#endif
