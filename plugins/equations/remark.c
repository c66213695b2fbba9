#include "examining.h"

static void append(char *out, size_t room, size_t *length, const char *text,
                   size_t count)
{
    if (*length + count >= room)
        return;
    memcpy(out + *length, text, count);
    *length += count;
}

void gj_remark_say(gj_remark *remark, const char *zh, const char *en)
{
    append(remark->zh, sizeof remark->zh, &remark->zh_length, zh, strlen(zh));
    append(remark->en, sizeof remark->en, &remark->en_length, en, strlen(en));
}

void gj_remark_text(gj_remark *remark, gj_text text)
{
    append(remark->zh, sizeof remark->zh, &remark->zh_length, text.data,
           text.length);
    append(remark->en, sizeof remark->en, &remark->en_length, text.data,
           text.length);
}

void gj_remark_origin(gj_remark *remark, const gj_origin *origin)
{
    if (origin->of_when)
        gj_remark_say(remark, "", "the \"when\" of ");
    gj_remark_text(remark, origin->equation->id);
    if (origin->binding.length > 0) {
        gj_remark_say(remark, "(", "(");
        gj_remark_text(remark, origin->binding);
        gj_remark_say(remark, ")", ")");
    }
    if (origin->of_when)
        gj_remark_say(remark, " 的“when”", "");
}

void gj_remark_marked(gj_remark *remark, const gj_demands *demands,
                      const uint8_t *marks, size_t count, bool begun)
{
    const gj_origin *last = NULL;

    for (size_t i = 0; i < count; i++) {
        const gj_origin *origin = &demands->origins[i];
        if (!marks[i])
            continue;
        /* Two demands of one place are named once. */
        if (last != NULL && last->equation == origin->equation &&
            last->of_when == origin->of_when &&
            gj_same(last->binding, origin->binding))
            continue;
        if (remark->en_length > sizeof remark->en - 160) {
            gj_remark_say(remark, "……", ", …");
            return;
        }
        if (begun)
            gj_remark_say(remark, "、", ", ");
        gj_remark_origin(remark, origin);
        last = origin;
        begun = true;
    }
}

void gj_remark_end(const gj_remark *remark, const gj_examination *e,
                   const gj_equation *equation, uint32_t weight)
{
    const gj_fault fault = {.size = sizeof fault,
                            .value = equation->source,
                            .words = {{remark->zh, remark->zh_length},
                                      {remark->en, remark->en_length}}};

    e->opening->host->remark(e->opening->registry, weight, &fault);
}
