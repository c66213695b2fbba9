/* privacy: personal data in what will be published. Nothing that is found is
 * ever shown whole. Which texts are read is the form's privacy.json; this
 * plugin knows no field of any form. */
#include "privacy.h"

#include <stdlib.h>

/** What the plugin keeps for a form. */
typedef struct guard {
    gj_lens lens;
    /** Finds in the report of this number. */
    uint64_t report;
    gj_secrets secrets;
    /** The texts that the report gives: one place each, for each rule. */
    gj_value texts[GJ_LENS_TEXTS];
    uint32_t text_count;
} guard;

/* ------------------------------------------------------------- one report */

static int64_t year_of(const gj_check *check)
{
    int64_t year = check->host->year(check->report);

    return year > 0 ? year : check->host->today(check->report) / 10000;
}

/** Reads all texts, once for all rules. False where memory is short. */
static bool read_report(guard *g, const gj_check *check)
{
    const gj_host *host = check->host;
    uint64_t report = host->report_id(check->report);

    if (report == g->report)
        return true;
    gj_sight sight = {
        .lens = &g->lens, .year = year_of(check), .out = &g->secrets};
    g->secrets.count = 0;
    g->text_count = 0;
    for (uint32_t i = 0; i < g->lens.text_count; i++) {
        gj_value value = host->text(check->report, g->lens.texts[i]);
        if (host->values->type(value) != GJ_STRING)
            continue;
        sight.text = host->values->text(value);
        sight.index = g->text_count;
        g->texts[g->text_count++] = value;
        gj_sight_scan(&sight);
    }
    g->report = g->secrets.lost ? 0 : report;
    return !g->secrets.lost;
}

static uint32_t places(const gj_check *check)
{
    guard *g = check->state;

    return read_report(g, check) ? g->text_count : 1;
}

static void say(const gj_check *check, const gj_secret *secret)
{
    const guard *g = check->state;
    gj_value value = g->texts[secret->text];
    gj_text text = check->host->values->text(value);
    char shown[GJ_SHOWN_BYTES];
    gj_text masked = {shown, 0};

    masked.length =
        gj_secret_show(shown, secret->kind,
                       (gj_text){text.data + secret->offset, secret->length});
    const gj_location primary = {.size = sizeof primary,
                                 .cell = GJ_NO_CELL,
                                 .value = value,
                                 .offset = secret->offset,
                                 .length = secret->length,
                                 .flags = GJ_LOCATION_SECRET,
                                 .shown = masked};
    const gj_argument what = {.size = sizeof what,
                              .type = GJ_ARGUMENT_TEXT,
                              .name = GJ_TEXT("shown"),
                              .text = masked};
    const gj_argument *const arguments[] = {&what, NULL};
    const gj_finding finding = {.size = sizeof finding,
                                .place = secret->text,
                                .message = GJ_TEXT("found"),
                                .arguments = arguments,
                                .primary = &primary};
    check->host->failed(check->sink, &finding);
}

/** A text is one place: held, or failed with each find in it. */
static int32_t judge(const gj_check *check)
{
    guard *g = check->state;
    uint32_t kind = *(const uint32_t *)check->data;
    uint32_t place = 0;

    if (!read_report(g, check))
        return 1;
    for (size_t i = 0; i < g->secrets.count; i++) {
        const gj_secret *secret = &g->secrets.at[i];
        if (secret->kind != kind)
            continue;
        if (secret->text > place)
            check->host->held(check->sink, place, secret->text - place);
        say(check, secret);
        place = secret->text + 1;
    }
    if (place < g->text_count)
        check->host->held(check->sink, place, g->text_count - place);
    return 0;
}

/* ---------------------------------------------------------------- a form */

static void close_form(void *state)
{
    guard *g = state;

    if (g == NULL)
        return;
    gj_lens_free(&g->lens);
    free(g->secrets.at);
    free(g);
}

static bool register_rules(const gj_opening *opening)
{
    for (uint32_t kind = 0; kind < GJ_SECRET_KINDS; kind++) {
        static const uint32_t kinds[] = {0, 1, 2, 3, 4};
        gj_rule rule = *gj_privacy_rules[kind];
        rule.data = &kinds[kind];
        rule.places = places;
        rule.check = judge;
        if (opening->host->add_rule(opening->registry, &rule) != 0)
            return false;
    }
    return true;
}

/** A form without a data file has no rules about personal data. */
static int32_t open_form(const gj_opening *opening, void **state)
{
    const gj_host *host = opening->host;

    if (host->values->type(host->form_data(opening->registry, 0)) == GJ_ABSENT)
        return 0;
    guard *g = calloc(1, sizeof *g);
    if (g == NULL)
        return 1;
    if (!gj_lens_read(&g->lens, opening) || !register_rules(opening)) {
        close_form(g);
        return 1;
    }
    *state = g;
    return 0;
}

GJ_EXPORT const gj_plugin gouji_plugin_v1 = {
    .size = sizeof(gj_plugin),
    .minor = GJ_ABI_MINOR,
    .needs_minor = 1,
    .name = GJ_TEXT("privacy"),
    .version = GJ_TEXT("0.1.0"),
    .title = GJ_WORDS("个人信息：将要公布的文字里没有",
                      "Privacy: no personal data in what will be published"),
    .open = open_form,
    .close = close_form,
};
