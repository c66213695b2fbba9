/* --resume: a file in which a run writes down what became of each input, so
 * that another one can go on where it was broken off, be it by SIGKILL.
 *
 * The file begins with a line that says what it is, then come records. The
 * first says which run this is, the others are outcomes in the order of the
 * inputs. Each ends with a check sum; the first one that is not whole is the
 * end. */
#ifndef GJ_CLI_JOURNAL_H
#define GJ_CLI_JOURNAL_H

#include "base/digest.h"
#include "cli/settings.h"
#include "input/inputs.h"

typedef struct gj_journal {
    /** NULL where there is none: nothing is taken over or written down. */
    const char *path;
    int file;
    /** Taken over up to now. */
    uint64_t taken;
    /** Where the record that was read last begins; and the end of what is
        sound and of use. */
    uint64_t at;
    uint64_t behind;
    /** Entries are still taken over, not written. */
    bool reading;
    /** What was to be taken over last is of another input. */
    bool changed;
    /** What the file said of the run, where it was there already. */
    bool found;
    gj_digest key;
    uint32_t today;
    gj_buffer bytes;
    gj_buffer entry;
    /** Why nothing more is written down. */
    gj_error broken;
} gj_journal;

/** Opens or makes the settings' journal, and keeps others away from it. Where
    the day of the check was not given, it is that of the run that is gone on
    with. Fails with USAGE where the file is no journal or another process has
    it, and with FILE. To be closed in any case. */
gj_status gj_journal_open(gj_journal *journal, gj_settings *settings,
                          gj_error *error);
/** Says what the run is. Fails with USAGE where the journal's was another. */
gj_status gj_journal_begin(gj_journal *journal, const gj_digest *key,
                           gj_error *error);
/** What the results depend on besides the inputs: options, plugins, forms. */
gj_digest gj_journal_key(const gj_settings *settings, const gj_pool *pool);
/** What makes an input the one that it is: path, line and bytes, or the reason
    why there are none. */
gj_digest gj_journal_input(const gj_input *input);

/** The outcome of the next input, as it was written down; lent until the next
    call. False where there is none, or where the input is not what it was:
    then it and all behind it are to be checked, and are written down anew. */
bool gj_journal_take(gj_journal *journal, const gj_digest *input,
                     gj_past *past);
/** No more is to be taken over. */
void gj_journal_turn(gj_journal *journal);
/** Writes an outcome down. Whatever is delivered later, this is known. */
void gj_journal_add(gj_journal *journal, const gj_digest *input,
                    const gj_outcome *outcome);

/** Closes the file; removes it where the run is complete. */
void gj_journal_close(gj_journal *journal, bool complete);

#endif
