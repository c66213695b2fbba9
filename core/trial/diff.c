#include "trial/diff.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/memory.h"

enum { AROUND = 2, MOST_LINES = 4000 };

typedef struct lines {
    gj_text *at;
    size_t count;
    size_t room;
} lines;

static lines split(const char *text)
{
    lines all = {0};

    while (*text != '\0' && all.count < MOST_LINES) {
        size_t length = strcspn(text, "\n");
        gj_grow(&all.at, all.count, &all.room, sizeof *all.at);
        all.at[all.count++] = (gj_text){text, length};
        text += length + (text[length] == '\n');
    }
    return all;
}

/** What becomes of a line. */
typedef struct step {
    char mark;
    gj_text line;
} step;

/** Lengths of the longest common sequences of what is behind each pair. */
static uint16_t *measure(const lines *a, const lines *b)
{
    size_t width = b->count + 1;
    uint16_t *common = gj_new((a->count + 1) * width, sizeof *common);

    for (size_t i = a->count; i-- > 0;)
        for (size_t j = b->count; j-- > 0;) {
            uint16_t down = common[(i + 1) * width + j];
            uint16_t right = common[i * width + j + 1];
            uint16_t best = down > right ? down : right;
            if (gj_text_is(a->at[i], b->at[j]))
                best = (uint16_t)(common[(i + 1) * width + j + 1] + 1);
            common[i * width + j] = best;
        }
    return common;
}

static size_t walk(step *steps, const lines *a, const lines *b)
{
    uint16_t *common = measure(a, b);
    size_t width = b->count + 1;
    size_t count = 0;
    size_t i = 0;
    size_t j = 0;

    while (i < a->count || j < b->count) {
        if (i < a->count && j < b->count && gj_text_is(a->at[i], b->at[j])) {
            steps[count++] = (step){' ', a->at[i++]};
            j++;
        } else if (j == b->count ||
                   (i < a->count &&
                    common[(i + 1) * width + j] >= common[i * width + j + 1])) {
            steps[count++] = (step){'-', a->at[i++]};
        } else {
            steps[count++] = (step){'+', b->at[j++]};
        }
    }
    free(common);
    return count;
}

static bool is_near_change(const step *steps, size_t count, size_t at)
{
    size_t from = at > AROUND ? at - AROUND : 0;
    size_t to = at + AROUND < count ? at + AROUND : count - 1;

    for (size_t i = from; i <= to; i++)
        if (steps[i].mark != ' ')
            return true;
    return false;
}

void gj_diff(const char *old, const char *new, const char *indent,
             gj_buffer *out)
{
    lines a = split(old);
    lines b = split(new);
    step *steps = gj_new(a.count + b.count + 1, sizeof *steps);
    size_t count = walk(steps, &a, &b);

    for (size_t i = 0; i < count; i++)
        if (is_near_change(steps, count, i))
            gj_buffer_print(out, "%s%c %.*s\n", indent, steps[i].mark,
                            GJ_PRINT(steps[i].line));
    free(steps);
    free(a.at);
    free(b.at);
}
