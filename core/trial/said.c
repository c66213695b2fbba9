/* What a plugin says of a case, as JSON, and writing that down. */
#include <errno.h>
#include <stdlib.h>

#include "trial/case.h"
#include "trial/splice.h"

static json_t *text_of(gj_text text)
{
    json_t *value = json_stringn(text.length > 0 ? text.data : "", text.length);
    return value ? value : json_null();
}

static json_t *message_of(const gj_result *result,
                          const gj_finding_entry *finding, gj_language language)
{
    gj_buffer message = {0};

    gj_finding_message(result, finding, language, &message);
    json_t *value = text_of(gj_buffer_view(&message));
    gj_buffer_free(&message);
    return value;
}

static json_t *related_of(const gj_finding_entry *finding)
{
    json_t *pointers = json_array();

    for (uint32_t i = 0; i < finding->related_count; i++)
        json_array_append_new(pointers, text_of(finding->related[i].pointer));
    return pointers;
}

static const char *severity_of(const gj_finding_entry *finding)
{
    static const char *const names[] = {
        [GJ_INFO] = "info", [GJ_WARNING] = "warning", [GJ_ERROR] = "error"};
    return finding->failed ? names[finding->severity] : "not_assessable";
}

/** An entry of expected.json. */
static json_t *whole_entry(const gj_result *result,
                           const gj_finding_entry *finding)
{
    return json_pack(
        "{s:o, s:s, s:o, s:I, s:I, s:o, s:o, s:o}", "rule",
        text_of(finding->rule->id), "severity", severity_of(finding), "pointer",
        text_of(finding->primary.pointer), "line",
        (json_int_t)finding->primary.line, "column",
        (json_int_t)finding->primary.column, "message_zh",
        message_of(result, finding, GJ_ZH), "message_en",
        message_of(result, finding, GJ_EN), "related", related_of(finding));
}

/** An entry of case.json's expectation, which is about one rule. */
static json_t *member_entry(const gj_result *result,
                            const gj_finding_entry *finding)
{
    return json_pack(
        "{s:o, s:o, s:o, s:o}", "pointer", text_of(finding->primary.pointer),
        "zh", message_of(result, finding, GJ_ZH), "en",
        message_of(result, finding, GJ_EN), "related", related_of(finding));
}

static json_t *say_whole(const gj_result *result, gj_text plugin)
{
    json_t *entries = json_array();

    for (uint32_t i = 0; i < result->finding_count + result->reason_count; i++)
        if (gj_rule_is_of(result->findings[i].rule->id, plugin))
            json_array_append_new(entries,
                                  whole_entry(result, &result->findings[i]));
    return entries;
}

static json_t *say_of_rule(const gj_result *result, uint32_t rule)
{
    json_t *findings = json_array();
    json_t *reasons = json_array();
    uint64_t held = 0;

    for (uint32_t i = 0; i < result->rule_count; i++)
        if (result->rules[i].rule == rule)
            held = result->rules[i].checks.held;
    for (uint32_t i = 0; i < result->finding_count + result->reason_count; i++)
        if (result->findings[i].rule_index == rule)
            json_array_append_new(result->findings[i].failed ? findings
                                                             : reasons,
                                  member_entry(result, &result->findings[i]));
    return json_pack("{s:I, s:o, s:o}", "held", (json_int_t)held, "findings",
                     findings, "not_assessable", reasons);
}

/** Takes the words of the first finding as an error. */
static void fail_with_finding(const gj_result *result, gj_error *error)
{
    gj_buffer zh = {0};
    gj_buffer en = {0};

    if (result->finding_count > 0) {
        gj_finding_message(result, &result->findings[0], GJ_ZH, &zh);
        gj_finding_message(result, &result->findings[0], GJ_EN, &en);
        gj_error_place(error, result->findings[0].primary.line,
                       result->findings[0].primary.column);
    }
    gj_fail(error, GJ_FAILED_DATA, "报告不能检查：%s%.0s",
            "the report cannot be checked: %.0s%s", zh.data ? zh.data : "",
            en.data ? en.data : "");
    gj_buffer_free(&zh);
    gj_buffer_free(&en);
}

static json_t *say(const gj_case *one, const gj_result *result, gj_text plugin,
                   gj_error *error)
{
    gj_buffer id = {0};

    if (result->form == NULL) {
        fail_with_finding(result, error);
        return NULL;
    }
    if (!one->is_member)
        return say_whole(result, plugin);
    gj_buffer_print(&id, "%.*s/%s", GJ_PRINT(plugin), one->rule);
    uint32_t rule = gj_catalogue_rule(result->catalogue, gj_buffer_view(&id));
    gj_buffer_free(&id);
    if (rule != GJ_NONE)
        return say_of_rule(result, rule);
    gj_fail(error, GJ_FAILED_DATA,
            "用例所在的文件夹应以规则命名，但插件 %.*s 没有规则 %s",
            "a case stands in a folder named after its rule, but plugin %.*s "
            "has no rule %s",
            GJ_PRINT(plugin), one->rule);
    return NULL;
}

json_t *gj_case_say(const gj_case *one, const gj_result *result, gj_text plugin,
                    gj_error *error)
{
    json_t *said = say(one, result, plugin, error);

    if (said == NULL)
        gj_error_file(error, one->folder);
    return said;
}

char *gj_case_text(const json_t *expectation)
{
    return json_dumps(expectation,
                      JSON_INDENT(2) | JSON_PRESERVE_ORDER | JSON_ENCODE_ANY);
}

/* -------------------------------------------------------------- accepting */

/** The text as it stands one level deep in a file. */
static gj_buffer indented(const char *text)
{
    gj_buffer deeper = {0};

    for (; *text != '\0'; text++) {
        gj_buffer_byte(&deeper, *text);
        if (*text == '\n')
            gj_buffer_string(&deeper, "  ");
    }
    return deeper;
}

/** What the file says once the expectation is in it. */
static bool put_expectation(gj_case *one, const json_t *found)
{
    char *text = json_dumps(found, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
    gj_document *document = gj_document_new();
    gj_error error = {0};
    bool sound = true;

    if (one->is_member) {
        gj_buffer member = indented(text);
        sound = gj_splice_read(document, &one->text, &error) == GJ_OK &&
                gj_splice(document, &one->text, gj_text_of("/expected"),
                          gj_buffer_view(&member));
        gj_buffer_free(&member);
    } else {
        gj_buffer_clear(&one->text);
        gj_buffer_string(&one->text, text);
        gj_buffer_byte(&one->text, '\n');
    }
    gj_document_free(document);
    free(text);
    return sound;
}

gj_status gj_case_accept(gj_case *one, const json_t *found, gj_error *error)
{
    bool sound = put_expectation(one, found);
    FILE *file = sound ? fopen(one->file, "w") : NULL;

    if (file != NULL) {
        sound = fwrite(one->text.data, 1, one->text.length, file) ==
                one->text.length;
        sound = fclose(file) == 0 && sound;
    }
    if (sound && file != NULL)
        return GJ_OK;
    gj_fail_reason(error, GJ_FAILED_FILE, "无法写入：%s",
                   "cannot be written: %s", errno);
    gj_error_file(error, one->file);
    return error->status;
}
