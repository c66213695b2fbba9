#include "writer/counts.h"

#include <inttypes.h>

void gj_add_count(gj_buffer *out, gj_language language, uint64_t count,
                  const gj_noun *of)
{
    if (language == GJ_ZH)
        gj_buffer_print(out, "%s %" PRIu64 " %s", of->zh_before, count,
                        of->zh_after);
    else
        gj_buffer_print(out, "%" PRIu64 " %s", count,
                        count == 1 ? of->one : of->many);
}

/* An enumeration under way. */
typedef struct enumeration {
    gj_buffer *out;
    gj_language language;
    bool begun;
} enumeration;

/* One more of an enumeration; nothing where the count is 0. */
static void enumerate(enumeration *e, uint64_t count, const gj_noun *of)
{
    if (count == 0)
        return;
    if (e->begun)
        gj_buffer_string(e->out, gj_say(e->language, "，", ", "));
    e->begun = true;
    gj_add_count(e->out, e->language, count, of);
}

/* ------------------------------------------------------------ severities */

const char *gj_severity_word(gj_language language, uint32_t severity)
{
    switch (severity) {
    case GJ_ERROR:
        return gj_say(language, "错误", "error");
    case GJ_WARNING:
        return gj_say(language, "警告", "warning");
    default:
        return gj_say(language, "提示", "note");
    }
}

void gj_count_severities(gj_summary *summary, const gj_result *result)
{
    for (uint32_t i = 0; i < result->finding_count; i++) {
        uint32_t severity = result->findings[i].severity;
        summary->errors += severity == GJ_ERROR;
        summary->warnings += severity == GJ_WARNING;
        summary->infos += severity == GJ_INFO;
    }
}

void gj_add_severities(gj_buffer *out, gj_language language,
                       const gj_summary *summary)
{
    static const gj_noun errors = {"错误", "处", "error", "errors"};
    static const gj_noun warnings = {"警告", "处", "warning", "warnings"};
    static const gj_noun infos = {"提示", "处", "note", "notes"};
    enumeration e = {out, language, false};

    enumerate(&e, summary->errors, &errors);
    enumerate(&e, summary->warnings, &warnings);
    enumerate(&e, summary->infos, &infos);
}

/* ---------------------------------------------------------------- checks */

static bool all_hold(const gj_checks *checks)
{
    return checks->held > 1 && checks->failed + checks->not_assessable +
                                       checks->skipped + checks->faulted +
                                       checks->suppressed + checks->known ==
                                   0;
}

void gj_begin_checks(gj_buffer *out, gj_language language,
                     const gj_checks *checks)
{
    size_t start = out->length;

    gj_add_checks(out, language, checks);
    if (out->data[start] >= 'a' && out->data[start] <= 'z')
        out->data[start] = (char)(out->data[start] - 'a' + 'A');
}

void gj_add_checks(gj_buffer *out, gj_language language,
                   const gj_checks *checks)
{
    static const gj_noun all = {"全部", "项核对成立", "", "checks hold"};
    static const gj_noun held = {"核对成立", "项", "check holds",
                                 "checks hold"};
    static const gj_noun failed = {"不成立", "项", "does not", "do not"};
    static const gj_noun open = {"无法判断", "项", "not assessable",
                                 "not assessable"};
    static const gj_noun skipped = {"未选用", "项", "not selected",
                                    "not selected"};
    static const gj_noun faulted = {"规则出错而未能核对", "项",
                                    "not done because a rule broke down",
                                    "not done because a rule broke down"};
    static const gj_noun suppressed = {"已豁免", "项", "suppressed",
                                       "suppressed"};
    static const gj_noun known = {"已在基线中", "项", "in the baseline",
                                  "in the baseline"};
    enumeration e = {out, language, true};

    gj_buffer_string(out, all_hold(checks) ? gj_say(language, "", "all ") : "");
    gj_add_count(out, language, checks->held, all_hold(checks) ? &all : &held);
    enumerate(&e, checks->failed, &failed);
    enumerate(&e, checks->suppressed, &suppressed);
    enumerate(&e, checks->known, &known);
    enumerate(&e, checks->not_assessable, &open);
    enumerate(&e, checks->skipped, &skipped);
    enumerate(&e, checks->faulted, &faulted);
}

/* ---------------------------------------------------------------- totals */

void gj_add_totals(gj_buffer *out, gj_language language,
                   const gj_summary *summary)
{
    static const gj_noun reports = {"共", "份报告", "report", "reports"};
    static const gj_noun clean = {"通过", "份", "passed", "passed"};
    static const gj_noun found = {"有问题", "份", "with findings",
                                  "with findings"};
    static const gj_noun open = {"有项目无法判断", "份",
                                 "not wholly assessable",
                                 "not wholly assessable"};
    static const gj_noun unreadable = {"无法读取", "份", "unreadable",
                                       "unreadable"};
    static const gj_noun skipped = {"跳过", "个文件", "file skipped",
                                    "files skipped"};
    enumeration e = {out, language, false};

    gj_add_count(out, language, summary->reports, &reports);
    if (summary->reports > 0)
        gj_buffer_string(out, gj_say(language, "：", ": "));
    enumerate(&e, summary->clean, &clean);
    enumerate(&e, summary->with_findings, &found);
    enumerate(&e, summary->not_assessable, &open);
    enumerate(&e, summary->unreadable, &unreadable);
    if (summary->skipped == 0)
        return;
    gj_buffer_string(out, gj_say(language, "；", "; "));
    gj_add_count(out, language, summary->skipped, &skipped);
}
