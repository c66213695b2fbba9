/* Parts of the page that the format html writes: html.c puts them together. */
#ifndef GJ_WRITER_HTML_H
#define GJ_WRITER_HTML_H

#include "form/shape.h"
#include "writer/markup.h"
#include "writer/writer.h"

/* ----------------------------------------------------------------- marks */

/** How a cell takes part in a finding. */
enum {
    /** A related location, or one of a reason. */
    GJ_MARK_PART,
    /** What the finding points to, while its cause is sought elsewhere. */
    GJ_MARK_PLACE,
    /** Where the mistake most likely is. */
    GJ_MARK_WRONG
};

typedef struct gj_mark {
    uint32_t cell;
    /** Index in the result; from finding_count on, a reason. */
    uint32_t finding;
    uint32_t how;
} gj_mark;

/** All marks of a report. */
typedef struct gj_marks {
    /** By cell, then by finding; each pair once. */
    gj_mark *at;
    size_t count;
    /** For each finding its number on the page, from 1: those of a group
        follow one another. */
    uint32_t *numbers;
    /** The findings in the order of their numbers. */
    uint32_t *order;
} gj_marks;

void gj_marks_make(gj_marks *marks, const gj_result *result);
void gj_marks_free(gj_marks *marks);
/** The marks of a cell, and how many there are. */
const gj_mark *gj_marks_of(size_t *count, const gj_marks *marks, uint32_t cell);

/* ------------------------------------------------------------------ page */

/** One report as it is written. */
typedef struct gj_html {
    gj_buffer *out;
    gj_language language;
    /** Number of its section, from 1: all ids begin with it. */
    uint64_t section;
    const gj_result *result;
    /** NULL where the result has no cells. */
    const gj_shape *shape;
    gj_marks marks;
    /** Words under way. */
    gj_buffer words;
    /** Number of a rule's words at the end of the page, or 0. */
    uint32_t (*rule_number)(void *context, const gj_rule_entry *rule);
    void *context;
} gj_html;

/** Appends the words that were put together in html->words as text, and clears
    them. Everything that comes from a report, a path, a form or a plugin goes
    through gj_buffer_escaped(), here or by itself. */
void gj_html_words(gj_html *html);
/** Appends markup as it is. */
void gj_html_add(gj_html *html, const char *markup);
void gj_html_say(gj_html *html, const char *zh, const char *en);

/** Appends the findings of a report and what could not be judged; its
    tables. */
void gj_html_findings(gj_html *html);
void gj_html_tables(gj_html *html);
/** Appends the equations of a finding, drawn with the names of their cells;
    false where it has none. */
bool gj_html_equations(gj_html *html, const gj_finding_entry *finding);
/** Appends in one line what a finding is about: its equations, else its
    message. */
void gj_html_gist(gj_html *html, const gj_finding_entry *finding);

/** Appends what became of a suppression or of the baseline, as an item. */
void gj_html_remark(gj_buffer *out, const gj_remark *remark);

/** Append the beginning of a page up to <body>, and its end. */
void gj_html_head(gj_buffer *out, gj_language language);
void gj_html_foot(gj_buffer *out, gj_language language);

#endif
