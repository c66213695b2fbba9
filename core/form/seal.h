/* Seals: which forms have been opened with everything that can be found wrong
 * with them looked for, and nothing found. As long as their files are the same
 * byte for byte, the next one to open them need not look again, which is most
 * of what a check of a single report would cost.
 *
 * A list of seals is a text file: a line for each form, its digest, two spaces
 * and its id, as `gouji forms --seal` prints them. It belongs to a folder of
 * plugins, those that were there to look. */
#ifndef GJ_FORM_SEAL_H
#define GJ_FORM_SEAL_H

#include "form/form.h"

struct gj_seals {
    /** Folder of the plugins; NULL where there are no seals. */
    const char *plugins;
    gj_digest *at;
    size_t count;
    size_t room;
};

/** Reads the list that belongs to a folder of plugins, which is lent: the file
    "seals" beside it. Where there is none, or a line is no seal, there are the
    fewer seals, and more is looked at. */
void gj_seals_read(gj_seals *seals, const char *plugins);
void gj_seals_free(gj_seals *seals);

bool gj_seals_have(const gj_seals *seals, const gj_digest *digest);
/** Whether a plugin is one of those that were there to look. */
bool gj_seals_cover(const gj_seals *seals, gj_text plugin_file);

/** Digest of a form's files, of the schemas that they name, and of the
    program's version. */
gj_digest gj_form_digest(const gj_form *form);

#endif
