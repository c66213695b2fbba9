#include "writer/reporter.h"

#include <stdlib.h>

#include "writer/checks.h"
#include "writer/ids.h"
#include "writer/reporter_parts.h"

/* What of a letter is there at all: one letter for each combination. */
enum { WITH_RECORD = 1, WITH_REASONS = 2, WITH_GROUPS = 4, WITH_ACCEPTED = 8 };

gj_reporter *gj_reporter_new(gj_language language, gj_json_style style,
                             size_t depth)
{
    gj_reporter *reporter = gj_new(1, sizeof *reporter);

    reporter->language = language;
    reporter->style = style;
    reporter->depth = depth;
    return reporter;
}

void gj_reporter_free(gj_reporter *reporter)
{
    for (size_t i = 0; i < GJ_REPORT_LETTERS; i++)
        gj_letter_free(&reporter->reports[i]);
    for (size_t i = 0; i < GJ_ENTRY_LETTERS; i++)
        gj_letter_free(&reporter->entries[i]);
    for (size_t i = 0; i < GJ_RELATED_LETTERS; i++)
        gj_letter_free(&reporter->related[i]);
    gj_letter_free(&reporter->groups[0]);
    gj_letter_free(&reporter->suspects[0]);
    gj_memo_free(&reporter->strings);
    gj_memo_free(&reporter->names);
    gj_buffer_free(&reporter->path);
    gj_buffer_free(&reporter->text);
    free(reporter);
}

/* --------------------------------------------------------------- letters */

static json_t *report_letter(unsigned with)
{
    json_t *object = json_object();

    gj_put_hole(object, "path", true);
    gj_put_hole(object, "record", with & WITH_RECORD);
    gj_put_hole(object, "form", true);
    gj_put_hole(object, "unit", true);
    gj_put_hole(object, "year", true);
    gj_put_hole(object, "status", true);
    gj_put(object, "checks",
           gj_put_checks(json_object(), with & WITH_ACCEPTED));
    gj_put_hole(object, "findings", true);
    gj_put_hole(object, "groups", with & WITH_GROUPS);
    gj_put_hole(object, "not_assessable", with & WITH_REASONS);
    return object;
}

/* The letter is written when it is needed for the first time. */
gj_copying gj_reporter_copy(const gj_reporter *reporter, gj_letter *letters,
                            unsigned with, json_t *(*tree)(unsigned with),
                            size_t depth, gj_buffer *out)
{
    return gj_letter_copy(letters, with, tree, reporter->style,
                          reporter->depth + depth, out);
}

/* ----------------------------------------------------------------- holes */

void gj_reporter_owner(const gj_reporter *reporter, gj_copying *c)
{
    gj_fill_written(c, gj_buffer_view(&reporter->path));
    if (reporter->result->record > 0)
        gj_fill_number(c, reporter->result->record);
}

static void write_name(gj_reporter *reporter, gj_text pointer,
                       gj_buffer *answer)
{
    gj_buffer *name = &reporter->text;

    gj_buffer_clear(name);
    if (gj_form_name(reporter->form, pointer, reporter->language, name))
        gj_json_text(answer, gj_buffer_view(name));
    else
        gj_buffer_string(answer, "null");
}

void gj_reporter_pointer(gj_reporter *reporter, gj_copying *c,
                         const gj_spot *spot)
{
    bool known;

    gj_fill_known(c, &reporter->strings, spot->pointer);
    if (spot->file.length > 0) {
        gj_fill_null(c);
        return;
    }
    gj_buffer *name = gj_memo_find(&reporter->names, spot->pointer, &known);
    if (!known)
        write_name(reporter, spot->pointer, name);
    gj_fill_written(c, gj_buffer_view(name));
}

static void fill_if_any(gj_copying *c, gj_text text)
{
    if (text.length > 0)
        gj_fill_text(c, text);
    else
        gj_fill_null(c);
}

/* --------------------------------------------------------------- reports */

static void fill_head(gj_reporter *reporter, gj_copying *c)
{
    const gj_result *result = reporter->result;
    gj_text none = {"", 0};

    gj_reporter_owner(reporter, c);
    fill_if_any(c, result->form != NULL ? result->form->id : none);
    fill_if_any(c, result->unit);
    gj_fill_given(c, result->year);
    gj_fill_word(c, gj_status_id(result));
}

/* Takes up a report: what follows is about it. */
static void take_up(gj_reporter *reporter, const gj_result *result)
{
    if (reporter->form != result->form) {
        gj_memo_free(&reporter->names);
        reporter->form = result->form;
    }
    reporter->result = result;
    gj_buffer_clear(&reporter->path);
    gj_json_text(&reporter->path, result->path);
}

void gj_reporter_add(gj_reporter *reporter, const gj_result *result,
                     gj_buffer *out)
{
    unsigned with = (result->record > 0 ? WITH_RECORD : 0u) |
                    (result->reason_count > 0 ? WITH_REASONS : 0u) |
                    (result->group_count > 0 ? WITH_GROUPS : 0u) |
                    (result->accepted_count > 0 ? WITH_ACCEPTED : 0u);
    const gj_finding_entry *reasons = result->findings + result->finding_count;
    const gj_finding_entry *accepted = reasons + result->reason_count;
    gj_copying c = gj_reporter_copy(reporter, reporter->reports, with,
                                    report_letter, 0, out);

    take_up(reporter, result);
    fill_head(reporter, &c);
    gj_fill_checks(&c, &result->checks, with & WITH_ACCEPTED);
    gj_reporter_entries(reporter, &c, result->findings, result->finding_count,
                        accepted, result->accepted_count);
    if (with & WITH_GROUPS)
        gj_reporter_groups(reporter, &c);
    if (with & WITH_REASONS)
        gj_reporter_entries(reporter, &c, reasons, result->reason_count, NULL,
                            0);
    gj_copy_on(&c);
}
