/* Which claims are told: what the other claims of a report say of them. */
#include "claims.h"

/** Whether the report says elsewhere, of its own year, how many there were. */
static bool is_said_elsewhere(const gj_narrator *narrator, const gj_claim *slip)
{
    for (uint32_t i = 0; i < narrator->claim_count; i++) {
        const gj_claim *other = &narrator->claims[i];
        if (other->quantity == slip->quantity && !other->slip &&
            !other->silenced)
            return true;
    }
    return false;
}

/* ------------------------------------------------------------------ parts */

/** The numbers of a text that are said of one quantity and fit nothing. Those
    of other organs may belong to it. */
static gj_wide add_misfits(const gj_narrator *narrator, const gj_claim *claim,
                           bool others, uint32_t *count)
{
    gj_wide sum = 0;

    for (uint32_t i = 0; i < narrator->claim_count; i++) {
        const gj_claim *other = &narrator->claims[i];
        if (other->quantity != claim->quantity || other->fixed ||
            other->verdict != GJ_CLAIM_FAILS ||
            other->text.node != claim->text.node ||
            (other->silenced && !others))
            continue;
        sum += other->number;
        ++*count;
    }
    return sum;
}

static bool makes_up(const gj_narrator *narrator, const gj_claim *claim,
                     bool others)
{
    const gj_quantity *quantity = claim->quantity;
    uint32_t count = 0;
    gj_wide sum = add_misfits(narrator, claim, others, &count);

    for (uint32_t i = 0; count > 1 && i < quantity->reading_count; i++)
        if (!quantity->readings[i].sum.has_groups &&
            claim->outcomes[i].value == sum)
            return true;
    return false;
}

/** Whether a text tells a number in parts, as those of the government and those
    of its departments: each fits nothing, and all together fit. */
static bool is_part(const gj_narrator *narrator, const gj_claim *claim)
{
    return !claim->fixed && !claim->quantity->percent &&
           (makes_up(narrator, claim, false) ||
            makes_up(narrator, claim, true));
}

/* ----------------------------------------------------------------- excuses */

/** Whether a claim is of none, of all, or of a hundred percent. */
static bool is_sweeping(const gj_claim *claim)
{
    return claim->fixed || (claim->quantity->percent &&
                            claim->number == (int64_t)100 * GJ_UNIT);
}

/** Whether a text also tells, and rightly, what excuses a claim: one that says
    how many were left means, with “all”, those that were due. */
static bool is_excused(const gj_narrator *narrator, const gj_claim *claim)
{
    gj_text excuse = claim->quantity->excused_by;

    if (excuse.length == 0 || !is_sweeping(claim))
        return false;
    for (uint32_t i = 0; i < narrator->claim_count; i++) {
        const gj_claim *other = &narrator->claims[i];
        if (other->quantity != NULL && gj_is(other->quantity->id, excuse) &&
            !other->fixed && other->verdict == GJ_CLAIM_FITS &&
            other->text.node == claim->text.node)
            return true;
    }
    return false;
}

bool gj_claim_is_meant(const gj_narrator *narrator, const gj_claim *claim)
{
    if (claim->verdict >= GJ_CLAIM_COSTLY)
        return true;
    if (claim->quantity == NULL || claim->silenced ||
        (claim->slip && is_said_elsewhere(narrator, claim)))
        return false;
    return claim->verdict != GJ_CLAIM_FAILS ||
           (!is_part(narrator, claim) && !is_excused(narrator, claim));
}
