#include "schema/pair.h"

#include <inttypes.h>

#include "schema/program.h"

enum { MOST_SHOWN = 60 };

void gj_pair_put(gj_pair *p, const char *zh, const char *en)
{
    gj_buffer_string(&p->zh, zh);
    gj_buffer_string(&p->en, en);
}

void gj_pair_text(gj_pair *p, gj_text text)
{
    gj_buffer_text(&p->zh, text);
    gj_buffer_text(&p->en, text);
}

void gj_pair_number(gj_pair *p, uint64_t number)
{
    gj_buffer_print(&p->zh, "%" PRIu64, number);
    gj_buffer_print(&p->en, "%" PRIu64, number);
}

/* The text, cut off between two characters where it is long. A zero byte would
   end the sentence for whoever prints it. */
void gj_pair_cut(gj_pair *p, gj_text text)
{
    uint64_t length = text.length;

    if (length > MOST_SHOWN) {
        length = MOST_SHOWN;
        while (length > 0 && ((unsigned char)text.data[length] & 0xC0) == 0x80)
            length--;
    }
    for (uint64_t i = 0; i < length; i++)
        if (text.data[i] == '\0')
            gj_pair_put(p, "\\x00", "\\x00");
        else
            gj_pair_text(p, (gj_text){text.data + i, 1});
    if (length < text.length)
        gj_pair_put(p, "…", "…");
}

void gj_pair_quoted(gj_pair *p, gj_text text)
{
    gj_pair_put(p, "“", "\"");
    gj_pair_cut(p, text);
    gj_pair_put(p, "”", "\"");
}

void gj_pair_value(gj_pair *p, const gj_values *values, gj_value value)
{
    switch (values->type(value)) {
    case GJ_NULL:
        gj_pair_put(p, "null", "null");
        break;
    case GJ_FALSE:
        gj_pair_put(p, "false", "false");
        break;
    case GJ_TRUE:
        gj_pair_put(p, "true", "true");
        break;
    case GJ_NUMBER:
        gj_pair_cut(p, values->number(value));
        break;
    case GJ_STRING:
        gj_pair_quoted(p, values->text(value));
        break;
    case GJ_ARRAY:
        gj_pair_put(p, "一个数组", "an array");
        break;
    default:
        gj_pair_put(p, "一个对象", "an object");
        break;
    }
}

/* What the value is, behind a Chinese character or an English space. */
void gj_pair_found(gj_pair *p, const gj_values *values, gj_value value)
{
    if (values->type(value) <= GJ_NUMBER)
        gj_pair_put(p, " ", "");
    gj_pair_value(p, values, value);
}

void gj_pair_types(gj_pair *p, uint32_t types)
{
    static const struct {
        uint32_t bit;
        bool latin;
        const char *zh;
        const char *en;
    } names[] = {{GJ_NUMBER, false, "数字", "a number"},
                 {GJ_STRING, false, "字符串", "a string"},
                 {GJ_OBJECT, false, "对象", "an object"},
                 {GJ_ARRAY, false, "数组", "an array"},
                 {GJ_TRUE, true, "true", "true"},
                 {GJ_FALSE, true, "false", "false"},
                 {GJ_NULL, true, "null", "null"}};
    const char *before = "";
    const char *between = "";

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if ((types >> names[i].bit & 1) == 0)
            continue;
        gj_pair_put(p, before, between);
        gj_pair_put(p, names[i].latin ? " " : "", "");
        if (names[i].bit == GJ_NUMBER && (types & GJ_INTEGER_ONLY) != 0)
            gj_pair_put(p, "整数", "a whole number");
        else
            gj_pair_put(p, names[i].zh, names[i].en);
        before = names[i].latin ? " 或" : "或";
        between = " or ";
    }
}

gj_words gj_pair_keep(gj_pair *p, gj_arena *arena)
{
    gj_words words = {gj_arena_text(arena, gj_buffer_view(&p->zh)),
                      gj_arena_text(arena, gj_buffer_view(&p->en))};

    gj_buffer_free(&p->zh);
    gj_buffer_free(&p->en);
    return words;
}
