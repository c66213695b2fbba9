/* An author's cases: reports, and what a plugin should say of them.
 *
 * A case is a folder. Either it has report.json, and expected.json has all that
 * is said of it; or it has case.json: a sample, what is changed in it, and what
 * one rule, the one that the folder above is named after, then says. */
#ifndef GJ_TRIAL_CASE_H
#define GJ_TRIAL_CASE_H

#include <jansson.h>

#include "engine/engine.h"

/** The day of a case that names none, YYYYMMDD. */
enum { GJ_CASE_DAY = 20260101 };

typedef struct gj_case {
    /** Its folder, and the folder above, which is a rule's name. */
    char *folder;
    char *rule;
    /** The report, changed as case.json says, padded. */
    gj_buffer report;
    uint32_t today;
    /** File that has what is expected, all of its bytes, and whether the
        expectation is a member of it. */
    char *file;
    gj_buffer text;
    bool is_member;
    /** NULL where nothing is expected yet. */
    json_t *expected;
} gj_case;

typedef struct gj_cases {
    gj_case *at;
    size_t count;
    size_t room;
} gj_cases;

/** Reads all cases in a folder and below it, in the order of their names.
    Fails with FILE, SYNTAX, DATA …, where one is not sound, and with USAGE
    where there is none. */
gj_status gj_cases_read(gj_cases *cases, const char *folder, gj_error *error);
void gj_cases_free(gj_cases *cases);

/** What a plugin says of the case, whose result this is, in the shape of what
   is expected. Returns NULL, with an error, where the report could not be
   checked or the plugin has no such rule. */
json_t *gj_case_say(const gj_case *one, const gj_result *result, gj_text plugin,
                    gj_error *error);

/** Writes down what was found as what is expected. */
gj_status gj_case_accept(gj_case *one, const json_t *found, gj_error *error);

/** Text of an expectation, a member or element on each line; freed with
    free(). */
char *gj_case_text(const json_t *expectation);

#endif
