/* The "for_each" of a rule: what it is judged for, one after the other. */
#include "reading.h"

static bool is_set(const gj_reading *r, gj_text name)
{
    return r->values->type(
               r->opening->host->form_set(r->opening->form, name)) == GJ_ARRAY;
}

void gj_reading_check_sets(gj_reading *r, gj_value value, gj_text pattern,
                           const gj_node *whole)
{
    for (uint64_t i = 0; i + 1 < pattern.length; i++) {
        if (pattern.data[i] != '/' || pattern.data[i + 1] != '@')
            continue;
        gj_text name = {pattern.data + i + 2, 0};
        while (i + 2 + name.length < pattern.length &&
               name.data[name.length] != '/')
            name.length++;
        gj_mistake mistake = {0};
        if (is_set(r, name))
            continue;
        gj_mistaken(&mistake, whole ? whole->offset : i + 1,
                    whole ? whole->length : name.length + 1,
                    "表样没有名为“%.*s”的集合", "the form has no set \"%.*s\"",
                    GJ_SHORT(name));
        gj_reading_fail_in(r, value, &mistake);
    }
}

static gj_text read_pattern(gj_reading *r, gj_value value)
{
    gj_mistake mistake = {0};
    gj_text pattern = gj_pool_copy(r->pool, r->values->text(value));

    if (r->values->type(value) != GJ_STRING)
        gj_reading_fail(r, value, "此处应为指针或模式",
                        "a pointer or pattern is expected");
    else if (!gj_pointer_check(pattern, 0, true, (gj_text){"", 0}, &mistake))
        gj_reading_fail_in(r, value, &mistake);
    else
        gj_reading_check_sets(r, value, pattern, NULL);
    return pattern;
}

static void read_patterns(gj_reading *r, gj_value value)
{
    const gj_values *values = r->values;
    uint32_t count = values->count(value);
    gj_text *patterns = gj_pool_new(r->pool, count + 1, sizeof *patterns);
    uint32_t used = 0;

    if (values->type(value) != GJ_ARRAY) {
        patterns[used++] = read_pattern(r, value);
    } else {
        for (gj_value at = values->first(value); values->type(at) != GJ_ABSENT;
             at = values->next(at))
            patterns[used++] = read_pattern(r, at);
        if (used == 0)
            gj_reading_fail(r, value, "这里至少要有一个模式",
                            "a pattern is needed here");
    }
    r->equation->patterns = patterns;
    r->equation->pattern_count = used;
}

bool gj_is_name(gj_text text)
{
    for (uint64_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        if (!((c >= 'a' && c <= 'z') || c == '_' ||
              (i > 0 && c >= '0' && c <= '9')))
            return false;
    }
    return text.length > 0;
}

void gj_read_for_each(gj_reading *r)
{
    const gj_values *values = r->values;
    gj_equation *equation = r->equation;
    gj_value all = gj_reading_member(r, r->rule, "for_each");
    gj_value value = values->first(all);

    if (values->type(all) == GJ_ABSENT)
        return;
    equation->for_each = all;
    if (values->type(all) != GJ_OBJECT || values->count(all) != 1) {
        gj_reading_fail(
            r, all, "“for_each”应为一个变量，如 {\"column\": \"/requests/*\"}",
            "\"for_each\" must have one variable, as in {\"column\": "
            "\"/requests/*\"}");
        return;
    }
    equation->variable = gj_pool_copy(r->pool, values->key(value));
    if (!gj_is_name(equation->variable))
        gj_reading_fail(
            r, value, "变量名只能用小写字母、数字和下划线",
            "a variable is lower-case letters, digits and underscores");
    gj_text text = values->text(value);
    if (text.length < 2 || text.data[0] != '@') {
        read_patterns(r, value);
        return;
    }
    gj_text *set = gj_pool_new(r->pool, 1, sizeof *set);
    *set = gj_pool_copy(r->pool, text);
    equation->over_set = true;
    equation->patterns = set;
    equation->pattern_count = 1;
    if (!is_set(r, (gj_text){set->data + 1, set->length - 1}))
        gj_reading_fail(r, value, "表样没有这个集合",
                        "the form has no such set");
}
