#include "scan.h"

static bool stands_at(gj_text text, uint32_t at, gj_text word)
{
    return word.length <= text.length - at &&
           memcmp(text.data + at, word.data, word.length) == 0;
}

/** Tries the triggers of a bucket. */
static void try_bucket(const gj_scan *scan, uint8_t trigger, uint32_t at)
{
    gj_script *script = scan->script;

    while (trigger != GJ_NO_TRIGGER) {
        const gj_trigger *one = &script->triggers[trigger];
        gj_find *find = &script->finds[one->find];
        if (at >= script->done[one->find] &&
            (script->rules[find->rule].texts >> scan->index & 1) != 0 &&
            stands_at(scan->text, at, one->word))
            gj_scan_try(scan, find, at);
        trigger = one->next;
    }
}

void gj_scan_run(const gj_scan *scan)
{
    gj_script *script = scan->script;
    uint32_t length = (uint32_t)scan->text.length;
    gj_haul haul;
    uint32_t at;

    gj_net_cast(&haul, &script->net, scan->text);
    memset(script->done, 0, script->find_count * sizeof *script->done);
    while ((at = (uint32_t)gj_haul_next(&haul)) < length)
        try_bucket(scan, gj_trigger_at(script, scan->text, at), at);
}
