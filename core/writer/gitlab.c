#include <stdlib.h>

#include "base/digest.h"
#include "base/memory.h"
#include "writer/formats.h"
#include "writer/letter.h"
#include "writer/place.h"
#include "writer/terminal.h"
#include "writer/uri.h"

/* GitLab's Code Quality: an array with an issue for each finding, with paths as
   seen from the repository, where its jobs run. It has no
   word for what held, was skipped or was not assessable; a plugin that cannot
   be used is an issue, for then something was not checked. */

typedef struct state {
    FILE *out;
    gj_language language;
    /** Where the repository lies. */
    gj_text working;
    gj_memo strings;
    gj_letter letter;
    uint64_t count;
    /** The finding before, and how many there were that GitLab could not have
        told from it. */
    gj_digest before;
    uint64_t repeated;
    gj_buffer bytes;
    gj_buffer text;
    gj_buffer visible;
} state;

static void *begin(const gj_writing *writing);
static void add_result(void *writer, const gj_result *result);
static void add_skip(void *writer, const gj_skip *skip);
static void add_trouble(void *writer, const gj_trouble *trouble);
static void end(void *writer, const gj_summary *summary);

const gj_writer gj_gitlab_writer = {
    .name = "gitlab",
    .about = GJ_WORDS("GitLab Code Quality，在合并请求里显示",
                      "GitLab's Code Quality, for its merge requests"),
    .begin = begin,
    .result = add_result,
    .skip = add_skip,
    .trouble = add_trouble,
    .end = end,
};

/* ---------------------------------------------------------------- issues */

static json_t *position_letter(void)
{
    return json_pack("{s:o, s:o}", "line", gj_hole(), "column", gj_hole());
}

static json_t *issue_letter(void)
{
    json_t *object = json_object();
    json_t *location = json_object();

    gj_put(object, "description", gj_hole());
    gj_put(object, "check_name", gj_hole());
    gj_put(object, "fingerprint", gj_hole());
    gj_put(object, "severity", gj_hole());
    gj_put(location, "path", gj_hole());
    gj_put(location, "lines",
           json_pack("{s:o, s:o}", "begin", gj_hole(), "end", gj_hole()));
    gj_put(location, "positions",
           json_pack("{s:o, s:o}", "begin", position_letter(), "end",
                     position_letter()));
    gj_put(object, "location", location);
    return object;
}

static void *begin(const gj_writing *writing)
{
    state *writer = gj_new(1, sizeof *writer);

    writer->out = writing->out;
    writer->language = writing->language;
    writer->working = writing->working;
    gj_letter_write(&writer->letter, issue_letter(), GJ_JSON_COMPACT, 0);
    fputs("[", writer->out);
    return writer;
}

/* What is shown must show all that it holds. */
static void fill_visible(state *writer, gj_copying *c, gj_text text)
{
    gj_buffer_clear(&writer->visible);
    gj_buffer_visible(&writer->visible, text);
    gj_fill_text(c, gj_buffer_view(&writer->visible));
}

/* GitLab wants a line, also of what is not there. */
static void fill_number(gj_copying *c, uint64_t number)
{
    gj_fill_number(c, number > 0 ? number : 1);
}

typedef struct issue {
    gj_text check;
    gj_digest fingerprint;
    const char *severity;
    gj_text path;
    uint64_t line;
    uint64_t end_line;
    uint32_t column;
    uint32_t end_column;
} issue;

/* Its message is in `text`. */
static void add_issue(state *writer, const issue *is)
{
    gj_copying c = {.out = &writer->bytes, .letter = &writer->letter};

    gj_buffer_string(c.out, writer->count++ > 0 ? ",\n" : "\n");
    fill_visible(writer, &c, gj_buffer_view(&writer->text));
    gj_fill_known(&c, &writer->strings, is->check);
    gj_fill_digest(&c, &is->fingerprint);
    gj_fill_word(&c, is->severity);
    fill_visible(writer, &c, gj_path_from(writer->working, is->path));
    fill_number(&c, is->line);
    fill_number(&c, is->end_line);
    fill_number(&c, is->line);
    fill_number(&c, is->column);
    fill_number(&c, is->end_line);
    fill_number(&c, is->end_column);
    gj_copy_on(&c);
    fwrite(writer->bytes.data, 1, writer->bytes.length, writer->out);
    gj_buffer_clear(&writer->bytes);
}

/* -------------------------------------------------------------- findings */

static const char *severity_of(uint32_t severity)
{
    switch (severity) {
    case GJ_ERROR:
        return "major";
    case GJ_WARNING:
        return "minor";
    default:
        return "info";
    }
}

/* Of issues with one fingerprint GitLab shows one: a copy of a report in
   another file, and a second finding of the rule at the same place, which
   stands behind the first, need their own. */
static gj_digest fingerprint_of(state *writer, const gj_result *result,
                                const gj_finding_entry *finding)
{
    const gj_digest *own = &finding->fingerprint;
    bool again = memcmp(own, &writer->before, sizeof *own) == 0;
    gj_hash hash;

    writer->repeated = again ? writer->repeated + 1 : 0;
    writer->before = *own;
    sha256_init(&hash);
    gj_hash_text(&hash, (gj_text){(const char *)own->bytes, sizeof own->bytes});
    gj_hash_text(&hash, gj_path_from(writer->working, result->path));
    gj_hash_number(&hash, (int64_t)result->record);
    gj_hash_number(&hash, (int64_t)writer->repeated);
    return gj_hash_end(&hash);
}

static void add_result(void *writer_state, const gj_result *result)
{
    state *writer = writer_state;

    writer->before = (gj_digest){{0}};
    for (uint32_t i = 0; i < result->finding_count; i++) {
        const gj_finding_entry *finding = &result->findings[i];
        const gj_spot *spot = &finding->primary;
        uint64_t line = gj_line_of(result, spot);
        issue is = {.check = finding->rule->id,
                    .fingerprint = fingerprint_of(writer, result, finding),
                    .severity = severity_of(finding->severity),
                    .path = result->path,
                    .line = line,
                    .end_line = result->record > 0 ? line : spot->end_line,
                    .column = spot->column,
                    .end_column = spot->end_column};
        gj_buffer_clear(&writer->text);
        gj_finding_message(result, finding, writer->language, &writer->text);
        add_issue(writer, &is);
    }
}

/* ------------------------------------------------- what is not a report */

static void add_skip(void *writer, const gj_skip *skip)
{
    (void)writer;
    (void)skip;
}

static void add_trouble(void *writer_state, const gj_trouble *trouble)
{
    state *writer = writer_state;
    issue is = {.check = gj_text_of("gouji"),
                .severity = "blocker",
                .line = trouble->line,
                .end_line = trouble->line,
                .column = trouble->column,
                .end_column = trouble->column,
                .path =
                    trouble->file.length > 0 ? trouble->file : trouble->what};
    gj_hash hash;

    sha256_init(&hash);
    gj_hash_text(&hash, trouble->what);
    gj_hash_text(&hash, trouble->file);
    gj_hash_text(&hash, trouble->rule);
    gj_hash_text(&hash, gj_words_in(trouble->words, GJ_EN));
    is.fingerprint = gj_hash_end(&hash);
    gj_buffer_clear(&writer->text);
    gj_buffer_text(&writer->text, trouble->what);
    gj_buffer_string(&writer->text, gj_say(writer->language, "：", ": "));
    gj_buffer_text(&writer->text,
                   gj_words_in(trouble->words, writer->language));
    add_issue(writer, &is);
}

static void end(void *writer_state, const gj_summary *summary)
{
    state *writer = writer_state;

    (void)summary;
    fputs("\n]\n", writer->out);
    gj_letter_free(&writer->letter);
    gj_memo_free(&writer->strings);
    gj_buffer_free(&writer->bytes);
    gj_buffer_free(&writer->text);
    gj_buffer_free(&writer->visible);
    free(writer);
}
