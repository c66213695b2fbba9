/* The engine: bytes of an input in, bytes of its result out. */
#ifndef GJ_ENGINE_ENGINE_H
#define GJ_ENGINE_ENGINE_H

#include "form/forms.h"
#include "plugin/kit.h"

/** What is to be said of a rule, or of all rules of a plugin, in the place of
    their verdicts on one report. */
typedef struct gj_order {
    /** "plugin/rule", or "plugin" for all of it. */
    gj_text target;
    /** What went wrong; empty where the plugin was switched off. */
    gj_words why;
} gj_order;

/** What to check with. Lent until gj_engine_close(). */
typedef struct gj_engine_options {
    /** NULL-terminated lists, searched in order. */
    const char *const *form_folders;
    const char *const *plugin_folders;
    /** Id of the form that every report is taken to be of; NULL to
        recognise. */
    const char *form;
    /** NULL wants nothing in particular. */
    const gj_policy *policy;
    gj_limits limits;
    /** The day of the check, YYYYMMDD. */
    uint32_t today;
    /** Forms that need no second look; NULL for none. */
    const gj_seals *seals;
} gj_engine_options;

typedef struct gj_engine {
    gj_forms forms;
    gj_plugins plugins;
    /** kits[0] has the built-in rules alone; then one for each form, NULL
        where the form or its rules are at fault: broken[i] says why. */
    gj_kit **kits;
    gj_error *broken;
    size_t kit_count;
    /** The kits' catalogues, for gj_result_read(). */
    gj_catalogue **catalogues;
    size_t catalogue_count;
    /** Index of the kit for options.form, or 0. */
    size_t forced;
    gj_engine_options options;
    /** Kept from one report to the next. */
    gj_document *document;
    gj_report report;
    gj_arena scratch;
    gj_tying tying;
    /** How often plugins misbehaved. */
    uint64_t misdeeds;
    /** Why the last input was no report that could be checked; GJ_OK where it
        was one. */
    gj_status last;
    /** Rules that must not run on the next report. */
    const gj_order *orders;
    size_t order_count;
    /** Kit whose rules are looked at as a system once they are loaded, or 0;
        and what came of it. */
    size_t examined;
    gj_examination examination;
    gj_error unexamined;
    /** For a process that is one of several: where it says what it is at (or
        NULL), and that cells are recorded also where nothing was found. */
    gj_recorder *recorder;
    bool always_cells;
} gj_engine;

/** Loads forms and plugins. Fails with USAGE where options.form is unknown, and
    with what gj_policy_verify(), gj_policy_apply() and gj_forms_add() fail
    with. A form whose rules are at fault is not a failure: see broken. */
gj_status gj_engine_open(gj_engine *engine, const gj_engine_options *options,
                         gj_error *error);
/** The same in two steps. The first reads data only; the second runs code of
    plugins. Between them, engine->plugins may be told what to leave out.
    gj_engine_close() frees also what stopped halfway. */
gj_status gj_engine_open_forms(gj_engine *engine,
                               const gj_engine_options *options,
                               gj_error *error);
gj_status gj_engine_open_plugins(gj_engine *engine, gj_error *error);
/** Lets the plugins close what they opened, for a process that is about to end:
    nothing is freed. */
void gj_engine_leave(gj_engine *engine);
void gj_engine_close(gj_engine *engine);

/** What an input is. */
typedef struct gj_source {
    gj_text path;
    /** Line it came from, or 0. */
    uint64_t record;
} gj_source;

/** Checks the bytes of one report, behind which GJ_PADDING bytes are readable,
    and appends its result. Returns FORM, with nothing appended, where
    `found` is set (the file was found in a folder, not named) and the document
    is of no known form; else GJ_OK. */
gj_status gj_engine_check(gj_engine *engine, const gj_source *source,
                          gj_text bytes, bool found, gj_buffer *out);

/** Appends the result of an input that could not be read. Needs the built-in
    rules alone. */
void gj_engine_refuse(const gj_catalogue *builtin, const gj_source *source,
                      const gj_error *error, gj_buffer *out);

/** Appends that a plugin misbehaved on a report, or, with `off`, was switched
   off before it: what it did not judge is nobody's verdict. */
void gj_engine_accuse(const gj_catalogue *catalogue, const gj_report *report,
                      const gj_misdeed *misdeed, bool off, gj_buffer *out);

#endif
