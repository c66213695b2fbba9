/* What an evaluation remembers, so that no schema is applied to the same
 * value again and again: without it, nested choices would cost twice as much
 * with each level. */
#ifndef GJ_SCHEMA_VERDICT_H
#define GJ_SCHEMA_VERDICT_H

#include <stdbool.h>

#include "schema/index.h"

/** A schema at a value. The same schema may say something else where dynamic
    references lead elsewhere, which `scope` stands for. */
typedef struct gj_case {
    const void *owner;
    uint64_t node;
    uint64_t scope;
    /** A block, or the operation of a choice. */
    uint32_t id;
    bool choice;
} gj_case;

/** What is known of it. */
typedef struct gj_verdict {
    gj_case of;
    /** Members or elements that it evaluates; NULL where nobody asked. */
    uint64_t *evaluated;
    bool known;
    bool valid;
} gj_verdict;

/** Verdicts, as many as fit: a new one may push out an old one. {0} is
    empty. */
typedef struct gj_verdicts {
    gj_verdict *verdicts;
    size_t room;
    size_t count;
    gj_arena words;
    size_t word_count;
} gj_verdicts;

/** Forgets everything. */
void gj_verdicts_clear(gj_verdicts *set);
void gj_verdicts_free(gj_verdicts *set);
/** The verdict, or NULL where none is known. */
const gj_verdict *gj_verdicts_find(const gj_verdicts *set, const gj_case *of);
/** Keeps a verdict. Of a valid value `evaluated` has `count` words, or is
    NULL. */
void gj_verdicts_keep(gj_verdicts *set, const gj_case *of, bool valid,
                      const uint64_t *evaluated, size_t count);

/** What has been told about a failure, or decided about a choice. */
typedef struct gj_told {
    gj_case of;
    /** It is in the list of what is wrong. */
    bool listed;
    /** Of a choice: the branch that speaks for it. */
    uint32_t branch;
} gj_told;

/** {0} is empty. */
typedef struct gj_telling {
    gj_told *all;
    size_t all_count;
    size_t all_room;
    gj_index index;
    /** Those listed, in the order of listing. */
    uint32_t *listed;
    size_t listed_count;
    size_t listed_room;
} gj_telling;

void gj_telling_clear(gj_telling *telling);
void gj_telling_free(gj_telling *telling);
/** What was told about a case, or NULL. Valid until the next one is added. */
gj_told *gj_telling_find(const gj_telling *telling, const gj_case *of);
/** Adds a case, or finds it. */
gj_told *gj_telling_add(gj_telling *telling, const gj_case *of);
/** Adds a case to those listed. */
void gj_telling_list(gj_telling *telling, const gj_case *of);
/** Whether the listed ones from `from` on are to count as listed. */
void gj_telling_mark(gj_telling *telling, size_t from, bool listed);

#endif
