/* What is wrong with a ruleset, in both languages. */
#ifndef GJ_EQUATIONS_MISTAKE_H
#define GJ_EQUATIONS_MISTAKE_H

#include <stdbool.h>
#include <string.h>

#include <gouji/plugin.h>

/** A mistake in a text: its part by offset and length in bytes. Empty words
    mean that there is none. */
typedef struct gj_mistake {
    uint32_t offset;
    uint32_t length;
    char zh[512];
    char en[512];
} gj_mistake;

/** Notes a mistake, if none was noted before. The templates are printf's with
    the same arguments. Always returns false. */
bool gj_mistaken(gj_mistake *mistake, size_t offset, size_t length,
                 const char *zh, const char *en, ...);

/** Arguments of "%.*s" for a text that may be long: its first 80 bytes at
    most, cut between characters. */
#define GJ_SHORT(text) gj_short_length(text), (text).data ? (text).data : ""
int gj_short_length(gj_text text);

/** Whether a text can be shown: it is not empty, and nothing in it acts on a
    terminal. Else notes what is wrong with the member of that name. */
bool gj_is_shown(gj_mistake *mistake, gj_text text, const char *name);

static inline bool gj_same(gj_text a, gj_text b)
{
    return a.length == b.length &&
           (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

static inline bool gj_says(gj_text text, const char *string)
{
    return gj_same(text, (gj_text){string, strlen(string)});
}

#endif
