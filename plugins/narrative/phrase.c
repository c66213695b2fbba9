/* Making a phrase ready: when it is first tried, or before that to see that it
 * is sound. */
#include "script.h"

/** Numbers that the groups of a sum have in the phrase's pattern, in the order
    in which a reader of the statement comes to them. */
static bool bind_groups(const gj_phrase *phrase, gj_statement *statement,
                        const gj_sum *sum)
{
    for (uint32_t i = 0; i < sum->term_count; i++) {
        const gj_term *term = &sum->terms[i];
        if (term->group.length == 0)
            continue;
        uint32_t group = gj_pattern_group(&phrase->pattern, term->group);
        if (group == GJ_NO_GROUP || statement->group_count == GJ_CLAIM_GROUPS)
            return false;
        statement->groups[statement->group_count++] = group;
    }
    return true;
}

static bool make_statement(const gj_phrase *phrase, gj_statement *statement,
                           gj_mistake *mistake)
{
    bool bound = true;

    if (statement->number_name.length > 0) {
        statement->number =
            gj_pattern_group(&phrase->pattern, statement->number_name);
        *mistake = (gj_mistake){
            0, 0,
            GJ_WORDS("模式里没有“number”所指的组",
                     "the pattern has no group of the name in \"number\"")};
        if (statement->number == GJ_NO_GROUP)
            return false;
    }
    for (uint32_t i = 0; i < statement->quantity->reading_count; i++) {
        const gj_reading *reading = &statement->quantity->readings[i];
        bound = bound && bind_groups(phrase, statement, &reading->sum);
        if (reading->kind > GJ_READING_LIMIT)
            bound = bound && bind_groups(phrase, statement, &reading->base);
    }
    *mistake =
        (gj_mistake){0, 0,
                     GJ_WORDS("这个数量用到的组，模式里没有，或者过多",
                              "the pattern lacks a group that this quantity "
                              "names, or they are too many")};
    return bound;
}

bool gj_phrase_make(gj_script *script, gj_phrase *phrase, gj_mistake *mistake,
                    uint32_t *statement)
{
    *statement = GJ_NO_GROUP;
    if (phrase->ready || phrase->unsound)
        return phrase->ready;
    phrase->unsound = true;
    if (!gj_pattern_compile(&phrase->pattern, &script->keep, mistake))
        return false;
    for (*statement = 0; *statement < phrase->statement_count; ++*statement)
        if (!make_statement(phrase, &phrase->statements[*statement], mistake))
            return false;
    phrase->unsound = false;
    phrase->ready = true;
    return true;
}
