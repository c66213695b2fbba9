#include <inttypes.h>

#include "finding/result.h"

static void add_date(int64_t day, gj_language language, gj_buffer *out)
{
    gj_buffer_print(out,
                    language == GJ_ZH
                        ? "%" PRId64 "年%" PRId64 "月%" PRId64 "日"
                        : "%04" PRId64 "-%02" PRId64 "-%02" PRId64,
                    day / 10000, day / 100 % 100, day % 100);
}

static void add_argument(const gj_form *form, const gj_argument_entry *argument,
                         gj_language language, gj_buffer *out)
{
    switch (argument->type) {
    case GJ_ARGUMENT_INTEGER:
        gj_buffer_print(out, "%" PRId64, argument->integer);
        break;
    case GJ_ARGUMENT_NAME:
        gj_form_name(form, argument->text, language, out);
        break;
    case GJ_ARGUMENT_DATE:
        add_date(argument->integer, language, out);
        break;
    default:
        gj_buffer_text(out, argument->text);
    }
}

/** The argument for a hole; NULL where the finding gave none. */
static const gj_argument_entry *find(const gj_finding_entry *finding,
                                     gj_text name)
{
    for (uint32_t i = 0; i < finding->argument_count; i++)
        if (gj_text_is(finding->arguments[i].name, name))
            return &finding->arguments[i];
    return NULL;
}

/** Appends what stands in a hole: the text between its braces. */
static void fill(const gj_result *result, const gj_finding_entry *finding,
                 gj_text name, gj_language language, gj_buffer *out)
{
    const gj_argument_entry *argument = find(finding, name);

    if (argument != NULL)
        add_argument(result->form, argument, language, out);
    else
        gj_buffer_print(out, "{%.*s}", GJ_PRINT(name));
}

void gj_finding_message(const gj_result *result,
                        const gj_finding_entry *finding, gj_language language,
                        gj_buffer *out)
{
    gj_text words = gj_words_in(finding->message->words, language);
    const char *at = words.data;
    const char *end = at + words.length;
    const char *open;

    while (at < end && (open = memchr(at, '{', (size_t)(end - at))) != NULL) {
        const char *close = memchr(open, '}', (size_t)(end - open));
        gj_buffer_add(out, at, (size_t)(open - at));
        if (open + 1 < end && open[1] == '{') {
            gj_buffer_byte(out, '{');
            at = open + 2;
        } else if (close == NULL) {
            gj_buffer_byte(out, '{');
            at = open + 1;
        } else {
            gj_text name = {open + 1, (uint64_t)(close - open - 1)};
            fill(result, finding, name, language, out);
            at = close + 1;
        }
    }
    gj_buffer_add(out, at, (size_t)(end - at));
}
