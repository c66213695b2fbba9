#include "schema/described.h"

enum { MOST_SAID = 200 };

static gj_text without_stop(gj_text text)
{
    static const char stop[] = "。";
    const size_t length = sizeof stop - 1;

    if (text.length >= length &&
        memcmp(text.data + text.length - length, stop, length) == 0)
        text.length -= length;
    else if (text.length > 0 && text.data[text.length - 1] == '.')
        text.length--;
    return text;
}

gj_words gj_described(const gj_tree *tree, uint32_t twig)
{
    static const char between[] = " / ";
    const size_t length = sizeof between - 1;
    gj_text text =
        gj_twig_text(tree, gj_twig_member(tree, twig, "description"));

    /* A zero byte would end the sentence, and a page is no sentence. */
    if (text.length == 0 || text.length > MOST_SAID ||
        memchr(text.data, '\0', text.length) != NULL)
        return (gj_words){{NULL, 0}, {NULL, 0}};
    const char *middle = memmem(text.data, text.length, between, length);
    if (middle == NULL)
        return (gj_words){without_stop(text), without_stop(text)};
    const char *english = middle + length;
    return (gj_words){
        without_stop((gj_text){text.data, (size_t)(middle - text.data)}),
        without_stop(
            (gj_text){english, (size_t)(text.data + text.length - english)})};
}
