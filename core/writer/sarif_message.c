#include "writer/sarif_message.h"

#include "writer/letter.h"
#include "writer/terminal.h"

void gj_sarif_braces(gj_buffer *out, gj_text text)
{
    size_t from = 0;

    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] != '{' && text.data[i] != '}')
            continue;
        gj_buffer_add(out, text.data + from, i + 1 - from);
        from = i;
    }
    gj_buffer_add(out, text.data + from, text.length - from);
}

/* "](" makes a link of what stands before and behind it. SARIF 2.1.0 knows no
   escape for that outside of links; a space parts them in every viewer. */
static void part_links(gj_buffer *out, gj_text text)
{
    const char *at = text.data;
    const char *stop = at + text.length;
    const char *link;

    if (text.length == 0)
        return;
    while ((link = memmem(at, (size_t)(stop - at), "](", 2)) != NULL) {
        gj_buffer_add(out, at, (size_t)(link + 1 - at));
        gj_buffer_byte(out, ' ');
        at = link + 1;
    }
    gj_buffer_add(out, at, (size_t)(stop - at));
}

/* Most texts show all that they hold, and have none of these in them. */
static bool is_plain(gj_text text)
{
    return text.length == 0 || (memchr(text.data, '{', text.length) == NULL &&
                                memchr(text.data, '}', text.length) == NULL &&
                                memchr(text.data, ']', text.length) == NULL &&
                                gj_shown_run(text, 0) == text.length);
}

void gj_sarif_words(gj_buffer *out, gj_text text)
{
    gj_buffer visible = {0};
    gj_buffer parted = {0};

    if (is_plain(text)) {
        gj_buffer_text(out, text);
        return;
    }
    gj_buffer_visible(&visible, text);
    part_links(&parted, gj_buffer_view(&visible));
    gj_sarif_braces(out, gj_buffer_view(&parted));
    gj_buffer_free(&visible);
    gj_buffer_free(&parted);
}

json_t *gj_sarif_message(gj_text text)
{
    json_t *object = json_object();
    gj_buffer words = {0};

    gj_sarif_words(&words, text);
    json_object_set_new(object, "text", gj_json_string(gj_buffer_view(&words)));
    gj_buffer_free(&words);
    return object;
}
