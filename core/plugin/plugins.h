/* The plugins that were found: looked for, trusted, loaded and understood.
 * A plugin once loaded stays in the process until it ends. */
#ifndef GJ_PLUGIN_PLUGINS_H
#define GJ_PLUGIN_PLUGINS_H

#include <sys/types.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"
#include "plugin/recorder.h"
#include "rule/policy.h"

typedef struct gj_loaded {
    /** As far as this host knows it; what the plugin's is shorter by is 0. */
    gj_plugin descriptor;
    /** Path; "" for what is built in. */
    char *file;
    dev_t device;
    ino_t inode;
    /** Refused after loading: its rules or its open() were not sound. */
    bool refused;
} gj_loaded;

typedef struct gj_plugins {
    gj_loaded *at;
    size_t count;
    size_t room;
    /** Why files were refused; each has the file set. */
    gj_error *refusals;
    size_t refusal_count;
    size_t refusal_room;
    /** The plugins that the configuration uses, or NULL for all. */
    const gj_wishes *wanted;
    /** Names of those that were found and that it does not use. */
    gj_wishes left_out;
    /** Where it is said which plugin is being loaded; may be NULL. */
    gj_recorder *recorder;
    /** Files that are refused without being loaded, and why: a process that
        loaded them died. Lent. */
    const gj_error *deadly;
    size_t deadly_count;
    /** The only files that are loaded, NULL-terminated; NULL for all that are
        found. Lent. */
    const char *const *only;
    /** Which plugins need not look for faults in a sealed form; may be NULL.
        Lent. */
    const gj_seals *seals;
} gj_plugins;

/** Loads every *.so of a folder, in the order of their names; or one plugin,
    where it is a file. What is refused is noted in refusals and stops
    nothing. */
void gj_plugins_add_folder(gj_plugins *plugins, const char *folder);
/** The files that this would try to load, without looking into them. */
typedef void gj_plugins_visit(void *context, const char *path);
void gj_plugins_list(const char *folder, gj_plugins_visit *visit,
                     void *context);
/** Adds a descriptor that is part of the program; its rules may lack check(),
    as findings of theirs come from the engine itself. */
void gj_plugins_add_builtin(gj_plugins *plugins, const gj_plugin *descriptor);
/** Notes a refusal; the error must have its status set. */
void gj_plugins_refuse(gj_plugins *plugins, const char *file,
                       const gj_error *error);
/** Whether the configuration uses a plugin of this name. */
bool gj_plugins_want(const gj_plugins *plugins, gj_text name);
const gj_loaded *gj_plugins_find(const gj_plugins *plugins, gj_text name);
void gj_plugins_free(gj_plugins *plugins);

/** Whether a name or identifier is lower-case letters, digits and hyphens
    (and underscores, where allowed), beginning with a letter. */
bool gj_is_identifier(gj_text text, bool underscores);
/** Whether a plugin's name is that of a part of the program, whose rules stand
    in every catalogue: see engine/builtin.h. */
bool gj_is_reserved(gj_text name);

#endif
