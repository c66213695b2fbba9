#include "base/nearest.h"

enum { LONGEST = 64, FARTHEST = 3 };

gj_nearest gj_nearest_to(gj_text wanted)
{
    size_t limit = wanted.length / 3;

    if (limit > FARTHEST)
        limit = FARTHEST;
    return (gj_nearest){wanted, {"", 0}, limit + 1};
}

static size_t least(size_t a, size_t b, size_t c)
{
    size_t least_two = a < b ? a : b;
    return least_two < c ? least_two : c;
}

/** Damerau's distance with three rows of the table. */
static size_t distance(gj_text a, gj_text b)
{
    size_t rows[3][LONGEST + 1];
    size_t *before = rows[0];
    size_t *last = rows[1];
    size_t *now = rows[2];

    for (size_t j = 0; j <= b.length; j++)
        before[j] = last[j] = j;
    for (size_t i = 1; i <= a.length; i++) {
        now[0] = i;
        for (size_t j = 1; j <= b.length; j++) {
            size_t changed = last[j - 1] + (a.data[i - 1] != b.data[j - 1]);
            now[j] = least(changed, last[j] + 1, now[j - 1] + 1);
            if (i > 1 && j > 1 && a.data[i - 1] == b.data[j - 2] &&
                a.data[i - 2] == b.data[j - 1] && before[j - 2] + 1 < now[j])
                now[j] = before[j - 2] + 1;
        }
        size_t *free_row = before;
        before = last;
        last = now;
        now = free_row;
    }
    return last[b.length];
}

void gj_nearest_try(gj_nearest *nearest, gj_text word)
{
    if (nearest->wanted.length > LONGEST || word.length > LONGEST)
        return;
    size_t found = distance(nearest->wanted, word);
    if (found < nearest->distance) {
        nearest->distance = found;
        nearest->found = word;
    }
}
