/* Any bytes as the texts of a report that is otherwise clean, checked by one
 * plugin alone. Bytes that are no UTF-8 stand for words that
 * reports use, so that sentences come about. Every place must get a verdict:
 * what costs too much is "not assessable", and nothing is a fault. */
#ifndef TESTS_FUZZ_TEXTS_H
#define TESTS_FUZZ_TEXTS_H

#include <stdio.h>
#include <stdlib.h>

#include "document/input.h"
#include "engine/engine.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

static const char *const fuzz_words[] = {
    "2024年",     "2023年",     "本年",     "上年",     "我局",
    "全年",       "共",         "收到",     "受理",     "政府信息公开申请",
    "申请",       "依申请公开", "件",       "条",       "次",
    "其中",       "，",         "。",       "、",       "：",
    "（",         "）",         "办结",     "答复",     "结转下年度",
    "上年结转",   "予以公开",   "不予公开", "无法提供", "不予处理",
    "其他处理",   "自然人",     "法人",     "行政复议", "行政诉讼",
    "未收到",     "无",         "均",       "全部",     "按时",
    "规范性文件", "制发",       "废止",     "现行有效", "行政处罚",
    "行政许可",   "信息处理费", "收取",     "元",       "万元",
    "％",         "占",         "同比增长", "比",       "XX",
    "待补充",     "高度重视",   "一百二十", "１２３",   "分别",
    "含",         "另有",       "工单",     "各部门"};

static gj_engine fuzz_engine;
static gj_buffer fuzz_report;
static size_t fuzz_from;
static size_t fuzz_to;

static void fuzz_end(const gj_error *error)
{
    fprintf(stderr, "%s: %s\n", error->file, error->words[GJ_EN]);
    abort();
}

/** The sample report, and where in it the first text's string stands. */
static void fuzz_open(const char *plugin)
{
    static const char *const forms[] = {"schemas", NULL};
    const char *const plugins[] = {plugin, NULL};
    const gj_engine_options options = {
        .form_folders = forms, .plugin_folders = plugins, .today = 20260101};
    static const char key[] = "\"disclosure_upon_request\": \"";
    gj_error error = {0};

    if (gj_engine_open(&fuzz_engine, &options, &error) != GJ_OK)
        fuzz_end(&error);
    /* The form asks for other plugins too, which is noted. */
    for (size_t i = 0; i < fuzz_engine.plugins.refusal_count; i++)
        if (strcmp(fuzz_engine.plugins.refusals[i].file, plugin) == 0)
            fuzz_end(&fuzz_engine.plugins.refusals[i]);
    if (gj_input_read(&fuzz_report, "samples/zfxxgk-2021/laochengqu-2024.json",
                      0, &error) != GJ_OK)
        fuzz_end(&error);
    const char *at =
        memmem(fuzz_report.data, fuzz_report.length, key, sizeof key - 1);
    if (at == NULL)
        abort();
    fuzz_from = (size_t)(at - fuzz_report.data) + sizeof key - 1;
    fuzz_to = fuzz_from + strcspn(at + sizeof key - 1, "\"");
}

/** Bytes of the UTF-8 character at `at`; 0 where there is none. */
static size_t fuzz_character(const uint8_t *data, size_t size, size_t at)
{
    for (size_t length = 1; length <= 4 && at + length <= size; length++)
        if (gj_text_is_utf8((gj_text){(const char *)data + at, length}))
            return length;
    return 0;
}

static void fuzz_put(gj_buffer *out, const uint8_t *data, size_t size)
{
    enum { WORDS = sizeof fuzz_words / sizeof *fuzz_words };

    for (size_t at = 0; at < size;) {
        size_t length = fuzz_character(data, size, at);
        if (length == 0)
            gj_buffer_string(out, fuzz_words[data[at] % WORDS]);
        else if (data[at] < ' ' || data[at] == '"' || data[at] == '\\')
            gj_buffer_print(out, "\\u%04x", data[at]);
        else
            gj_buffer_add(out, data + at, length);
        at += length > 0 ? length : 1;
    }
}

static void fuzz_texts(const uint8_t *data, size_t size)
{
    static gj_buffer bytes;
    static gj_buffer record;
    static gj_result result;
    const gj_source source = {{"report.json", 11}, 0};

    gj_buffer_clear(&bytes);
    gj_buffer_clear(&record);
    gj_buffer_add(&bytes, fuzz_report.data, fuzz_from);
    fuzz_put(&bytes, data, size);
    gj_buffer_add(&bytes, fuzz_report.data + fuzz_to,
                  fuzz_report.length - fuzz_to);
    memset(gj_buffer_room(&bytes, GJ_PADDING), 0, GJ_PADDING);
    if (gj_engine_check(&fuzz_engine, &source, gj_buffer_view(&bytes), false,
                        &record) != GJ_OK ||
        !gj_result_read(&result, gj_buffer_view(&record),
                        fuzz_engine.catalogues, fuzz_engine.catalogue_count) ||
        result.status == GJ_RESULT_UNREADABLE || result.checks.faulted > 0 ||
        result.rule_count == 0 || fuzz_engine.misdeeds > 0)
        abort();
}

#endif
