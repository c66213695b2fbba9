/* What is accepted: the suppressions of gouji.json, and baselines. */
#ifndef GJ_CLI_ACCEPTED_H
#define GJ_CLI_ACCEPTED_H

#include "finding/suppression.h"
#include "form/fields.h"

/** Adds the entries of an array that its schema has found sound; an entry with
    a reason is a suppression. Texts go into the fields' arena. Faults (a day
    that the calendar does not have) are noted with the fields. */
void gj_accepted_read(gj_suppressions *list, const gj_fields *fields,
                      uint32_t array);

/** Reads a baseline, and readies it for use. Texts go into the arena. Fails
    with FILE, with what reading JSON fails with, and with DATA. */
gj_status gj_baseline_read(gj_suppressions *baseline, const char *file,
                           gj_arena *arena, gj_error *error);

/** The entry of a finding for a baseline, in a language. Its texts are in the
    arena. */
gj_suppression gj_baseline_entry(const gj_result *result,
                                 const gj_finding_entry *finding,
                                 gj_language language, gj_arena *arena);

/** Writes a baseline, whole or not at all. Entries are sorted, and one that
    stands twice is written once. Fails with FILE, and with LIMIT where it
    could not be read again. */
gj_status gj_baseline_write(gj_suppressions *baseline, const char *file,
                            gj_error *error);

#endif
