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
    NULL. The sentence is as it was read, with all of its spots. */
const gj_finds *gj_memory_recall(gj_memory *memory, uint32_t text,
                                 const gj_sentence *sentence);
/** Keeps what was found in the sentence that was asked about last, in the place
    of another, it may be. Of little room is made no use. */
void gj_memory_keep(gj_memory *memory, const gj_finds *finds);

#endif
