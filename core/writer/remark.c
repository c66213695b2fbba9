#include "writer/remark.h"

#include "writer/accepted.h"

static bool has_ended(const gj_suppression *one)
{
    return one->state == GJ_SUPPRESSION_CHANGED ||
           one->state == GJ_SUPPRESSION_EXPIRED ||
           one->state == GJ_SUPPRESSION_CONTRADICTED;
}

/** The remark of a number from 0; false where there are no more. Its words are
    in a buffer of the caller's, and last until the next. */
static bool remark_at(gj_remark *remark, const gj_summary *summary,
                      size_t index, gj_language language, gj_buffer *words)
{
    const gj_suppressions *list = summary->suppressions;
    size_t count = list != NULL ? list->count : 0;

    gj_buffer_clear(words);
    if (index < count) {
        const gj_suppression *one = &list->at[index];
        gj_add_suppression(words, one, language);
        *remark = (gj_remark){.file = gj_text_of(one->origin.file),
                              .line = one->origin.line,
                              .column = one->origin.column,
                              .rule = one->words.rule,
                              .ended = has_ended(one)};
    } else if (index == count && summary->baseline != NULL) {
        gj_add_baseline(words, summary->baseline, language);
        *remark = (gj_remark){.file = gj_text_of(summary->baseline->file)};
    } else {
        return false;
    }
    remark->words = gj_buffer_view(words);
    return true;
}

void gj_add_remark_place(gj_buffer *out, const gj_remark *remark)
{
    gj_buffer_text(out, remark->file);
    if (remark->line > 0)
        gj_buffer_print(out, ":%u:%u", remark->line, remark->column);
}

void gj_writer_end(const gj_writer *writer, void *state,
                   const gj_summary *summary, gj_language language)
{
    gj_buffer words = {0};
    gj_remark remark;

    for (size_t i = 0; writer->remark != NULL &&
                       remark_at(&remark, summary, i, language, &words);
         i++)
        writer->remark(state, &remark);
    gj_buffer_free(&words);
    writer->end(state, summary);
}
