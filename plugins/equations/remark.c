#include "examining.h"

/** More have no room in a remark. */
enum { MOST_NAMES = 256 };

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

/** Names that are being listed. */
typedef struct naming {
    gj_remark *remark;
    /** Each is named once. */
    const gj_origin *named[MOST_NAMES];
    size_t count;
    bool begun;
    bool full;
} naming;

static bool is_named(const naming *n, const gj_origin *origin)
{
    for (size_t i = 0; i < n->count; i++)
        if (n->named[i]->equation == origin->equation &&
            n->named[i]->of_when == origin->of_when &&
            gj_same(n->named[i]->binding, origin->binding))
            return true;
    return false;
}

static void name(naming *n, const gj_origin *origin)
{
    if (n->full || is_named(n, origin))
        return;
    if (n->count == MOST_NAMES ||
        n->remark->en_length > sizeof n->remark->en - 160) {
        gj_remark_say(n->remark, "……", ", …");
        n->full = true;
        return;
    }
    if (n->begun)
        gj_remark_say(n->remark, "、", ", ");
    gj_remark_origin(n->remark, origin);
    n->begun = true;
    n->named[n->count++] = origin;
}

void gj_remark_marked(gj_remark *remark, const gj_demands *demands,
                      const uint8_t *marks, size_t count, bool begun)
{
    naming n = {.remark = remark, .begun = begun};

    for (size_t i = 0; i < count; i++)
        if (marks[i])
            name(&n, &demands->origins[i]);
    /* Their premises are named behind them, and have premises in turn. */
    for (size_t i = 0; i < n.count; i++)
        for (const gj_premise *it = n.named[i]->premises; it; it = it->next)
            name(&n, &it->origin);
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
