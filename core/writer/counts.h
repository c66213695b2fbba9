/* Numbers with their nouns, as people read them: "2 errors, 1 warning". */
#ifndef GJ_WRITER_COUNTS_H
#define GJ_WRITER_COUNTS_H

#include "writer/writer.h"

/** What is counted: "错误 2 处", "1 error", "2 errors". */
typedef struct gj_noun {
    const char *zh_before;
    const char *zh_after;
    const char *one;
    const char *many;
} gj_noun;

/** Appends a number with its noun. */
void gj_add_count(gj_buffer *out, gj_language language, uint64_t count,
                  const gj_noun *of);

/** "error", "warning", "note". */
const char *gj_severity_word(gj_language language, uint32_t severity);

/** Adds a result's findings to the summary's errors, warnings and infos. */
void gj_count_severities(gj_summary *summary, const gj_result *result);

/** Append the errors, warnings and infos of a summary; its reports and skipped
    files; and how checks fared. Without a full stop. */
void gj_add_severities(gj_buffer *out, gj_language language,
                       const gj_summary *summary);
void gj_add_totals(gj_buffer *out, gj_language language,
                   const gj_summary *summary);
void gj_add_checks(gj_buffer *out, gj_language language,
                   const gj_checks *checks);
/** The last one where it begins a sentence. */
void gj_begin_checks(gj_buffer *out, gj_language language,
                     const gj_checks *checks);

#endif
