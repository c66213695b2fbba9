#include "engine/structure.h"

#include "form/report.h"

/* ---------------------------------------------------------------- saying */

/** A key of any length may stand in a report; what is said of it is short. */
static gj_text shorten(gj_text text)
{
    uint64_t length = 200;

    if (text.length <= length)
        return text;
    while (length > 0 && ((unsigned char)text.data[length] & 0xC0) == 0x80)
        length--;
    return (gj_text){text.data, length};
}

/** Says one defect. */
static void say(const gj_check *check, const gj_defect *defect,
                const char *message)
{
    gj_value value = gj_document_value(check->report->document, defect->node);
    bool missing = defect->kind == GJ_MISSING;
    gj_location primary = {.size = sizeof primary,
                           .cell = GJ_NO_CELL,
                           .value = missing ? (gj_value){NULL, 0} : value,
                           .pointer =
                               missing ? defect->pointer : (gj_text){NULL, 0}};
    const gj_argument name = {.size = sizeof name,
                              .type = GJ_ARGUMENT_NAME,
                              .name = GJ_TEXT("cell"),
                              .text = shorten(defect->pointer)};
    const gj_argument nearest = {.size = sizeof nearest,
                                 .type = GJ_ARGUMENT_TEXT,
                                 .name = GJ_TEXT("nearest"),
                                 .text = defect->nearest};
    const char *slash =
        memrchr(defect->pointer.data, '/', defect->pointer.length);
    const char *end = defect->pointer.data + defect->pointer.length;
    gj_text last = slash ? (gj_text){slash + 1, (uint64_t)(end - slash - 1)}
                         : defect->pointer;
    const gj_argument key = {.size = sizeof key,
                             .type = GJ_ARGUMENT_TEXT,
                             .name = GJ_TEXT("key"),
                             .text = shorten(last)};
    const gj_argument *const arguments[] = {&name, &nearest, &key, NULL};
    const gj_finding finding = {.size = sizeof finding,
                                .message = {message, strlen(message)},
                                .arguments = arguments,
                                .primary = &primary};

    check->host->failed(check->sink, &finding);
}

/** Says every defect of these kinds, each with its message; the place holds
    where there is none. */
static int32_t say_all(const gj_check *check, const char *const messages[])
{
    const gj_report *report = check->report;
    bool held = true;

    for (size_t i = 0; i < report->defect_count; i++) {
        const gj_defect *defect = &report->defects[i];
        if (messages[defect->kind] == NULL)
            continue;
        say(check, defect, messages[defect->kind]);
        held = false;
    }
    if (held)
        check->host->held(check->sink, 0, 1);
    return 0;
}

/* ------------------------------------------------------------- the rules */

#define MESSAGE(name, key, zh, en)                                             \
    static const gj_message name = {sizeof(gj_message), 0, GJ_TEXT(key),       \
                                    GJ_WORDS(zh, en)}

MESSAGE(missing, "missing",
        "{cell}：缺少此项；没有发生的填 0，数字未知的填 null。",
        "{cell} is missing; write 0 where there was nothing, null where it is "
        "not known.");
MESSAGE(not_a_container, "not-a-container",
        "{cell}：此处应为包含各单元格的对象或数组。",
        "{cell} must be the object or array that holds its cells.");
static const gj_message *const missing_messages[] = {&missing, &not_a_container,
                                                     NULL};

static int32_t check_missing(const gj_check *check)
{
    static const char *const messages[] = {[GJ_MISSING] = "missing",
                                           [GJ_NOT_A_CONTAINER] =
                                               "not-a-container",
                                           [GJ_UNKNOWN_KEY] = NULL};
    return say_all(check, messages);
}

const gj_rule gj_missing_cell_rule = {
    .size = sizeof(gj_rule),
    .severity = GJ_ERROR,
    .id = GJ_TEXT("missing-cell"),
    .title = GJ_WORDS("表样的每个单元格都在报告中",
                      "every cell of the form is in the report"),
    .basis = GJ_WORDS("表样的 layout.json", "the form's layout.json"),
    .about = GJ_WORDS("统一格式的每一格都要报送；没有数据的写 null，不能省略。",
                      "Every cell of the official form is reported; one "
                      "without a figure is null, not left out."),
    .example = GJ_WORDS("“上年结转”一格整个没有写。",
                        "The cell \"carried_over\" is not there at all."),
    .remedy = GJ_WORDS("补上该格。", "Put it in."),
    .messages = missing_messages,
    .check = check_missing};

MESSAGE(not_a_number, "not-a-number", "{cell}：此处应为数字或 null。",
        "{cell} must be a number or null.");
static const gj_message *const not_a_number_messages[] = {&not_a_number, NULL};

static int32_t check_not_a_number(const gj_check *check)
{
    static const char *const messages[] = {
        [GJ_NOT_A_NUMBER] = "not-a-number", [GJ_UNKNOWN_KEY] = NULL};
    return say_all(check, messages);
}

const gj_rule gj_not_a_number_rule = {
    .size = sizeof(gj_rule),
    .severity = GJ_ERROR,
    .id = GJ_TEXT("not-a-number"),
    .title = GJ_WORDS("单元格里是数字或 null", "cells hold numbers or null"),
    .basis = GJ_WORDS("表样的 layout.json", "the form's layout.json"),
    .about = GJ_WORDS("数字不加引号，不写单位。",
                      "Numbers stand without quotation marks and units."),
    .example = GJ_WORDS("把 2 写成 \"2\" 或 \"2件\"。",
                        "2 was written as \"2\" or \"2 items\"."),
    .remedy = GJ_WORDS("改为数字；没有数据的写 null。",
                       "Make it a number, or null where there is none."),
    .messages = not_a_number_messages,
    .check = check_not_a_number};

MESSAGE(out_of_range, "out-of-range", "{cell}：数字超出 ±10¹²，应是误填。",
        "{cell} is beyond ±10¹²: surely a slip.");
MESSAGE(too_many_decimals, "too-many-decimals", "{cell}：小数超过六位。",
        "{cell} has more than six decimal places.");
static const gj_message *const range_messages[] = {&out_of_range,
                                                   &too_many_decimals, NULL};

static int32_t check_range(const gj_check *check)
{
    static const char *const messages[] = {[GJ_OUT_OF_RANGE] = "out-of-range",
                                           [GJ_TOO_MANY_DECIMALS] =
                                               "too-many-decimals",
                                           [GJ_UNKNOWN_KEY] = NULL};
    return say_all(check, messages);
}

const gj_rule gj_number_out_of_range_rule = {
    .size = sizeof(gj_rule),
    .severity = GJ_ERROR,
    .id = GJ_TEXT("number-out-of-range"),
    .title = GJ_WORDS("数字在 ±10¹² 之内，小数不超过六位",
                      "numbers are within ±10¹² and have at most six decimals"),
    .basis = GJ_WORDS("本程序的精确运算范围", "the range of exact arithmetic"),
    .about = GJ_WORDS("超出范围的数字几乎都是误填，且不参与运算。",
                      "A number beyond it is nearly always a slip; it takes "
                      "no part in the arithmetic."),
    .example = GJ_WORDS("粘贴时把两个数连在了一起。",
                        "Two numbers were pasted into one."),
    .remedy = GJ_WORDS("核对原始数据后改正。", "Correct it from the source."),
    .messages = range_messages,
    .check = check_range};

MESSAGE(unknown, "unknown", "表样中没有“{key}”（{cell}）。",
        "the form has no \"{key}\" ({cell}).");
MESSAGE(unknown_near, "unknown-near",
        "表样中没有“{key}”（{cell}）；是否应为“{nearest}”？",
        "the form has no \"{key}\" ({cell}); did you mean \"{nearest}\"?");
MESSAGE(unlisted, "unlisted", "另有 {count} 个键是表样中没有的，未逐一列出。",
        "the form has not {count} more keys either; they are not listed.");
static const gj_message *const unknown_messages[] = {&unknown, &unknown_near,
                                                     &unlisted, NULL};

static void say_unlisted(const gj_check *check, uint64_t count)
{
    const gj_location primary = {
        .size = sizeof primary, .cell = GJ_NO_CELL, .pointer = {"", 0}};
    const gj_argument argument = {.size = sizeof argument,
                                  .type = GJ_ARGUMENT_INTEGER,
                                  .name = GJ_TEXT("count"),
                                  .integer = (int64_t)count};
    const gj_argument *const arguments[] = {&argument, NULL};
    const gj_finding finding = {.size = sizeof finding,
                                .message = GJ_TEXT("unlisted"),
                                .arguments = arguments,
                                .primary = &primary};
    check->host->failed(check->sink, &finding);
}

static int32_t check_unknown(const gj_check *check)
{
    const gj_report *report = check->report;
    bool held = report->unlisted == 0;

    for (size_t i = 0; i < report->defect_count; i++) {
        const gj_defect *defect = &report->defects[i];
        if (defect->kind != GJ_UNKNOWN_KEY)
            continue;
        say(check, defect, defect->nearest.length ? "unknown-near" : "unknown");
        held = false;
    }
    if (report->unlisted > 0)
        say_unlisted(check, report->unlisted);
    if (held)
        check->host->held(check->sink, 0, 1);
    return 0;
}

const gj_rule gj_unknown_key_rule = {
    .size = sizeof(gj_rule),
    .severity = GJ_ERROR,
    .id = GJ_TEXT("unknown-key"),
    .title = GJ_WORDS("表格中没有表样以外的键",
                      "the tables have no key that the form does not know"),
    .basis = GJ_WORDS("表样的 layout.json", "the form's layout.json"),
    .about = GJ_WORDS("拼错的键会使真正的单元格缺失，数字却看似已填。",
                      "A misspelt key leaves the real cell missing while the "
                      "figure seems to be there."),
    .example = GJ_WORDS("把 carried_over 写成 carried_ovr。",
                        "carried_over was written as carried_ovr."),
    .remedy = GJ_WORDS("按表样改正键名。", "Correct the key."),
    .messages = unknown_messages,
    .check = check_unknown};
