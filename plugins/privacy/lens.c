#include "lens.h"

#include <stdlib.h>
#include <string.h>

/** The data file while it is read. */
typedef struct lens_reader {
    const gj_opening *opening;
    const gj_values *values;
    gj_value root;
    bool failed;
} lens_reader;

static gj_text text_of(const char *string)
{
    return (gj_text){string, strlen(string)};
}

static void fault(lens_reader *r, gj_value value, const char *zh,
                  const char *en)
{
    const gj_fault fault = {.size = sizeof fault,
                            .value = value,
                            .words = {text_of(zh), text_of(en)}};

    if (!r->failed)
        r->opening->host->fault(r->opening->registry, &fault);
    r->failed = true;
}

/** A list of strings that are not empty. */
static gj_value list_of(lens_reader *r, gj_value object, const char *key)
{
    const gj_values *values = r->values;
    gj_value list = values->member(object, text_of(key));

    if (values->type(list) != GJ_ARRAY)
        fault(r, values->type(list) == GJ_ABSENT ? object : list,
              "此处缺少一个字符串列表，见 privacy.schema.json",
              "a list of strings is missing here; see privacy.schema.json");
    for (gj_value one = values->first(list);
         values->type(one) != GJ_ABSENT && !r->failed; one = values->next(one))
        if (values->text(one).length == 0)
            fault(r, one, "应为非空的字符串", "must be a string, not empty");
    return list;
}

static void read_words(lens_reader *r, gj_value object, const char *key,
                       gj_wordlist *words)
{
    const gj_values *values = r->values;
    gj_value list = list_of(r, object, key);

    if (r->failed)
        return;
    words->at = calloc(values->count(list) + 1, sizeof *words->at);
    if (words->at == NULL) {
        r->failed = true;
        return;
    }
    for (gj_value one = values->first(list); values->type(one) != GJ_ABSENT;
         one = values->next(one))
        words->at[words->count++] = values->text(one);
}

static void read_texts(lens_reader *r, gj_lens *lens)
{
    const gj_values *values = r->values;
    gj_value list = list_of(r, r->root, "texts");

    for (gj_value one = values->first(list);
         values->type(one) != GJ_ABSENT && !r->failed;
         one = values->next(one)) {
        const gj_opening *opening = r->opening;
        uint32_t text =
            opening->host->form_text(opening->form, values->text(one));
        if (lens->text_count == GJ_LENS_TEXTS)
            fault(r, one, "文字段过多", "there are too many texts");
        else if (text == GJ_NO_TEXT)
            fault(r, one, "form.json 的“texts”里没有这一段文字",
                  "form.json names no such text under \"texts\"");
        else
            lens->texts[lens->text_count++] = text;
    }
}

bool gj_lens_read(gj_lens *lens, const gj_opening *opening)
{
    const gj_host *host = opening->host;
    lens_reader r = {.opening = opening,
                     .values = host->values,
                     .root = host->form_data(opening->registry, 0)};

    read_texts(&r, lens);
    read_words(&r, r.root, "codes", &lens->codes);
    read_words(&r, r.root, "identities", &lens->identities);
    read_words(&r, r.root, "cards", &lens->cards);
    read_words(&r, r.root, "measures", &lens->measures);
    gj_value mail = r.values->member(r.root, text_of("mail"));
    read_words(&r, mail, "providers", &lens->providers);
    read_words(&r, mail, "office_names", &lens->office_names);
    read_words(&r, mail, "offices", &lens->offices);
    return !r.failed;
}

void gj_lens_free(gj_lens *lens)
{
    free(lens->codes.at);
    free(lens->identities.at);
    free(lens->cards.at);
    free(lens->measures.at);
    free(lens->providers.at);
    free(lens->office_names.at);
    free(lens->offices.at);
}

/* ---------------------------------------------------------- words nearby */

static bool ends_with(gj_text text, size_t at, gj_text word)
{
    return word.length <= at &&
           memcmp(text.data + at - word.length, word.data, word.length) == 0;
}

/** Bytes of the sign that ends before `at` and may stand between a word and
    its number; 0 where there is none. */
static size_t sign_before(gj_text text, size_t at)
{
    static const char *const signs[] = {" ",  ":",  "(",  "：", "（",
                                        "为", "是", "　", "“",  "\""};

    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (ends_with(text, at, text_of(signs[i])))
            return strlen(signs[i]);
    return 0;
}

/** Steps back over a few such signs; a long row of them is something else. */
static size_t step_back(gj_text text, size_t at)
{
    for (int i = 0; i < 4; i++)
        at -= sign_before(text, at);
    return at;
}

bool gj_lens_before(const gj_wordlist *words, gj_text text, size_t at)
{
    size_t end = step_back(text, at);

    for (size_t i = 0; i < words->count; i++)
        if (ends_with(text, end, words->at[i]))
            return true;
    return false;
}

bool gj_lens_behind(const gj_wordlist *words, gj_text text, size_t at)
{
    for (int i = 0; i < 4 && at < text.length && text.data[at] == ' '; i++)
        at++;
    for (size_t i = 0; i < words->count; i++)
        if (words->at[i].length <= text.length - at &&
            memcmp(text.data + at, words->at[i].data, words->at[i].length) == 0)
            return true;
    return false;
}
