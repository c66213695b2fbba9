/* What is not a report, as the objects of schemas/findings.schema.json. */
#include "writer/letter.h"
#include "writer/reporter.h"

static void put_number(json_t *object, const char *key, uint64_t number)
{
    gj_put(object, key, json_integer((json_int_t)number));
}

static void put_given(json_t *object, const char *key, gj_text text)
{
    if (text.length > 0)
        gj_put(object, key, gj_json_string(text));
}

json_t *gj_skip_object(const gj_skip *skip, gj_language language)
{
    json_t *object = json_object();

    gj_put(object, "path", gj_json_string(gj_text_of(skip->path)));
    gj_put(object, "why", gj_json_string(gj_words_in(skip->why, language)));
    return object;
}

json_t *gj_trouble_object(const gj_trouble *trouble, gj_language language)
{
    json_t *object = json_object();

    gj_put(object, "what", gj_json_string(trouble->what));
    put_given(object, "file", trouble->file);
    if (trouble->line > 0) {
        put_number(object, "line", trouble->line);
        put_number(object, "column", trouble->column);
    }
    put_given(object, "rule", trouble->rule);
    gj_put(object, "message",
           gj_json_string(gj_words_in(trouble->words, language)));
    return object;
}

json_t *gj_summary_object(const gj_summary *summary)
{
    json_t *object = json_object();

    put_number(object, "reports", summary->reports);
    put_number(object, "clean", summary->clean);
    put_number(object, "with_findings", summary->with_findings);
    put_number(object, "not_assessable", summary->not_assessable);
    put_number(object, "unreadable", summary->unreadable);
    put_number(object, "skipped", summary->skipped);
    put_number(object, "errors", summary->errors);
    put_number(object, "warnings", summary->warnings);
    put_number(object, "infos", summary->infos);
    if (summary->suppressed > 0)
        put_number(object, "suppressed", summary->suppressed);
    if (summary->known > 0)
        put_number(object, "known", summary->known);
    return object;
}
