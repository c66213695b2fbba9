#include "cli/tally.h"

#include "engine/builtin.h"
#include "finding/suppression.h"

static int higher(int status, int other)
{
    return other > status ? other : status;
}

static int count_findings(gj_summary *summary, const gj_settings *settings,
                          const gj_result *result)
{
    int status = GJ_EXIT_CLEAN;

    for (uint32_t i = 0; i < result->finding_count; i++) {
        uint32_t severity = result->findings[i].severity;
        summary->errors += severity == GJ_ERROR;
        summary->warnings += severity == GJ_WARNING;
        summary->infos += severity == GJ_INFO;
        if (result->status != GJ_RESULT_UNREADABLE &&
            severity >= settings->fail_on)
            status = higher(status, GJ_EXIT_FINDINGS);
        if (gj_text_is(result->findings[i].rule->id,
                       gj_text_of(gj_plugin_fault_rule)))
            status = higher(status, GJ_EXIT_FAULT);
    }
    return status;
}

static void count_accepted(gj_summary *summary, const gj_result *result)
{
    for (uint32_t i = 0; i < result->accepted_count; i++) {
        bool known = gj_is_baseline(gj_accepted(result, i)->suppression);
        summary->known += known;
        summary->suppressed += !known;
    }
}

static void count_checks(gj_checks *total, const gj_checks *checks)
{
    total->held += checks->held;
    total->failed += checks->failed;
    total->not_assessable += checks->not_assessable;
    total->skipped += checks->skipped;
    total->faulted += checks->faulted;
    total->suppressed += checks->suppressed;
    total->known += checks->known;
}

int gj_tally_add(gj_summary *summary, const gj_settings *settings,
                 const gj_result *result)
{
    summary->reports++;
    summary->clean += result->status == GJ_RESULT_CLEAN;
    summary->with_findings += result->status == GJ_RESULT_FINDINGS;
    summary->not_assessable += result->status == GJ_RESULT_NOT_ASSESSABLE;
    summary->unreadable += result->status == GJ_RESULT_UNREADABLE;
    count_checks(&summary->checks, &result->checks);
    count_accepted(summary, result);
    int status = count_findings(summary, settings, result);
    if (settings->strict && (result->checks.not_assessable > 0 ||
                             result->status == GJ_RESULT_NOT_ASSESSABLE))
        status = higher(status, GJ_EXIT_FINDINGS);
    return result->checks.faulted > 0 ? higher(status, GJ_EXIT_FAULT) : status;
}
