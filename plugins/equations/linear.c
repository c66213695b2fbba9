#include "linear.h"

#include <stdlib.h>

/* Beyond these an equation is left undecided: different steps, and size of
   the table over remainders. */
enum { MOST_STEPS = 64, MOST_REMAINDERS = 4096 };

gj_truth gj_linear_known(gj_wide sum, gj_relation relation)
{
    bool holds = false;

    switch (relation) {
    case GJ_EQUAL:
        holds = sum == 0;
        break;
    case GJ_UNEQUAL:
        holds = sum != 0;
        break;
    case GJ_AT_MOST:
        holds = sum <= 0;
        break;
    case GJ_AT_LEAST:
        holds = sum >= 0;
        break;
    case GJ_BELOW:
        holds = sum < 0;
        break;
    case GJ_ABOVE:
        holds = sum > 0;
        break;
    }
    return holds ? GJ_HOLDS : GJ_FAILS;
}

gj_wide gj_wide_divisor(gj_wide a, gj_wide b)
{
    a = a < 0 ? -a : a;
    b = b < 0 ? -b : b;
    while (b != 0) {
        gj_wide rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static int compare_steps(const void *a, const void *b)
{
    const gj_wide *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

static size_t drop_repeated(gj_wide *steps, size_t count)
{
    size_t kept = 1;

    qsort(steps, count, sizeof *steps, compare_steps);
    for (size_t i = 1; i < count; i++)
        if (steps[i] != steps[kept - 1])
            steps[kept++] = steps[i];
    return kept;
}

/* least[r] becomes the least sum of steps that leaves r modulo steps[0]. One
   step at a time: adding it again and again walks through a cycle of
   remainders, and two rounds from anywhere in the cycle settle it. */
static void fill_least(gj_wide *least, const gj_wide *steps, size_t count)
{
    gj_wide modulus = steps[0];

    for (gj_wide r = 0; r < modulus; r++)
        least[r] = r == 0 ? 0 : -1;
    for (size_t i = 1; i < count; i++) {
        gj_wide cycles = gj_wide_divisor(steps[i], modulus);
        for (gj_wide start = 0; start < cycles; start++) {
            gj_wide from = start;
            for (gj_wide n = 2 * (modulus / cycles); n > 0; n--) {
                gj_wide to = (from + steps[i]) % modulus;
                gj_wide sum = least[from] + steps[i];
                if (least[from] >= 0 && (least[to] < 0 || sum < least[to]))
                    least[to] = sum;
                from = to;
            }
        }
    }
}

/* Whether target, at least 0, is a sum of the steps, all above 0 and without
   a common divisor, sorted. Unsure only when it is too large to decide. */
static gj_truth is_sum(gj_wide target, const gj_wide *steps, size_t count)
{
    const gj_wide safe = (gj_wide)1 << 62;

    if (target == 0 || steps[0] == 1)
        return GJ_HOLDS;
    if (target < steps[0])
        return GJ_FAILS;
    /* Every number from (a - 1)(b - 1) on is a sum, a and b being the least
       and the greatest step. */
    if (steps[count - 1] < safe && steps[0] < safe &&
        target >= (steps[0] - 1) * (steps[count - 1] - 1))
        return GJ_HOLDS;
    if (steps[0] > MOST_REMAINDERS || count > MOST_STEPS)
        return GJ_UNSURE;
    gj_wide *least = malloc((size_t)steps[0] * sizeof *least);
    if (least == NULL)
        return GJ_UNSURE;
    fill_least(least, steps, count);
    gj_wide needed = least[target % steps[0]];
    free(least);
    return needed >= 0 && needed <= target ? GJ_HOLDS : GJ_FAILS;
}

/* Whether steps and unknowns can make `target`: fails or unsure. */
static gj_truth decide_equal(gj_wide target, gj_wide *steps, size_t count)
{
    gj_wide divisor = 0;
    bool up = false, down = false;

    for (size_t i = 0; i < count; i++) {
        divisor = gj_wide_divisor(divisor, steps[i]);
        up |= steps[i] > 0;
        down |= steps[i] < 0;
    }
    if (divisor == 0 || target % divisor != 0)
        return GJ_FAILS;
    /* With steps of both signs every multiple of the divisor is reached. */
    if (up && down)
        return GJ_UNSURE;
    if (down)
        divisor = -divisor;
    target /= divisor;
    if (target < 0)
        return GJ_FAILS;
    for (size_t i = 0; i < count; i++)
        steps[i] /= divisor;
    count = drop_repeated(steps, count);
    return is_sum(target, steps, count) == GJ_FAILS ? GJ_FAILS : GJ_UNSURE;
}

/* All unknowns at 0 give one bound of the sum; there is no other. */
static gj_truth decide_order(gj_wide sum, gj_relation relation,
                             const gj_wide *steps, size_t count)
{
    bool up = false, down = false;

    for (size_t i = 0; i < count; i++) {
        up |= steps[i] > 0;
        down |= steps[i] < 0;
    }
    if (up && down)
        return GJ_UNSURE;
    gj_truth at_bound = gj_linear_known(sum, relation);
    bool grows_true = relation == GJ_AT_LEAST || relation == GJ_ABOVE;
    bool away_is_true = up == grows_true;
    return (at_bound == GJ_HOLDS) == away_is_true ? at_bound : GJ_UNSURE;
}

gj_truth gj_linear_decide(gj_wide sum, gj_relation relation, gj_wide *steps,
                          size_t count)
{
    if (count == 0)
        return gj_linear_known(sum, relation);
    if (relation == GJ_EQUAL)
        return decide_equal(-sum, steps, count);
    if (relation == GJ_UNEQUAL)
        return (gj_truth)(GJ_HOLDS - decide_equal(-sum, steps, count));
    return decide_order(sum, relation, steps, count);
}

size_t gj_wide_print(char *out, gj_wide millionths)
{
    char digits[48] = "";
    size_t count = 0, length = 0, places = 6;
    bool negative = millionths < 0;

    while (places > 0 && millionths % 10 == 0) {
        millionths /= 10;
        places--;
    }
    while (millionths != 0 || count <= places) {
        int digit = (int)(millionths % 10);
        digits[count++] = (char)('0' + (digit < 0 ? -digit : digit));
        millionths /= 10;
    }
    if (negative)
        out[length++] = '-';
    while (count > 0) {
        if (count == places)
            out[length++] = '.';
        out[length++] = digits[--count];
    }
    return length;
}
