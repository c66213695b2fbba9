#include "rule/translation.h"

/** U+4E00 to U+9FFF will do. */
bool gj_text_has_chinese(gj_text text)
{
    for (uint64_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c >= 0xE4 && c <= 0xE9)
            return true;
    }
    return false;
}

bool gj_text_has_latin(gj_text text)
{
    for (uint64_t i = 0; i < text.length; i++) {
        char c = (char)(text.data[i] | 0x20);
        if (c >= 'a' && c <= 'z')
            return true;
    }
    return false;
}

/** Takes the next {hole} off a template; empty where there is none. */
static gj_text next_hole(gj_text *rest)
{
    for (uint64_t i = 0; i < rest->length; i++) {
        if (rest->data[i] != '{')
            continue;
        if (i + 1 < rest->length && rest->data[i + 1] == '{') {
            i++;
            continue;
        }
        const char *start = rest->data + i;
        const char *end = memchr(start, '}', rest->length - i);
        if (end == NULL)
            break;
        gj_text hole = {start, (uint64_t)(end + 1 - start)};
        rest->length -= i + hole.length;
        rest->data = end + 1;
        return hole;
    }
    *rest = (gj_text){NULL, 0};
    return *rest;
}

static bool has_hole(gj_text text, gj_text wanted)
{
    for (gj_text hole = next_hole(&text); hole.length > 0;
         hole = next_hole(&text))
        if (gj_text_is(hole, wanted))
            return true;
    return false;
}

static gj_text odd_hole(gj_text from, gj_text to)
{
    gj_text hole = next_hole(&from);

    while (hole.length > 0 && has_hole(to, hole))
        hole = next_hole(&from);
    return hole;
}

gj_text gj_words_odd_hole(gj_words words)
{
    gj_text hole = odd_hole(words.zh, words.en);
    return hole.length > 0 ? hole : odd_hole(words.en, words.zh);
}
