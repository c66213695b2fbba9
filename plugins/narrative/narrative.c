/* narrative: the words must say the same as the tables. What phrases reports
 * use, and what the numbers in them must equal, is the form's narrative.json;
 * this plugin knows no field of any form. */
#include "narrative.h"

#include <stdlib.h>

#include "say.h"

static const gj_claim_list *list_of(const gj_check *check)
{
    gj_narrator *narrator = check->state;
    const gj_saying_rule *rule = check->data;

    if (!gj_claims_read(narrator, check))
        return NULL;
    return &narrator->lists[rule->index];
}

/** One place for each number that the rule's phrases state. */
uint32_t gj_narrative_places(const gj_check *check)
{
    const gj_claim_list *list = list_of(check);

    return list != NULL ? list->count : 1;
}

int32_t gj_narrative_check(const gj_check *check)
{
    const gj_narrator *narrator = check->state;
    const gj_claim_list *list = list_of(check);
    uint32_t place = 0;

    if (list == NULL)
        return 1;
    for (uint32_t i = list->first; i != GJ_NO_CLAIM;
         i = narrator->claims[i].next) {
        if (narrator->claims[i].verdict == GJ_CLAIM_FITS)
            check->host->held(check->sink, place, 1);
        else
            gj_claim_say(check, &narrator->claims[i], place);
        place++;
    }
    return 0;
}

static void close_form(void *state)
{
    gj_narrator *narrator = state;

    gj_script_free(&narrator->script);
    gj_matcher_close(&narrator->matcher);
    gj_finder_close(&narrator->finder);
    free(narrator->claims);
    free(narrator->lists);
    free(narrator);
}

static int32_t open_form(const gj_opening *opening, void **state)
{
    gj_narrator *narrator = calloc(1, sizeof *narrator);

    if (narrator == NULL)
        return 1;
    if (!gj_finder_open(&narrator->finder, &narrator->script,
                        &narrator->matcher) ||
        !gj_matcher_open(&narrator->matcher) ||
        !gj_script_read(&narrator->script, opening)) {
        close_form(narrator);
        return 1;
    }
    narrator->lists =
        calloc(narrator->script.rule_count + 1u, sizeof *narrator->lists);
    if (narrator->lists == NULL) {
        close_form(narrator);
        return 1;
    }
    *state = narrator;
    return 0;
}

GJ_EXPORT const gj_plugin gouji_plugin_v1 = {
    .size = sizeof(gj_plugin),
    .minor = GJ_ABI_MINOR,
    .needs_minor = 1,
    .name = GJ_TEXT("narrative"),
    .version = GJ_TEXT("0.1.0"),
    .title = GJ_WORDS("文字：正文里的数字与表格一致",
                      "Narrative: the words say the same as the tables"),
    .open = open_form,
    .close = close_form,
};
