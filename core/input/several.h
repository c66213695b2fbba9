/* A path that stands for several inputs: that it has ended is told, and that
 * it gave none. */
#ifndef GJ_INPUT_SEVERAL_H
#define GJ_INPUT_SEVERAL_H

#include <stdbool.h>

#include "base/text.h"

/** {0} is no such path. */
typedef struct gj_several {
    gj_buffer path;
    /** What to say where it gave none; empty where there is no such path. */
    gj_words nothing;
    /** Something of it was given before. */
    bool repeated;
} gj_several;

extern const gj_words gj_none_in_lines;
extern const gj_words gj_none_in_archive;
extern const gj_words gj_none_in_folder;
extern const gj_words gj_none_in_pattern;
extern const gj_words gj_none_in_list;
/** No file matches a pattern at all. */
extern const gj_words gj_none_matches;

/** Begins one, with what is said where nothing comes of it. */
void gj_several_begin(gj_several *several, const char *path, gj_words nothing);
/** Whether there is one whose end was not told yet. */
bool gj_several_is_open(const gj_several *several);
/** Ends it. Gives what is to be said if no report was in it: nothing where what
    it has was given before. */
gj_words gj_several_end(gj_several *several);
void gj_several_free(gj_several *several);

#endif
