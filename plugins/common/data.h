/* Reading data files of the form: what a member must be, and a fault at its
 * place where it is not. For plugins whose rules are data. */
#ifndef GJ_COMMON_DATA_H
#define GJ_COMMON_DATA_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <gouji/plugin.h>

/** A data file that is being read. Everything does nothing after the first
    fault. */
typedef struct gj_data {
    const gj_opening *opening;
    const gj_values *values;
    bool failed;
} gj_data;

static inline gj_text gj_said(const char *string)
{
    return (gj_text){string, strlen(string)};
}

static inline gj_data gj_data_of(const gj_opening *opening)
{
    return (gj_data){.opening = opening, .values = opening->host->values};
}

/** Says what is wrong with a part of a string value, or with all of a value
    (length 0). */
static inline void gj_data_fault_in(gj_data *data, gj_value value,
                                    uint32_t offset, uint32_t length,
                                    const char *zh, const char *en)
{
    const gj_fault fault = {.size = sizeof fault,
                            .value = value,
                            .offset = offset,
                            .length = length,
                            .words = {gj_said(zh), gj_said(en)}};

    if (!data->failed)
        data->opening->host->fault(data->opening->registry, &fault);
    data->failed = true;
}

static inline void gj_data_fault(gj_data *data, gj_value value, const char *zh,
                                 const char *en)
{
    gj_data_fault_in(data, value, 0, 0, zh, en);
}

/** Whether an object has a member. */
static inline bool gj_data_has(const gj_data *data, gj_value object,
                               const char *key)
{
    return data->values->type(data->values->member(object, gj_said(key))) !=
           GJ_ABSENT;
}

/** A member that must be there and of a type. */
static inline gj_value gj_data_member(gj_data *data, gj_value object,
                                      const char *key, uint32_t type)
{
    static const char *const types[][2] = {[GJ_NUMBER] = {"数", "a number"},
                                           [GJ_STRING] = {"文本", "a text"},
                                           [GJ_ARRAY] = {"数组", "an array"},
                                           [GJ_OBJECT] = {"对象", "an object"}};
    gj_value value = data->values->member(object, gj_said(key));
    uint32_t found = data->values->type(value);
    char zh[128];
    char en[128];

    if (data->failed || found == type)
        return value;
    snprintf(zh, sizeof zh, "“%s”应为%s", key, types[type][0]);
    snprintf(en, sizeof en, "\"%s\" must be %s", key, types[type][1]);
    gj_data_fault(data, found == GJ_ABSENT ? object : value, zh, en);
    return value;
}

/** Lives until close(). */
static inline gj_text gj_data_text(gj_data *data, gj_value object,
                                   const char *key)
{
    return data->values->text(gj_data_member(data, object, key, GJ_STRING));
}

/** Both languages; a member that is one text is the same in both. */
static inline gj_words gj_data_words(gj_data *data, gj_value object,
                                     const char *key)
{
    gj_value value = data->values->member(object, gj_said(key));

    if (data->values->type(value) == GJ_STRING) {
        gj_text both = data->values->text(value);
        return (gj_words){both, both};
    }
    value = gj_data_member(data, object, key, GJ_OBJECT);
    if (data->failed)
        return (gj_words){{"", 0}, {"", 0}};
    gj_text zh = gj_data_text(data, value, "zh");
    gj_text en = gj_data_text(data, value, "en");
    return (gj_words){zh, en};
}

/** A whole number that must be there, from 0 to a million. */
static inline int64_t gj_data_count(gj_data *data, gj_value object,
                                    const char *key)
{
    gj_value value = gj_data_member(data, object, key, GJ_NUMBER);
    int64_t number = 0;

    if (data->failed)
        return 0;
    if (data->values->decimal(value, &number) != GJ_DECIMAL_OK || number < 0 ||
        number % 1000000 != 0 || number > INT64_C(1000000000000))
        gj_data_fault(data, value, "应为 0 至 1000000 的整数",
                      "must be a whole number from 0 to 1000000");
    return number / 1000000;
}

/** The first of a list of strings that must be there and not be empty; the
    others follow by next(). */
static inline gj_value gj_data_list(gj_data *data, gj_value object,
                                    const char *key)
{
    gj_value list = gj_data_member(data, object, key, GJ_ARRAY);
    gj_value first = data->values->first(list);

    if (!data->failed && data->values->type(first) == GJ_ABSENT)
        gj_data_fault(data, list, "列表不能为空", "the list is empty");
    for (gj_value one = first; data->values->type(one) != GJ_ABSENT;
         one = data->values->next(one))
        if (data->values->text(one).length == 0)
            gj_data_fault(data, one, "应为非空的文本",
                          "must be a text, not empty");
    return first;
}

/** Severity and words of a rule. Its messages, `data` and functions are the
    plugin's affair. */
static inline gj_rule gj_data_rule(gj_data *data, gj_value object)
{
    gj_rule rule = {.size = sizeof rule};
    gj_text severity = gj_data_text(data, object, "severity");

    rule.id = gj_data_text(data, object, "id");
    rule.title = gj_data_words(data, object, "title");
    rule.basis = gj_data_words(data, object, "basis");
    rule.about = gj_data_words(data, object, "about");
    rule.example = gj_data_words(data, object, "example");
    rule.remedy = gj_data_words(data, object, "remedy");
    if (severity.length == 5 && memcmp(severity.data, "error", 5) == 0)
        rule.severity = GJ_ERROR;
    else if (severity.length == 7 && memcmp(severity.data, "warning", 7) == 0)
        rule.severity = GJ_WARNING;
    else if (severity.length == 4 && memcmp(severity.data, "info", 4) == 0)
        rule.severity = GJ_INFO;
    else
        gj_data_fault(data, object, "“severity”应为 error、warning 或 info",
                      "\"severity\" must be error, warning or info");
    return rule;
}

#endif
