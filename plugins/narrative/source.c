#include "source.h"

/** Pieces may hold pieces, but not without end. */
enum { DEEPEST_PIECE = 8 };

/** A pattern as it is put together from its pieces. */
typedef struct assembly {
    const gj_pieces *pieces;
    char *bytes;
    size_t length;
    gj_mistake *mistake;
    bool failed;
} assembly;

static void add(assembly *a, gj_text text)
{
    if (text.length > GJ_LONGEST_SOURCE - a->length) {
        if (!a->failed)
            *a->mistake = (gj_mistake){
                0, 0, GJ_WORDS("模式过长", "the pattern is too long")};
        a->failed = true;
        return;
    }
    if (text.length > 0)
        memcpy(a->bytes + a->length, text.data, text.length);
    a->length += text.length;
}

/** The name in {name} at an offset; empty where a brace is PCRE2's. */
static gj_text piece_at(gj_text text, uint64_t at)
{
    gj_text name = {text.data + at + 1, 0};

    while (at + 1 + name.length < text.length) {
        char c = name.data[name.length];
        if (c == '}')
            return name;
        if (!((c >= 'a' && c <= 'z') || c == '_'))
            break;
        name.length++;
    }
    return (gj_text){"", 0};
}

/** The next brace from `at` on, or the text's end. */
static uint64_t next_brace(gj_text text, uint64_t at)
{
    const char *brace =
        at < text.length ? memchr(text.data + at, '{', text.length - at) : NULL;

    return brace != NULL ? (uint64_t)(brace - text.data) : text.length;
}

static void assemble(assembly *a, gj_text text, uint32_t depth)
{
    const gj_values *values = a->pieces->values;
    uint64_t from = 0;

    for (uint64_t at = next_brace(text, 0); at < text.length && !a->failed;
         at = next_brace(text, at + 1)) {
        gj_text name = piece_at(text, at);
        if (name.length == 0)
            continue;
        gj_value piece = values->member(a->pieces->all, name);
        if (values->type(piece) != GJ_STRING || depth == DEEPEST_PIECE) {
            *a->mistake = (gj_mistake){
                depth == 0 ? (uint32_t)at : 0,
                depth == 0 ? (uint32_t)name.length + 2 : 0,
                GJ_WORDS("“pieces”里没有这一片段，或者片段互相套用过深",
                         "\"pieces\" has no such piece, or pieces lead too "
                         "deep into one another")};
            a->failed = true;
            return;
        }
        add(a, (gj_text){text.data + from, at - from});
        add(a, gj_said("(?:"));
        assemble(a, values->text(piece), depth + 1);
        add(a, gj_said(")"));
        from = at + name.length + 2;
        at = from - 1;
    }
    add(a, (gj_text){text.data + from, text.length - from});
}

gj_text gj_source_assemble(const gj_pieces *pieces, gj_text pattern,
                           char bytes[GJ_LONGEST_SOURCE], gj_mistake *mistake)
{
    assembly a = {.pieces = pieces, .bytes = bytes, .mistake = mistake};

    assemble(&a, pattern, 0);
    return (gj_text){a.failed ? NULL : bytes, a.length};
}
