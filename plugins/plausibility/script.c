#include "script.h"

#include <inttypes.h>
#include <stdlib.h>

const gj_message gj_doubt_open = {
    sizeof(gj_message), 0, GJ_TEXT("open"),
    GJ_WORDS("{cell}没有填数，无法判断。",
             "{cell} is blank, so this cannot be assessed.")};
const gj_message gj_doubt_costly = {
    sizeof(gj_message), 0, GJ_TEXT("costly"),
    GJ_WORDS("这段文字过于复杂，无法判断。",
             "this text is too intricate to be judged.")};

/* ------------------------------------------------------------------ lists */

/** Room for so many and one more; without memory the reading has failed. */
static void *reserve(gj_data *data, uint64_t count, size_t size)
{
    void *room = data->failed ? NULL : calloc(count + 1, size);

    data->failed = room == NULL;
    return room;
}

/** The strings of a list that must be there. */
static void read_list(gj_data *data, gj_value object, const char *key,
                      gj_list *list)
{
    gj_value value = data->values->member(object, gj_said(key));
    gj_value first = gj_data_list(data, object, key);
    uint64_t count = data->values->count(value);

    if (!data->failed && count > GJ_DOUBT_LIST)
        gj_data_fault(data, value, "列表过长", "the list is too long");
    list->at = reserve(data, count, sizeof *list->at);
    for (gj_value one = first;
         data->values->type(one) != GJ_ABSENT && !data->failed;
         one = data->values->next(one))
        list->at[list->count++] = data->values->text(one);
}

/** Number in the form of the text of that name. */
static uint32_t text_of(gj_data *data, gj_value place, gj_text name)
{
    const gj_opening *opening = data->opening;
    uint32_t text = opening->host->form_text(opening->form, name);

    if (!data->failed && text == GJ_NO_TEXT)
        gj_data_fault(data, place, "form.json 的“texts”里没有这一段文字",
                      "form.json names no such text under \"texts\"");
    return text;
}

/** A list of names of texts. */
static gj_texts read_texts(gj_data *data, gj_value object, const char *key)
{
    gj_list names = {.count = 0};
    gj_texts texts = {.count = 0};

    read_list(data, object, key, &names);
    gj_value one =
        data->values->first(data->values->member(object, gj_said(key)));
    for (uint32_t i = 0; i < names.count; i++) {
        texts.at[texts.count++] = text_of(data, one, names.at[i]);
        one = data->values->next(one);
    }
    free(names.at);
    return texts;
}

/** A list of patterns of cells. */
static void read_cells(gj_data *data, gj_value object, gj_doubt *doubt)
{
    const gj_opening *opening = data->opening;

    read_list(data, object, "cells", &doubt->cells);
    gj_value one =
        data->values->first(data->values->member(object, gj_said("cells")));
    for (uint32_t i = 0; i < doubt->cells.count; i++) {
        if (!data->failed &&
            opening->host->match(opening->shape, doubt->cells.at[i], NULL,
                                 NULL) == 0)
            gj_data_fault(data, one, "没有这样的单元格",
                          "this leads to no cell of the form");
        one = data->values->next(one);
    }
}

/* ----------------------------------------------------------------- limits */

static void read_conditions(gj_data *data, gj_value object, gj_limit *limit)
{
    gj_value when = gj_data_member(data, object, "when", GJ_OBJECT);

    for (gj_value one = data->values->first(when);
         data->values->type(one) != GJ_ABSENT && !data->failed;
         one = data->values->next(one)) {
        if (limit->condition_count == GJ_DOUBT_CONDITIONS) {
            gj_data_fault(data, one, "条件过多",
                          "there are too many conditions");
            return;
        }
        gj_condition *condition = &limit->conditions[limit->condition_count++];
        char key[72];
        gj_text name = data->values->key(one);
        condition->text = text_of(data, one, name);
        snprintf(key, sizeof key, "%.*s", (int)name.length, name.data);
        read_list(data, when, key, &condition->values);
    }
}

static void read_limit(gj_data *data, gj_doubt *doubt, gj_value object)
{
    gj_limit *limit = &doubt->limits[doubt->limit_count];

    doubt->parameter_list[doubt->limit_count++] = &limit->parameter;
    if (gj_data_has(data, object, "when"))
        read_conditions(data, object, limit);
    if (gj_data_has(data, object, "unit"))
        limit->unit = gj_data_regex(data, object, "unit");
    if (gj_data_has(data, object, "not_given"))
        limit->not_given = read_texts(data, object, "not_given");
    snprintf(limit->initial, sizeof limit->initial, "%" PRId64,
             gj_data_count(data, object, "most"));
    limit->parameter =
        (gj_parameter){.size = sizeof limit->parameter,
                       .type = GJ_PARAMETER_INTEGER,
                       .name = gj_data_text(data, object, "parameter"),
                       .initial = gj_said(limit->initial),
                       .help = gj_data_words(data, object, "help")};
}

static void read_limits(gj_data *data, gj_value object, gj_doubt *doubt)
{
    gj_value list = gj_data_member(data, object, "limits", GJ_ARRAY);
    uint64_t count = data->values->count(list);

    if (!data->failed && count >= GJ_DOUBT_LIST)
        gj_data_fault(data, list, "限度过多", "there are too many limits");
    doubt->limits = reserve(data, count, sizeof *doubt->limits);
    doubt->parameter_list = reserve(data, count, sizeof *doubt->parameter_list);
    for (gj_value one = data->values->first(list);
         data->values->type(one) != GJ_ABSENT && !data->failed;
         one = data->values->next(one))
        read_limit(data, doubt, one);
    if (doubt->limit_count > 0)
        doubt->rule.parameters = doubt->parameter_list;
}

/* ------------------------------------------------------------------ rules */

/** Index of a text among those of all rules. */
static uint32_t text_index(gj_data *data, gj_doubts *doubts, gj_value value,
                           uint32_t text)
{
    gj_texts *texts = &doubts->texts;

    for (uint32_t i = 0; i < texts->count; i++)
        if (texts->at[i] == text)
            return i;
    if (texts->count == GJ_DOUBT_LIST) {
        gj_data_fault(data, value, "文字段过多", "there are too many texts");
        return 0;
    }
    texts->at[texts->count] = text;
    return texts->count++;
}

static void read_words(gj_data *data, gj_doubts *doubts, gj_value object,
                       gj_doubt *doubt)
{
    gj_texts texts = read_texts(data, object, "texts");

    for (uint32_t i = 0; i < texts.count; i++) {
        uint32_t text = text_index(data, doubts, object, texts.at[i]);
        doubt->texts[doubt->text_count++] = text;
        doubt->reads |= UINT32_C(1) << text;
    }
    read_list(data, object, "words", &doubt->words);
    doubt->pattern = gj_data_regex(data, object, "pattern");
    if (gj_data_has(data, object, "unless"))
        doubt->unless = gj_data_regex(data, object, "unless");
}

static void read_kind(gj_data *data, gj_doubts *doubts, gj_value object,
                      gj_doubt *doubt)
{
    bool cells = gj_data_has(data, object, "cells");

    if (cells)
        read_cells(data, object, doubt);
    if (gj_data_has(data, object, "limits")) {
        doubt->kind = GJ_DOUBT_SIZE;
        read_limits(data, object, doubt);
        return;
    }
    doubt->kind = cells ? GJ_DOUBT_ZERO : GJ_DOUBT_PART;
    read_words(data, doubts, object, doubt);
}

static void read_rule(gj_data *data, gj_doubts *doubts, gj_value object)
{
    gj_doubt *doubt = calloc(1, sizeof *doubt);

    if (doubt == NULL || doubts->count == GJ_DOUBTS) {
        gj_data_fault(data, object, "规则过多", "there are too many rules");
        free(doubt);
        return;
    }
    doubt->index = doubts->count;
    doubts->at[doubts->count++] = doubt;
    doubt->rule = gj_data_rule(data, object);
    doubt->message =
        (gj_message){.size = sizeof doubt->message,
                     .key = GJ_TEXT("failed"),
                     .words = gj_data_words(data, object, "message")};
    doubt->messages[0] = &doubt->message;
    doubt->messages[1] = &gj_doubt_open;
    doubt->messages[2] = &gj_doubt_costly;
    doubt->rule.messages = doubt->messages;
    read_kind(data, doubts, object, doubt);
}

bool gj_doubts_read(gj_doubts *doubts, const gj_opening *opening)
{
    gj_data data = gj_data_of(opening);
    gj_value root = opening->host->form_data(opening->registry, 0);
    gj_value rules = gj_data_member(&data, root, "rules", GJ_ARRAY);

    doubts->unit = text_of(&data, data.values->member(root, gj_said("unit")),
                           gj_data_text(&data, root, "unit"));
    for (gj_value one = data.values->first(rules);
         data.values->type(one) != GJ_ABSENT && !data.failed;
         one = data.values->next(one))
        read_rule(&data, doubts, one);
    return !data.failed && gj_matching_open(&doubts->matching);
}

static void free_limit(gj_limit *limit)
{
    for (uint32_t i = 0; i < limit->condition_count; i++)
        free(limit->conditions[i].values.at);
    gj_code_free(&limit->unit.code);
}

static void free_doubt(gj_doubt *doubt)
{
    for (uint32_t i = 0; i < doubt->limit_count; i++)
        free_limit(&doubt->limits[i]);
    free(doubt->limits);
    free(doubt->parameter_list);
    free(doubt->cells.at);
    free(doubt->words.at);
    gj_code_free(&doubt->pattern.code);
    gj_code_free(&doubt->unless.code);
    free(doubt);
}

void gj_doubts_free(gj_doubts *doubts)
{
    for (uint32_t i = 0; i < doubts->count; i++)
        free_doubt(doubts->at[i]);
    gj_working_close(&doubts->matching);
}
