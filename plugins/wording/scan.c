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
        if (at >= find->done &&
            (script->rules[find->rule].texts >> scan->index & 1) != 0 &&
            stands_at(scan->text, at, one->word))
            gj_scan_try(scan, find, at);
        trigger = one->next;
    }
}

void gj_scan_begin(gj_script *script)
{
    for (uint32_t i = 0; i < script->find_count; i++)
        script->finds[i].own_found = GJ_OWN_UNKNOWN;
}

void gj_scan_run(const gj_scan *scan)
{
    gj_script *script = scan->script;
    const char *bytes = scan->text.data;
    uint32_t length = (uint32_t)scan->text.length;
    uint32_t at = 0;

    for (uint32_t i = 0; i < script->find_count; i++)
        script->finds[i].done = 0;
    while (at < length) {
        unsigned char first = (unsigned char)bytes[at];
        bool wide = first >= 0xE0 && length - at >= 3;
        uint8_t trigger =
            wide ? script->wide[gj_bucket(bytes + at)] : script->narrow[first];
        if (trigger != GJ_NO_TRIGGER)
            try_bucket(scan, trigger, at);
        at += wide ? 3 : 1;
    }
}
