/* What can be said about a plugin's file without running any of it. */
#ifndef GJ_PLUGIN_LINT_H
#define GJ_PLUGIN_LINT_H

#include "plugin/image.h"

/** One thing to be said. */
typedef struct gj_objection {
    /** GJ_ERROR: it will be refused, or is not safe to load; GJ_WARNING: its
        author should look at it. */
    uint32_t severity;
    gj_words words;
} gj_objection;

typedef struct gj_lint {
    gj_objection *objections;
    size_t count;
    size_t room;
    /** From the descriptor, as far as it could be read: empty and 0 else. */
    gj_text name;
    gj_text version;
    uint32_t minor;
    uint32_t size;
    uint32_t rule_count;
    /** Whether open() may add more rules. */
    bool opens;
    gj_arena arena;
} gj_lint;

/** Looks at a file; *lint is {0} before. What is wrong with it, also where it
    is no plugin at all, becomes objections. */
void gj_lint_plugin(gj_lint *lint, const char *path);
void gj_lint_free(gj_lint *lint);
/** How many objections there are of a severity. */
size_t gj_lint_count(const gj_lint *lint, uint32_t severity);

/* Shared by the files of this folder. */

/** Adds an objection; the templates are printf's and take the same arguments.
 */
void gj_lint_say(gj_lint *lint, uint32_t severity, const char *zh,
                 const char *en, ...);
/** Looks for every undefined symbol in the libraries that it needs. */
void gj_lint_libraries(gj_lint *lint, const gj_image *image, const char *path);
/** Looks at the descriptor and its rules. */
void gj_lint_descriptor(gj_lint *lint, const gj_image *image,
                        const gj_plugin *theirs);

#endif
