/* Sentences that were surveyed in vain. Most of those with a number in them ask
 * for no phrase, and stand in the next report again, with another number. So
 * these are remembered as they stand in the text, and known whatever their
 * digits are: of a number no survey asks how much it is. */
#ifndef GJ_NARRATIVE_VAIN_H
#define GJ_NARRATIVE_VAIN_H

#include <gouji/plugin.h>

typedef struct gj_vain gj_vain;

/** NULL where there is no memory. */
gj_vain *gj_vain_new(void);
void gj_vain_free(gj_vain *vain);

/** Where the sentence ends that begins at `from`, if one like it was surveyed
    in vain; 0 where it was not. `at` is the place that it was glanced at
    for. */
size_t gj_vain_recall(const gj_vain *vain, gj_text text, size_t from,
                      size_t at);
/** Keeps a sentence that was, in the place of another, it may be; of one that
    is long, or has a number beyond what is usual, nothing is kept. */
void gj_vain_keep(gj_vain *vain, gj_text text, size_t from, size_t at,
                  size_t end);

#endif
