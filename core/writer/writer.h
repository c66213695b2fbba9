/* A writer turns results into one output format. It knows forms, rules and
 * findings; it knows no engine and no plugin. */
#ifndef GJ_WRITER_WRITER_H
#define GJ_WRITER_WRITER_H

#include <stdio.h>

#include "finding/suppression.h"

/** Whom a writer writes for. Lives as long as the writing. */
typedef struct gj_writing {
    FILE *out;
    gj_language language;
    /** Whether escape sequences for colour are wanted. */
    bool colour;
    /** Columns of the terminal; 0 where it is none. */
    unsigned width;
    /** Findings from this severity on make the run fail. */
    uint32_t fail_on;
    /** What is known already; NULL where there is no baseline. */
    const gj_suppressions *baseline;
    /** The working directory, as an absolute path; empty where it is not
        known. */
    gj_text working;
} gj_writing;

/** An input that was passed over; the run fails for it where a path that was
    to be checked had nothing to check. */
typedef struct gj_skip {
    const char *path;
    gj_words why;
    bool fails;
} gj_skip;

/** Something that went wrong beside the reports: a plugin refused or at
    fault. file and rule may be empty; a line of 0 is none. */
typedef struct gj_trouble {
    gj_text what;
    gj_text file;
    gj_text rule;
    gj_words words;
    /** The place in the file, from 1; the column in code points. */
    uint32_t line;
    uint32_t column;
} gj_trouble;

/** What a run came upon of a suppression, or of the baseline. */
typedef struct gj_remark {
    /** Where it is written; a line of 0 is none. */
    gj_text file;
    uint32_t line;
    uint32_t column;
    /** Of a suppression; empty for the baseline. */
    gj_text rule;
    /** What became of it, without a full stop. */
    gj_text words;
    /** It does not accept any more what it was to accept. */
    bool ended;
} gj_remark;

/** The run as a whole. */
typedef struct gj_summary {
    uint64_t reports;
    uint64_t clean;
    uint64_t with_findings;
    uint64_t not_assessable;
    uint64_t unreadable;
    uint64_t skipped;
    uint64_t errors;
    uint64_t warnings;
    uint64_t infos;
    /** Findings that are accepted. */
    uint64_t suppressed;
    uint64_t known;
    gj_checks checks;
    /** What the run came upon of suppressions and of a baseline; NULL where
        there are none, or is none. */
    const gj_suppressions *suppressions;
    const gj_suppressions *baseline;
} gj_summary;

/** One format. */
typedef struct gj_writer {
    const char *name;
    gj_words about;
    /** Begins an output; gives the writer's state. */
    void *(*begin)(const gj_writing *writing);
    /** Results come in the order of the inputs; each is lent for the call. */
    void (*result)(void *state, const gj_result *result);
    void (*skip)(void *state, const gj_skip *skip);
    void (*trouble)(void *state, const gj_trouble *trouble);
    /** NULL where the summary says it, or nothing does. */
    void (*remark)(void *state, const gj_remark *remark);
    /** Ends the output and frees the state. */
    void (*end)(void *state, const gj_summary *summary);
} gj_writer;

/** Ends an output: its remarks, in the language of the writing, and its end. */
void gj_writer_end(const gj_writer *writer, void *state,
                   const gj_summary *summary, gj_language language);

/** All formats, NULL-terminated; by name, or NULL. */
extern const gj_writer *const gj_writers[];
const gj_writer *gj_writer_find(const char *name);

#endif
