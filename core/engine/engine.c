#include "engine/engine.h"

#include <stdlib.h>

#include "engine/builtin.h"
#include "finding/resolve.h"

/* --------------------------------------------------------------- opening */

static gj_status open_forms(gj_engine *engine, gj_error *error)
{
    const gj_engine_options *options = &engine->options;

    for (size_t i = 0; options->form_folders[i] != NULL; i++) {
        gj_status status = gj_forms_add(
            &engine->forms, options->form_folders[i], options->seals, error);
        if (status != GJ_OK)
            return status;
    }
    if (engine->forms.count == 0)
        return gj_fail(error, GJ_FAILED_USAGE,
                       "没有找到任何表样。请用 --form-dir（程序中为 form_dirs）"
                       "或 GOUJI_FORM_PATH 指明表样文件夹",
                       "no form was found; name a folder of forms with "
                       "--form-dir (in a program: form_dirs) or "
                       "GOUJI_FORM_PATH");
    return GJ_OK;
}

static void keep_forms(gj_forms *forms, const gj_wishes *wishes)
{
    size_t kept = 0;

    for (size_t i = 0; i < forms->count; i++) {
        if (gj_wishes_have(wishes, forms->at[i]->id))
            forms->at[kept++] = forms->at[i];
        else
            gj_form_free(forms->at[i]);
    }
    forms->count = kept;
}

/** Leaves the forms that the configuration uses, if it says which. A form that
    is named for this run is the only one in any case. */
static gj_status choose_forms(gj_engine *engine, gj_error *error)
{
    static const gj_words what = GJ_WORDS("表样", "form");
    const gj_wishes *wishes = &engine->options.policy->forms;
    gj_forms *forms = &engine->forms;

    if (engine->options.form != NULL)
        return GJ_OK;
    gj_text *names = gj_new(forms->count, sizeof *names);
    for (size_t i = 0; i < forms->count; i++)
        names[i] = forms->at[i]->id;
    gj_status status =
        gj_wishes_verify(wishes, what, names, forms->count, error);
    free(names);
    if (status == GJ_OK)
        keep_forms(forms, wishes);
    return status;
}

static gj_status open_kit(gj_engine *engine, size_t index, gj_error *error)
{
    const gj_form *form = index > 0 ? engine->forms.at[index - 1] : NULL;
    gj_kit **kit = &engine->kits[index];

    if (gj_kit_open(kit, &engine->plugins, form, &engine->broken[index]) !=
        GJ_OK)
        return GJ_OK;
    engine->catalogues[engine->catalogue_count++] = &(*kit)->catalogue;
    return gj_kit_configure(*kit, engine->options.policy, error);
}

/** Opens all of them: what is wrong with one form is said for each. */
static gj_status open_kits(gj_engine *engine, gj_error *error)
{
    engine->kit_count = engine->forms.count + 1;
    engine->kits = gj_new(engine->kit_count, sizeof(gj_kit *));
    engine->broken = gj_new(engine->kit_count, sizeof(gj_error));
    engine->catalogues = gj_new(engine->kit_count, sizeof(gj_catalogue *));
    for (size_t i = 0; i < engine->kit_count; i++)
        open_kit(engine, i, error);
    return error->status;
}

static gj_status find_forced(gj_engine *engine, gj_error *error)
{
    const char *wanted = engine->options.form;

    if (wanted == NULL)
        return GJ_OK;
    for (size_t i = 0; i < engine->forms.count; i++)
        if (gj_text_is(engine->forms.at[i]->id, gj_text_of(wanted)))
            engine->forced = i + 1;
    if (engine->forced != 0)
        return GJ_OK;
    return gj_fail(error, GJ_FAILED_USAGE,
                   "没有名为“%s”的表样；gouji forms 列出全部表样",
                   "there is no form \"%s\"; gouji forms lists them", wanted);
}

static gj_status check_policy(const gj_engine *engine, gj_error *error)
{
    for (size_t i = 1; i < engine->kit_count; i++)
        if (engine->kits[i] == NULL)
            return GJ_OK; /* A rule may be one of that form's. */
    return gj_policy_verify(engine->options.policy, engine->catalogues,
                            engine->catalogue_count, error);
}

static gj_status open_plugins(gj_engine *engine, gj_error *error)
{
    static const gj_words what = GJ_WORDS("插件", "plugin");
    const gj_engine_options *options = &engine->options;
    gj_plugins *plugins = &engine->plugins;

    plugins->wanted = &options->policy->plugins;
    plugins->seals = options->seals;
    for (size_t i = 0; options->plugin_folders[i] != NULL; i++)
        gj_plugins_add_folder(plugins, options->plugin_folders[i]);
    size_t others = plugins->left_out.count;
    gj_text *names = gj_new(plugins->count + others, sizeof *names);
    size_t count = 0;
    for (size_t i = 0; i < plugins->count; i++)
        if (plugins->at[i].file[0] != '\0')
            names[count++] = plugins->at[i].descriptor.name;
    for (size_t i = 0; i < others; i++)
        names[count++] = plugins->left_out.at[i].name;
    gj_status status =
        plugins->only != NULL
            ? GJ_OK
            : gj_wishes_verify(plugins->wanted, what, names, count, error);
    free(names);
    return status;
}

gj_status gj_engine_open_forms(gj_engine *engine,
                               const gj_engine_options *options,
                               gj_error *error)
{
    static const gj_policy nothing = {.selection = {.count = 0}};

    *engine = (gj_engine){.options = *options};
    if (engine->options.policy == NULL)
        engine->options.policy = &nothing;
    engine->document = gj_document_new();
    gj_builtin_add(&engine->plugins);
    gj_status status = open_forms(engine, error);
    if (status == GJ_OK)
        status = choose_forms(engine, error);
    if (status == GJ_OK)
        status = find_forced(engine, error);
    return status;
}

gj_status gj_engine_open_plugins(gj_engine *engine, gj_error *error)
{
    engine->plugins.recorder = engine->recorder;
    /* The forms are this process's own, whatever it was forked from; a report
       is read where a plugin cannot write. */
    gj_pages_guard();
    gj_document_free(engine->document);
    engine->document = gj_document_new();
    gj_status status = open_plugins(engine, error);
    if (status == GJ_OK)
        status = open_kits(engine, error);
    /* A process that has a part of the plugins cannot tell. */
    if (status == GJ_OK && engine->plugins.only == NULL)
        status = check_policy(engine, error);
    if (status == GJ_OK && engine->examined != 0 &&
        engine->kits[engine->examined] != NULL)
        gj_kit_examine(&engine->examination, engine->kits[engine->examined],
                       &engine->unexamined);
    return status;
}

gj_status gj_engine_open(gj_engine *engine, const gj_engine_options *options,
                         gj_error *error)
{
    gj_status status = gj_engine_open_forms(engine, options, error);

    if (status == GJ_OK)
        status = gj_engine_open_plugins(engine, error);
    return status;
}

void gj_engine_leave(gj_engine *engine)
{
    for (size_t i = 0; i < engine->kit_count; i++)
        gj_kit_close(engine->kits[i]);
}

void gj_engine_close(gj_engine *engine)
{
    for (size_t i = 0; i < engine->kit_count; i++)
        gj_kit_free(engine->kits[i]);
    free(engine->kits);
    free(engine->broken);
    free(engine->catalogues);
    gj_forms_free(&engine->forms);
    gj_plugins_free(&engine->plugins);
    gj_report_free(&engine->report);
    gj_document_free(engine->document);
    gj_arena_free(&engine->scratch);
    gj_tying_free(&engine->tying);
    gj_examination_free(&engine->examination);
    *engine = (gj_engine){0};
}

/* -------------------------------------------------------------- failures */

void gj_engine_refuse(const gj_catalogue *builtin, const gj_source *source,
                      const gj_error *error, gj_buffer *out)
{
    const char *id = gj_builtin_rule(error->status);
    uint32_t rule = gj_catalogue_rule(builtin, gj_text_of(id));
    gj_text zh = gj_text_of(error->words[GJ_ZH]);
    gj_text en = gj_text_of(error->words[GJ_EN]);
    gj_argument_entry words[] = {
        {.type = GJ_ARGUMENT_TEXT, .name = GJ_TEXT("zh"), .text = zh},
        {.type = GJ_ARGUMENT_TEXT, .name = GJ_TEXT("en"), .text = en}};
    gj_finding_entry finding = {
        .rule_index = rule,
        .severity = GJ_ERROR,
        .failed = true,
        .arguments = words,
        .argument_count = 2,
        .primary = {.line = error->line,
                    .column = error->column,
                    .end_line = error->line,
                    .end_column = error->line ? error->column + 1 : 0,
                    .cell = GJ_NO_CELL}};

    gj_finding_digest_input(&finding, gj_text_of(id), source->path, en);
    gj_record_head(out, source->path, source->record, NULL, (gj_text){"", 0}, 0,
                   false);
    gj_record_checks(out, rule, &(gj_checks){.failed = 1});
    gj_record_finding(out, &finding, 0);
}

/* ---------------------------------------------------------------- a check */

/** Which kit checks the document; 0 with the error set where none does. */
static size_t choose(gj_engine *engine, gj_error *error)
{
    const gj_form *rival = NULL;

    if (engine->forced != 0)
        return engine->forced;
    const gj_form *form =
        gj_forms_recognise(&engine->forms, engine->document, &rival);
    for (size_t i = 0; form != NULL && i < engine->forms.count; i++)
        if (engine->forms.at[i] == form)
            return i + 1;
    if (rival != NULL)
        gj_fail(error, GJ_FAILED_FORM,
                "不止一个表样与它相符（其中有 %.*s），请用 --form 指定",
                "more than one form fits it (%.*s is one); name one with "
                "--form",
                GJ_PRINT(rival->id));
    else
        gj_fail(
            error, GJ_FAILED_FORM,
            "报告不属于任何已知的表样；gouji forms 列出全部表样及其识别条件",
            "the report is of no known form; gouji forms lists them and how "
            "they "
            "are recognised");
    gj_error_place(error, 1, 1);
    return 0;
}

/** Messages of the rule about plugins at work. */
enum { MISBEHAVED = 0, SWITCHED_OFF = 1 };

void gj_engine_accuse(const gj_catalogue *catalogue, const gj_report *report,
                      const gj_misdeed *misdeed, bool off, gj_buffer *out)
{
    uint32_t rule =
        gj_catalogue_rule(catalogue, gj_text_of(gj_plugin_fault_rule));
    gj_argument_entry arguments[] = {{.type = GJ_ARGUMENT_TEXT,
                                      .name = GJ_TEXT("rule"),
                                      .text = misdeed->rule},
                                     {.type = GJ_ARGUMENT_TEXT,
                                      .name = GJ_TEXT("zh"),
                                      .text = misdeed->what.zh},
                                     {.type = GJ_ARGUMENT_TEXT,
                                      .name = GJ_TEXT("en"),
                                      .text = misdeed->what.en}};
    gj_finding_entry finding = {.rule_index = rule,
                                .severity = GJ_ERROR,
                                .failed = true,
                                .arguments = arguments,
                                .argument_count = 3,
                                .primary = {.line = 1,
                                            .column = 1,
                                            .end_line = 1,
                                            .end_column = 2,
                                            .cell = GJ_NO_CELL}};

    gj_finding_digest_report(&finding, misdeed->rule, report, misdeed->what.en);
    gj_record_checks(out, rule, &(gj_checks){.failed = 1});
    gj_record_finding(out, &finding, off ? SWITCHED_OFF : MISBEHAVED);
}

static gj_text plugin_of(gj_text rule)
{
    const char *slash = memchr(rule.data, '/', rule.length);
    return (gj_text){rule.data, (uint64_t)(slash - rule.data)};
}

/** What was ordered for a rule; NULL: let it run. */
static inline const gj_order *find_order(const gj_engine *engine,
                                         const gj_kit *kit, uint32_t index)
{
    for (size_t i = 0; i < engine->order_count; i++) {
        gj_text rule = kit->catalogue.rules[index].id;
        const gj_order *order = &engine->orders[i];
        if (gj_text_is(order->target, rule) ||
            gj_text_is(order->target, plugin_of(rule)))
            return order;
    }
    return NULL;
}

/** Leaves a rule out, as ordered. How many places it has only the plugin could
    say: it counts for one. A plugin that is left out whole is told of once,
   with the first of its rules that would have run. */
static bool leave_out(gj_engine *engine, const gj_kit *kit, uint32_t rule,
                      const gj_order *order, gj_buffer *out)
{
    const gj_catalogue *catalogue = &kit->catalogue;
    gj_misdeed misdeed = {order->target, order->why};
    bool off = !gj_words_given(order->why);
    bool whole = memchr(order->target.data, '/', order->target.length) == NULL;
    bool said = false;

    if (!kit->rules[rule].wanted) {
        gj_record_checks(out, rule, &(gj_checks){.skipped = 1});
        return false;
    }
    gj_record_checks(out, rule, &(gj_checks){.faulted = 1});
    for (uint32_t i = rule; whole && !said && i > 0; i--) {
        if (catalogue->rules[i - 1].plugin != catalogue->rules[rule].plugin)
            break;
        said = kit->rules[i - 1].wanted;
    }
    if (!said)
        gj_engine_accuse(catalogue, &engine->report, &misdeed, off, out);
    return true;
}

/** Takes down the misdeed, if there was one; returns whether there was. */
static bool take_misdeed(gj_engine *engine, const gj_kit *kit,
                         const gj_misdeed *misdeed, gj_buffer *out)
{
    if (!gj_words_given(misdeed->what))
        return false;
    gj_engine_accuse(&kit->catalogue, &engine->report, misdeed, false, out);
    engine->misdeeds++;
    return true;
}

/** Where equalities failed, takes down those and the held ones around them:
    what shows which cell is most likely at fault. */
static bool tie_rules(gj_engine *engine, size_t index, gj_buffer *out)
{
    static const uint8_t verdicts[] = {GJ_FAILED, GJ_HELD};
    const gj_kit *kit = engine->kits[index];
    gj_misdeed misdeed;
    bool said = false;

    for (size_t i = 0; i < sizeof verdicts; i++)
        for (uint32_t rule = 0; rule < kit->catalogue.rule_count; rule++) {
            if (find_order(engine, kit, rule) != NULL)
                continue;
            gj_recorder_rule(engine->recorder, (uint32_t)index, rule);
            gj_kit_tie(kit, rule, verdicts[i], &engine->report, out,
                       &engine->tying, &misdeed);
            said |= take_misdeed(engine, kit, &misdeed, out);
        }
    return said;
}

/** Returns whether any rule had something to say. */
static bool run_rules(gj_engine *engine, size_t index, gj_buffer *out)
{
    const gj_kit *kit = engine->kits[index];
    gj_misdeed misdeed;
    bool said = false;

    gj_tying_begin(&engine->tying, kit);
    for (uint32_t rule = 0; rule < kit->catalogue.rule_count; rule++) {
        if (kit->rules[rule].check == NULL)
            continue;
        const gj_order *order = find_order(engine, kit, rule);
        if (order != NULL) {
            said |= leave_out(engine, kit, rule, order, out);
            continue;
        }
        gj_recorder_rule(engine->recorder, (uint32_t)index, rule);
        said |= gj_kit_run(kit, rule, &engine->report, out, &engine->tying,
                           &engine->scratch, &misdeed);
        said |= take_misdeed(engine, kit, &misdeed, out);
    }
    said = said && (tie_rules(engine, index, out) || said);
    gj_recorder_host(engine->recorder);
    return said;
}

static gj_status bind(gj_engine *engine, size_t kit, gj_error *error)
{
    const gj_form *form = engine->forms.at[kit - 1];

    if (engine->kits[kit] == NULL)
        return gj_fail(error, GJ_FAILED_DATA,
                       "表样 %.*s 有误，未作检查：%s%.0s",
                       "form %.*s is at fault, nothing was checked: %.0s%s",
                       GJ_PRINT(form->id), engine->broken[kit].words[GJ_ZH],
                       engine->broken[kit].words[GJ_EN]);
    if (gj_node_type(engine->document, 0) != GJ_OBJECT)
        return gj_fail(error, GJ_FAILED_FORM, "报告应为一个 JSON 对象",
                       "a report must be a JSON object");
    if (!gj_report_bind(&engine->report, form, engine->document))
        return gj_fail(error, GJ_FAILED_LIMIT, "报告的单元格超过 %d 个",
                       "the report has more than %d cells", GJ_MAX_CELLS);
    engine->report.today = engine->options.today;
    return GJ_OK;
}

gj_status gj_engine_check(gj_engine *engine, const gj_source *source,
                          gj_text bytes, bool found, gj_buffer *out)
{
    gj_error error = {0};
    size_t kit = 0;

    gj_status status =
        gj_document_read(engine->document, bytes.data, bytes.length,
                         &engine->options.limits, &error);
    if (status == GJ_OK) {
        kit = choose(engine, &error);
        if (kit == 0 && found && engine->forced == 0)
            return GJ_FAILED_FORM;
        status = kit == 0 ? error.status : bind(engine, kit, &error);
    }
    engine->last = status;
    if (status != GJ_OK) {
        gj_error_place(&error, 1, 1);
        gj_engine_refuse(&engine->kits[0]->catalogue, source, &error, out);
        return GJ_OK;
    }
    const gj_report *report = &engine->report;
    gj_record_head(out, source->path, source->record, report->form,
                   report->unit, report->year, true);
    if (run_rules(engine, kit, out) || engine->always_cells)
        gj_record_cells(out, report);
    return GJ_OK;
}
