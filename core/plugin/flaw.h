/* Whether a text of a plugin can be shown to people as it is. */
#ifndef GJ_PLUGIN_FLAW_H
#define GJ_PLUGIN_FLAW_H

#include "base/text.h"

/** Bytes that may be shown: of a plugin's version and title, and of anything
    else. */
enum { GJ_MOST_OF_PLUGIN = 1024, GJ_MOST_OF_RULE = 16 * 1024 };

/** What keeps a text of at most `most` bytes from being shown, as it goes on
    behind "its title"; no words where nothing does. Characters that act on a
    terminal, or turn the direction of what stands around them, do. */
gj_words gj_text_flaw(gj_text text, uint64_t most);

#endif
