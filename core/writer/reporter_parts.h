/* The parts of a report's object, each in a file of its own: what is found, and
 * which findings share a cause. */
#ifndef GJ_WRITER_REPORTER_PARTS_H
#define GJ_WRITER_REPORTER_PARTS_H

#include "writer/reporter.h"

/* One letter for each combination of what may be there or not. */
enum { GJ_REPORT_LETTERS = 16, GJ_ENTRY_LETTERS = 32, GJ_RELATED_LETTERS = 8 };

struct gj_reporter {
    gj_language language;
    gj_json_style style;
    size_t depth;
    gj_letter reports[GJ_REPORT_LETTERS];
    gj_letter entries[GJ_ENTRY_LETTERS];
    gj_letter related[GJ_RELATED_LETTERS];
    gj_letter groups[1];
    gj_letter suspects[1];
    gj_memo strings;
    /** By pointer: the official name, as JSON; and the form that gave it. */
    gj_memo names;
    const gj_form *form;
    /** The report under way, and its path as JSON; a text under way. */
    const gj_result *result;
    gj_buffer path;
    gj_buffer text;
};

/** Begins to copy a letter; `depth` levels of the report are open around it. */
gj_copying gj_reporter_copy(const gj_reporter *reporter, gj_letter *letters,
                            unsigned with, json_t *(*tree)(unsigned with),
                            size_t depth, gj_buffer *out);
/** Fills in the report's path, and its record where it has one. */
void gj_reporter_owner(const gj_reporter *reporter, gj_copying *c);
/** Fills in a place's pointer, and the official name of the cell there. */
void gj_reporter_pointer(gj_reporter *reporter, gj_copying *c,
                         const gj_spot *spot);

/** Fills in a list of entries, which stand in two runs. */
void gj_reporter_entries(gj_reporter *reporter, gj_copying *c,
                         const gj_finding_entry *first, uint32_t count,
                         const gj_finding_entry *more, uint32_t more_count);
/** Fills in the list of groups. */
void gj_reporter_groups(gj_reporter *reporter, gj_copying *c);

#endif
