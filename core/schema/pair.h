/* Both languages of a sentence in the making. */
#ifndef GJ_SCHEMA_PAIR_H
#define GJ_SCHEMA_PAIR_H

#include "base/memory.h"
#include "base/text.h"

/** {0} is empty. */
typedef struct gj_pair {
    gj_buffer zh;
    gj_buffer en;
} gj_pair;

/** Append. A text that is cut or quoted, and a value, end in a mark where they
    are long. */
void gj_pair_put(gj_pair *p, const char *zh, const char *en);
void gj_pair_text(gj_pair *p, gj_text text);
void gj_pair_number(gj_pair *p, uint64_t number);
void gj_pair_cut(gj_pair *p, gj_text text);
void gj_pair_quoted(gj_pair *p, gj_text text);
void gj_pair_value(gj_pair *p, const gj_values *values, gj_value value);
/** The same behind a Chinese character or an English space. */
void gj_pair_found(gj_pair *p, const gj_values *values, gj_value value);
/** The names of types, by their bits in a gj_clause. */
void gj_pair_types(gj_pair *p, uint32_t types);
/** The words, which live in the arena; the pair is freed. */
gj_words gj_pair_keep(gj_pair *p, gj_arena *arena);

#endif
