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

/* ------------------------------------------------------------------- none */

/** The one cell that a number must equal; GJ_NO_CELL where there is more to
    it. */
static uint32_t cell_of(const gj_quantity *quantity)
{
    const gj_sum *sum = &quantity->readings[0].sum;

    return quantity->reading_count == 1 && sum->addend_count == 1 &&
                   !sum->has_groups
               ? sum->addends[0].cell
               : GJ_NO_CELL;
}

/** Whether a text that says “all” also tells, and rightly, how many were left:
    who wrote it knows, and means those that were due. */
static bool is_known(const gj_narrator *narrator, const gj_claim *claim)
{
    uint32_t cell = cell_of(claim->quantity);

    for (uint32_t i = 0;
         claim->fixed && cell != GJ_NO_CELL && i < narrator->claim_count; i++) {
        const gj_claim *other = &narrator->claims[i];
        if (other->quantity != NULL && other->quantity != claim->quantity &&
            !other->fixed && other->verdict == GJ_CLAIM_FITS &&
            other->text.node == claim->text.node &&
            cell_of(other->quantity) == cell)
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
           (!is_part(narrator, claim) && !is_known(narrator, claim));
}
