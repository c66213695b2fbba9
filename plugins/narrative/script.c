#include "script.h"

#include <stdio.h>

#include "scripting.h"

/* ---------------------------------------------------------------- lexicon */

static void read_measures(gj_scripting *s)
{
    const gj_values *values = s->values;
    gj_value all = gj_member(s, s->root, "measures", GJ_OBJECT);

    for (gj_value kind = values->first(all); values->type(kind) != GJ_ABSENT;
         kind = values->next(kind)) {
        gj_text mark = values->key(kind);
        if (mark.length != 1 || mark.data[0] < 'A' || mark.data[0] > 'Z' ||
            strchr("NPYLFOA", mark.data[0]) != NULL) {
            if (!gj_is(mark, gj_said("N")))
                gj_script_fault(s, kind,
                                "量词的记号应为一个大写字母，且不能是 "
                                "P、Y、L、F、O、A",
                                "a mark of measure words is one capital "
                                "letter, and none of P, Y, L, F, O, A");
        }
        for (gj_value word = values->first(kind);
             values->type(word) != GJ_ABSENT && !s->failed;
             word = values->next(word))
            if (!gj_lexicon_measure(&s->script->lexicon, values->text(word),
                                    mark.data[0]))
                gj_script_fault(s, word, "量词为空、过长，或者过多",
                                "a measure word is empty, too long, or one "
                                "too many");
    }
}

static void read_texts(gj_scripting *s)
{
    gj_script *script = s->script;
    const gj_values *values = s->values;
    gj_value list = gj_member(s, s->root, "texts", GJ_ARRAY);

    for (gj_value at = values->first(list);
         values->type(at) != GJ_ABSENT && !s->failed; at = values->next(at)) {
        uint32_t text =
            s->opening->host->form_text(s->opening->form, values->text(at));
        if (script->text_count == GJ_TEXTS)
            gj_script_fault(s, at, "文字段过多", "there are too many texts");
        else if (text == GJ_NO_TEXT)
            gj_script_fault(s, at, "form.json 的“texts”里没有这一段文字",
                            "form.json names no such text under \"texts\"");
        else
            script->texts[script->text_count++] = text;
    }
}

/* -------------------------------------------------------------- quantities */

/** Reads one sum of a reading, if it is there. */
static bool read_sum(gj_scripting *s, gj_value reading, const char *key,
                     gj_sum *sum)
{
    gj_value value = gj_member(s, reading, key, GJ_ABSENT);
    gj_mistake mistake = {0};

    if (s->failed || s->values->type(value) == GJ_ABSENT)
        return false;
    if (!gj_sum_parse(sum, &s->script->keep, s->values->text(value),
                      &mistake) ||
        (!s->sealed && !gj_sum_bind(sum, &s->script->bound, s->opening->host,
                                    s->opening->shape, &mistake)))
        gj_script_fault_in(s, value, &mistake);
    return true;
}

static void read_reading(gj_scripting *s, gj_value at, gj_reading *reading)
{
    static const char *const bases[] = {[GJ_READING_SHARE] = "percent_of",
                                        [GJ_READING_GROWTH] = "growth_from",
                                        [GJ_READING_FALL] = "fall_from"};
    int64_t times = 0;

    if (read_sum(s, at, "at_most", &reading->sum))
        reading->kind = GJ_READING_LIMIT;
    else if (!read_sum(s, at, "equals", &reading->sum))
        gj_script_fault(s, at, "缺少“equals”或者“at_most”",
                        "\"equals\" or \"at_most\" is missing");
    for (uint32_t kind = GJ_READING_SHARE; kind <= GJ_READING_FALL; kind++)
        if (read_sum(s, at, bases[kind], &reading->base))
            reading->kind = kind;
    reading->times = 1;
    if (s->values->decimal(gj_member(s, at, "times", GJ_ABSENT), &times) ==
        GJ_DECIMAL_OK)
        reading->times = times / GJ_UNIT;
    if (reading->times < 1 || reading->times > 1000000)
        gj_script_fault(s, at, "“times”应为 1 到 1000000 的整数",
                        "\"times\" must be a whole number up to 1000000");
    if (s->values->type(gj_member(s, at, "name", GJ_ABSENT)) != GJ_ABSENT)
        reading->name = gj_member_words(s, at, "name");
    else if (!s->sealed &&
             (reading->sum.addend_count != 1 || reading->sum.has_groups ||
              reading->kind > GJ_READING_LIMIT))
        gj_script_fault(s, at, "不是单个单元格的读法须有“name”",
                        "a reading that is not one cell needs a \"name\"");
}

static void read_quantity(gj_scripting *s, gj_value at, gj_quantity *quantity)
{
    const gj_values *values = s->values;
    gj_value readings = gj_member(s, at, "readings", GJ_ARRAY);
    uint32_t count = values->count(readings);
    int64_t near = 0;

    quantity->id = gj_keep_text(&s->script->keep, values->key(at));
    quantity->readings =
        gj_keep_new(&s->script->keep, count < GJ_READINGS ? count : GJ_READINGS,
                    sizeof *quantity->readings);
    for (gj_value one = values->first(readings);
         values->type(one) != GJ_ABSENT && !s->failed;
         one = values->next(one)) {
        if (quantity->reading_count == GJ_READINGS)
            gj_script_fault(s, one, "读法最多六种",
                            "there are at most six readings");
        else
            read_reading(s, one,
                         &quantity->readings[quantity->reading_count++]);
    }
    if (values->decimal(gj_member(s, at, "near", GJ_ABSENT), &near) ==
        GJ_DECIMAL_OK)
        quantity->near = (uint32_t)(near / GJ_UNIT);
    if (values->type(gj_member(s, at, "excused_by", GJ_ABSENT)) != GJ_ABSENT)
        quantity->excused_by = gj_member_text(s, at, "excused_by");
    for (uint32_t i = 0; i < quantity->reading_count; i++)
        quantity->percent |= quantity->readings[i].kind > GJ_READING_LIMIT;
    if (quantity->reading_count == 0)
        gj_script_fault(s, at, "至少要有一种读法", "a reading is needed");
}

gj_quantity *gj_script_quantity(gj_scripting *s, gj_value value)
{
    gj_text name = s->values->text(value);

    for (uint32_t i = 0; i < s->script->quantity_count; i++)
        if (gj_is(s->script->quantities[i].id, name))
            return &s->script->quantities[i];
    gj_script_fault(s, value, "“quantities”里没有这个数量",
                    "\"quantities\" has no such quantity");
    return NULL;
}

/** Whether what excuses a quantity is one itself. */
static void check_excuse(gj_scripting *s, gj_value at)
{
    gj_value excuse = gj_member(s, at, "excused_by", GJ_ABSENT);

    if (s->values->type(excuse) != GJ_ABSENT)
        gj_script_quantity(s, excuse);
}

static void read_quantities(gj_scripting *s)
{
    gj_script *script = s->script;
    gj_value all = gj_member(s, s->root, "quantities", GJ_OBJECT);

    script->quantities = gj_keep_new(&script->keep, s->values->count(all) + 1,
                                     sizeof *script->quantities);
    for (gj_value at = s->values->first(all);
         s->values->type(at) != GJ_ABSENT && !s->failed;
         at = s->values->next(at))
        read_quantity(s, at, &script->quantities[script->quantity_count++]);
    for (gj_value at = s->values->first(all);
         s->values->type(at) != GJ_ABSENT && !s->failed;
         at = s->values->next(at))
        check_excuse(s, at);
}

/* ---------------------------------------------------------------- silences */

static void read_silences(gj_scripting *s)
{
    gj_script *script = s->script;
    gj_value all = gj_member(s, s->root, "silences", GJ_OBJECT);

    script->silences = gj_keep_new(&script->keep, s->values->count(all) + 1,
                                   sizeof *script->silences);
    for (gj_value at = s->values->first(all);
         s->values->type(at) != GJ_ABSENT && !s->failed;
         at = s->values->next(at)) {
        gj_silence *silence = &script->silences[script->silence_count++];
        silence->id = gj_keep_text(&script->keep, s->values->key(at));
        silence->has_before =
            gj_member_pattern(s, at, "before", &silence->before, false);
        silence->has_without =
            gj_member_pattern(s, at, "without", &silence->without, false);
        if (silence->has_before == silence->has_without)
            gj_script_fault(s, at, "应有“before”或者“without”，且只有其一",
                            "either \"before\" or \"without\" is needed");
    }
}

static void read_organs(gj_scripting *s)
{
    gj_script *script = s->script;
    gj_value unit = gj_member(s, s->root, "unit", GJ_STRING);
    gj_value slips = gj_member(s, s->root, "slips", GJ_OBJECT);

    script->unit =
        s->opening->host->form_text(s->opening->form, s->values->text(unit));
    if (!s->failed && script->unit == GJ_NO_TEXT)
        gj_script_fault(s, unit, "form.json 的“texts”里没有这一项",
                        "form.json names no such text under \"texts\"");
    gj_member_pattern(s, s->root, "own", &script->own, true);
    gj_member_pattern(s, s->root, "office", &script->office, true);
    gj_member_pattern(s, slips, "sentence", &script->slip, true);
    script->lifted = gj_member_text(s, slips, "lifts");
}

static bool read(gj_scripting *s)
{
    gj_script *script = s->script;

    gj_lexicon_begin(&script->lexicon);
    gj_member(s, s->root, "pieces", GJ_OBJECT);
    read_measures(s);
    read_texts(s);
    read_quantities(s);
    read_organs(s);
    read_silences(s);
    if (!s->failed)
        gj_script_read_rules(s);
    gj_lexicon_end(&script->lexicon);
    return !s->failed;
}

bool gj_script_read(gj_script *script, const gj_opening *opening)
{
    gj_scripting s = {.script = script,
                      .opening = opening,
                      .values = opening->host->values,
                      .sealed = GJ_OPENING_HAS(opening, GJ_OPENING_SEALED)};

    script->host = opening->host;
    s.root = opening->host->form_data(opening->registry, 0);
    script->pieces = (gj_pieces){
        s.values, s.values->member(s.root, (gj_text)GJ_TEXT("pieces"))};
    if (s.values->type(s.root) == GJ_ABSENT)
        return true;
    return read(&s);
}

static void bind(gj_script *script, gj_sum *sum, const gj_shape *shape)
{
    gj_mistake mistake;

    sum->unbound =
        !gj_sum_bind(sum, &script->bound, script->host, shape, &mistake);
}

void gj_script_bind(gj_script *script, const gj_shape *shape)
{
    uint64_t id = script->host->shape_id(shape);

    if (script->shape != NULL && id == script->shape_id) {
        script->shape = shape;
        return;
    }
    gj_keep_free(&script->bound);
    for (uint32_t i = 0; i < script->quantity_count; i++)
        script->quantities[i].bound = false;
    script->shape = shape;
    script->shape_id = id;
}

void gj_quantity_bind(gj_script *script, gj_quantity *quantity)
{
    if (quantity->bound)
        return;
    for (uint32_t i = 0; i < quantity->reading_count; i++) {
        bind(script, &quantity->readings[i].sum, script->shape);
        bind(script, &quantity->readings[i].base, script->shape);
    }
    quantity->bound = true;
}

void gj_script_free(gj_script *script)
{
    for (uint32_t i = 0; i < script->phrase_count; i++)
        gj_pattern_free(&script->phrases[i].pattern);
    for (uint32_t i = 0; i < script->silence_count; i++) {
        gj_pattern_free(&script->silences[i].before);
        gj_pattern_free(&script->silences[i].without);
    }
    gj_pattern_free(&script->own);
    gj_pattern_free(&script->office);
    gj_pattern_free(&script->slip);
    gj_keep_free(&script->bound);
    gj_keep_free(&script->keep);
}
