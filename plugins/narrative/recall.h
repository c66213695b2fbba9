/* What was found in sentences that read alike. Reports are made from one
 * another, with the same words around other numbers. In a skeleton these are
 * marks, so that it is often one that has been looked through before, in
 * another report; then what was found in it is what is found again. */
#ifndef GJ_NARRATIVE_RECALL_H
#define GJ_NARRATIVE_RECALL_H

#include "find.h"

/** NULL where there is no memory. */
gj_memory *gj_memory_new(void);
void gj_memory_free(gj_memory *memory);

/** What was found in a sentence like this one, lent until the next call; or
    NULL. Its skeleton is all that is asked about, as nothing else has a part in
    what is found. */
const gj_finds *gj_memory_recall(gj_memory *memory, uint32_t text,
                                 const gj_sentence *sentence);
/** Keeps what was found in a sentence, in the place of another, it may be. Of
    one that is long or rich nothing is kept. */
void gj_memory_keep(gj_memory *memory, uint32_t text,
                    const gj_sentence *sentence, const gj_finds *finds);

#endif
