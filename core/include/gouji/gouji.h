/* gouji/gouji.h: checking reports from within a program.
 *
 *     gouji_engine *engine;
 *     gouji_result *result = NULL;
 *     gouji_error error;
 *
 *     if (gouji_open(&engine, NULL, &error) == GOUJI_OK)
 *         gouji_check(&result, engine, "a.json", bytes, length, &error);
 *     if (error.status != GOUJI_OK)
 *         complain(error.en);
 *     for (size_t i = 0; result && i < gouji_finding_count(result); i++)
 *         tell(gouji_message(gouji_finding_at(result, i), GOUJI_EN));
 *     gouji_result_free(result);
 *     gouji_close(engine);
 *
 * WHAT RUNS WHERE
 *   An engine is a process of its own, gouji-worker, which gouji_open() starts
 *   with posix_spawn() and gouji_close() ends. It reads the forms, and has
 *   plugins run in processes below it that can do nothing but compute. What a
 *   plugin does, or a report, cannot reach the program that calls: a plugin
 *   that crashes, exits or never ends is a finding, engine/plugin-fault; one
 *   that has done so more than ten times is switched off in that engine. The
 *   worker is given one descriptor, no signal handlers and no signal mask of
 *   its caller, and a process group of its own. Where it is killed, it is
 *   started anew, once for each call, and the call is done again.
 *
 *   With GOUJI_UNCONTAINED all of it runs in the calling process instead.
 *
 * WHAT THE LIBRARY LEAVES ALONE
 *   It never ends the process and never prints. It sets no signal handler, no
 *   locale, no working directory, and leaves no descriptor open to programs
 *   that its caller starts. Whoever waits for any child may find the worker's
 *   end among them: that does no harm.
 *
 * WHERE FORMS AND PLUGINS COME FROM
 *   Forms: the form_dirs of the options, the folders in GOUJI_FORM_PATH, then
 *   those that were installed with the library. Plugins: plugin_dirs,
 *   GOUJI_PLUGIN_PATH, then those installed. The environment is not read in a
 *   program with privileges that its user lacks. Configuration files
 *   (gouji.json) are not read at all.
 *
 * RULES THAT HOLD EVERYWHERE
 *   - Threads: who may call stands behind each function. [any]: any thread, at
 *     any time; calls on one engine are done one after the other, so threads
 *     that are to check at the same time have an engine each. [owner]: whoever
 *     the handle belongs to, when no other thread uses it any more. A result
 *     may be read by several threads at once.
 *   - After fork(), an engine is of use to the parent alone. The child may
 *     close it, which leaves the parent's as it is.
 *   - Text is UTF-8 and ends in a zero byte; a zero character of a report is
 *     shown as U+2400. What quotes a report or what a plugin found in it may
 *     hold any other control character.
 *   - What a result leads to (texts, findings, places, groups, rules) lives
 *     until gouji_result_free(), also when its engine is closed before.
 *   - Amounts are whole counts of millionths. Lines and columns count from 1,
 *     columns in characters.
 *   - gouji_options begins with its size and grows only at its end; what is
 *     zero means nothing in particular. gouji_error never changes.
 */
#ifndef GOUJI_GOUJI_H
#define GOUJI_GOUJI_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Before a function that the library exports. */
#define GOUJI_API __attribute__((visibility("default")))

/** A language. */
enum {
    /** Chinese, simplified. */
    GOUJI_ZH = 0,
    /** English. */
    GOUJI_EN = 1
};

/* ---------------------------------------------------------------- errors */

/** What a function returns that can fail. What is wrong with a report is no
    failure: it is a finding. */
enum {
    /** It was done. */
    GOUJI_OK = 0,
    /** An argument or option is not valid, or asks for what is not there: a
        form, a rule, any form at all. */
    GOUJI_FAILED_USAGE = 1,
    /** Memory ran out. */
    GOUJI_FAILED_MEMORY = 2,
    /** A form cannot be read, or is at fault: see file, line and column. */
    GOUJI_FAILED_DATA = 3,
    /** The worker is not there, cannot be started, cannot contain plugins on
        this system, or ended twice during one call. */
    GOUJI_FAILED_WORKER = 4
};

/** What went wrong. Filled in by every function that takes one, also where
    nothing did: `status` is GOUJI_OK then, and all else empty. */
typedef struct gouji_error {
    /** GOUJI_OK or GOUJI_FAILED_…. */
    int32_t status;
    /** Line in the file; 0 where there is no place. */
    uint32_t line;
    /** Column in the file, likewise a number from 1, or 0. */
    uint32_t column;
    /** Always 0. */
    uint32_t reserved;
    /** The file that it is about; empty where it is about none. */
    char file[1024];
    /** What went wrong, in Chinese; cut off between two characters where it is
        too long, as is the next one. */
    char zh[1024];
    /** The same in English. */
    char en[1024];
} gouji_error;

/* --------------------------------------------------------------- engines */

/** Forms, plugins, and what runs them. */
typedef struct gouji_engine gouji_engine;

/** What is special about an engine. */
enum {
    /** Plugins run in the calling process, with nothing contained: one that
        crashes takes the program with it, and so does one that exits. For
        debuggers, and for systems on which no process can be started. All such
        engines of a process take turns. */
    GOUJI_UNCONTAINED = 1,
    /** Results have their JSON: see gouji_json(). */
    GOUJI_WITH_JSON = 2
};

/** How to check. Copied by gouji_open(). */
typedef struct gouji_options {
    /** sizeof(gouji_options). */
    uint32_t size;
    /** Sum of GOUJI_UNCONTAINED and GOUJI_WITH_JSON; 0 for neither. */
    uint32_t flags;
    /** Folders of forms to look in before all others; NULL-terminated, or NULL.
        Copied, as is all that follows. */
    const char *const *form_dirs;
    /** Folders of plugins, or plugins, to look in before all others;
        NULL-terminated, or NULL. */
    const char *const *plugin_dirs;
    /** Id of the form that every report is taken to be of; NULL to
        recognise. */
    const char *form;
    /** Which rules run: patterns as of `gouji check --rule`, or with a ! before
        them as of --no-rule, the last one that matches deciding;
        NULL-terminated, or NULL for all rules. */
    const char *const *rules;
    /** Path of gouji-worker; NULL for the one that was installed with the
        library. */
    const char *worker;
    /** Bytes that a report may have; 0 for 64 MiB. At most 1 GiB. */
    uint64_t max_bytes;
    /** Memory that a process which runs plugins may use, in MiB of 1048576
        bytes; 0 for 512. */
    uint32_t memory_limit;
    /** How many milliseconds of processor time a rule may take on a report; 0
        for 10000. */
    uint32_t rule_timeout;
    /** The day of the check, YYYYMMDD; 0 for the local day of each call. */
    uint32_t today;
    /** 0. */
    uint32_t reserved;
    /** What rules weigh: "PATTERN=info", "=warning" or "=error", the last one
        that matches a rule deciding; NULL-terminated, or NULL. As `severities`
        in gouji.json. */
    const char *const *severities;
    /** What parameters of rules are: "RULE:PARAMETER=VALUE", where RULE is the
        whole name of one and no pattern, such as
        "timeliness/published-by-deadline:due=02-28"; NULL-terminated, or NULL.
        As `parameters` in gouji.json; `gouji explain RULE` lists them. */
    const char *const *parameters;
} gouji_options;

/** Loads forms and plugins. `options` may be NULL; so may `error`. *engine is
    the caller's, to be closed; NULL where it fails. Returns GOUJI_OK or
    GOUJI_FAILED_…. A plugin that is refused, and a form whose rules are at
    fault, are no failure: see gouji_trouble(). [any] */
GOUJI_API int32_t gouji_open(gouji_engine **engine,
                             const gouji_options *options, gouji_error *error);
/** Ends an engine and all its processes, and waits until they have ended. NULL
    is passed over. [owner] */
GOUJI_API void gouji_close(gouji_engine *engine);

/** Fills in the index-th plugin that was refused, or form that is at fault,
    with the reason. Returns 1; 0 behind the last, with *trouble empty. Stays
    as it was when the engine was opened. [any] */
GOUJI_API int32_t gouji_trouble(gouji_error *trouble,
                                const gouji_engine *engine, size_t index);

/** Version of gouji, such as "0.1.0"; never NULL; lives as long as the
    process. [any] */
GOUJI_API const char *gouji_version(void);

/* --------------------------------------------------------------- results */

/** What was found in one report. */
typedef struct gouji_result gouji_result;
/** What is said about one place of a report, with its numbers; or the reason
    why that place could not be judged. */
typedef struct gouji_finding gouji_finding;
/** A spot of a report. */
typedef struct gouji_place gouji_place;
/** Findings that share a cause. */
typedef struct gouji_group gouji_group;
/** The rule that a finding is of. */
typedef struct gouji_rule gouji_rule;

/** How a report fared. */
enum {
    /** Every rule holds. */
    GOUJI_CLEAN = 0,
    /** None fails, but some cannot be judged (see gouji_reason_at()), or none
        was tried: no plugin was there, or no rule was selected. */
    GOUJI_NOT_ASSESSABLE = 1,
    /** There are findings. */
    GOUJI_FINDINGS = 2,
    /** It is no report that can be checked; a finding says why. */
    GOUJI_UNREADABLE = 3
};

/** What became of checks: rules at their places. */
enum {
    /** The rule holds there. */
    GOUJI_HELD = 0,
    /** It does not. */
    GOUJI_FAILED = 1,
    /** Nothing can be said. */
    GOUJI_OPEN = 2,
    /** The rule was not selected. */
    GOUJI_SKIPPED = 3,
    /** Its plugin gave no sound verdict. */
    GOUJI_FAULTED = 4
};

/** Checks one report. `bytes` are its JSON, not kept; NULL only where length,
    their number, is 0. `name` is shown as its path; NULL for "report". `error`
    may be NULL. *result is the caller's, to be freed; NULL where it fails.
    Returns GOUJI_OK, whatever was found, or GOUJI_FAILED_…, after which the
    engine can be used again. [any] */
GOUJI_API int32_t gouji_check(gouji_result **result, gouji_engine *engine,
                              const char *name, const void *bytes,
                              size_t length, gouji_error *error);
/** Frees a result and all that it leads to. NULL is passed over. [owner] */
GOUJI_API void gouji_result_free(gouji_result *result);

/** How the report fared: GOUJI_CLEAN … GOUJI_UNREADABLE. [any] */
GOUJI_API int32_t gouji_status(const gouji_result *result);
/** Name that the report was checked under; never NULL. Lives as the result
    does. [any] */
GOUJI_API const char *gouji_name(const gouji_result *result);
/** Id of the report's form; NULL where it is of none. Lives as the result
    does. [any] */
GOUJI_API const char *gouji_form(const gouji_result *result);
/** Unit that reports; NULL where it is not said. Lives as the result does.
    [any] */
GOUJI_API const char *gouji_unit(const gouji_result *result);
/** Year reported on; 0 where it is not said. [any] */
GOUJI_API int64_t gouji_year(const gouji_result *result);
/** Day of the check, YYYYMMDD; never 0. [any] */
GOUJI_API uint32_t gouji_today(const gouji_result *result);
/** How many checks came to `outcome`, GOUJI_HELD … GOUJI_FAULTED; 0 for any
    other. [any] */
GOUJI_API uint64_t gouji_checks(const gouji_result *result, int32_t outcome);
/** The result as one line of JSON, as `gouji check --format ndjson` writes it
    in that language; NULL without GOUJI_WITH_JSON. Lives as the result does.
    [any] */
GOUJI_API const char *gouji_json(const gouji_result *result, int32_t language);

/** How many findings there are; 0 in a clean report. [any] */
GOUJI_API size_t gouji_finding_count(const gouji_result *result);
/** The index-th finding, in the order of their places in the report; NULL
    behind the last. Lives as the result does. [any] */
GOUJI_API const gouji_finding *gouji_finding_at(const gouji_result *result,
                                                size_t index);
/** How many places could not be judged; often 0. [any] */
GOUJI_API size_t gouji_reason_count(const gouji_result *result);
/** The index-th reason why a place could not be judged; NULL behind the last.
    Lives as the result does. [any] */
GOUJI_API const gouji_finding *gouji_reason_at(const gouji_result *result,
                                               size_t index);
/** How many groups of findings there are that share a cause; 0 where none do.
    [any] */
GOUJI_API size_t gouji_group_count(const gouji_result *result);
/** The index-th group, in the order of their first findings; NULL behind the
    last. Lives as the result does. [any] */
GOUJI_API const gouji_group *gouji_group_at(const gouji_result *result,
                                            size_t index);

/* -------------------------------------------------------------- findings */

/** How much a finding weighs. */
enum {
    /** Worth knowing. */
    GOUJI_INFO = 1,
    /** Probably wrong. */
    GOUJI_WARNING = 2,
    /** Wrong. */
    GOUJI_ERROR = 3
};

/** The rule that a finding, or reason, is of; never NULL. Lives as the result
    does. [any] */
GOUJI_API const gouji_rule *gouji_rule_of(const gouji_finding *finding);
/** How much it weighs: GOUJI_INFO, GOUJI_WARNING or GOUJI_ERROR. [any] */
GOUJI_API int32_t gouji_severity(const gouji_finding *finding);
/** What it says, as a sentence; never NULL. Lives as the result does. [any] */
GOUJI_API const char *gouji_message(const gouji_finding *finding,
                                    int32_t language);
/** What should stand at its place; NULL where that cannot be said. Lives as the
    result does. [any] */
GOUJI_API const char *gouji_expected(const gouji_finding *finding);
/** What stands there; NULL where that says nothing. Lives as the result does.
    [any] */
GOUJI_API const char *gouji_actual(const gouji_finding *finding);
/** What tells it from all others, in whatever language: of rule, form, unit,
    year and place, 32 hexadecimal digits; never NULL. Lives as the result
    does. [any] */
GOUJI_API const char *gouji_fingerprint(const gouji_finding *finding);
/** The same of the values that it rests on. Never NULL; lives as the result
    does. [any] */
GOUJI_API const char *gouji_evidence(const gouji_finding *finding);
/** Where to look first; never NULL. Lives as the result does. [any] */
GOUJI_API const gouji_place *gouji_place_of(const gouji_finding *finding);
/** How many places take part; may be 0. [any] */
GOUJI_API size_t gouji_related_count(const gouji_finding *finding);
/** The index-th place that takes part, the first one too where it is a term;
    NULL behind the last. Lives as the result does. [any] */
GOUJI_API const gouji_place *gouji_related_at(const gouji_finding *finding,
                                              size_t index);
/** The findings that it shares a cause with; NULL where it stands alone. Lives
    as the result does. [any] */
GOUJI_API const gouji_group *gouji_group_of(const gouji_finding *finding);

/* ---------------------------------------------------------------- places */

/** What a place is to a finding. */
enum {
    /** A term of an equation: see gouji_side() and gouji_coefficient(). */
    GOUJI_ROLE_TERM = 1,
    /** Something that the finding leans on. */
    GOUJI_ROLE_CONTEXT = 2,
    /** A blank or missing cell on account of which nothing can be said. */
    GOUJI_ROLE_OPEN = 3,
    /** What asks for it: a keyword of a schema, an entry of a data file. */
    GOUJI_ROLE_DEFINITION = 4
};

/** Side of an equation. */
enum {
    /** On neither: it is no term. */
    GOUJI_SIDE_NONE = 0,
    /** Left of the sign. */
    GOUJI_SIDE_LEFT = 1,
    /** Right of it. */
    GOUJI_SIDE_RIGHT = 2
};

/** Official name of the cell; NULL where the form has no name for the place.
    Lives as the result does. [any] */
GOUJI_API const char *gouji_cell(const gouji_place *place, int32_t language);
/** Its JSON Pointer; never NULL. Lives as the result does. [any] */
GOUJI_API const char *gouji_pointer(const gouji_place *place);
/** The form's data file that it is in; NULL: the report. Lives as the result
    does. [any] */
GOUJI_API const char *gouji_file(const gouji_place *place);
/** What stands there: a number as a plain decimal, a text without quotation
    marks, null for a blank; NULL for what is no value, or is not there. Lives
    as the result does. [any] */
GOUJI_API const char *gouji_value(const gouji_place *place);
/** Line on which it begins; 0 where it has no place. [any] */
GOUJI_API uint32_t gouji_line(const gouji_place *place);
/** Column at which it begins; 0 where it has no place. [any] */
GOUJI_API uint32_t gouji_column(const gouji_place *place);
/** Line on which it ends; 0 where it has no place. [any] */
GOUJI_API uint32_t gouji_end_line(const gouji_place *place);
/** Column behind its last character; 0 where it has no place. [any] */
GOUJI_API uint32_t gouji_end_column(const gouji_place *place);
/** What it is to the finding, GOUJI_ROLE_…; 0 for where to look first, and for
    a suspect. [any] */
GOUJI_API int32_t gouji_role(const gouji_place *place);
/** Side on which it stands, GOUJI_SIDE_…. [any] */
GOUJI_API int32_t gouji_side(const gouji_place *place);
/** How often it counts, in millionths: 1000000 for once; 0 where it is no
    term. [any] */
GOUJI_API int64_t gouji_coefficient(const gouji_place *place);

/* ---------------------------------------------------------------- groups */

/** What tells a group from others: 32 hexadecimal digits; never NULL. Lives as
    the result does. [any] */
GOUJI_API const char *gouji_group_id(const gouji_group *group);
/** 1 where one change of one cell would mend all its equations; else 0.
    [any] */
GOUJI_API int32_t gouji_one_cause(const gouji_group *group);
/** How many cells are most likely at fault; may be 0. [any] */
GOUJI_API size_t gouji_suspect_count(const gouji_group *group);
/** The index-th of them; NULL behind the last. Lives as the result does.
    [any] */
GOUJI_API const gouji_place *gouji_suspect_at(const gouji_group *group,
                                              size_t index);
/** How many findings the group has; never 0. [any] */
GOUJI_API size_t gouji_member_count(const gouji_group *group);
/** The index-th of them; NULL behind the last. Lives as the result does.
    [any] */
GOUJI_API const gouji_finding *gouji_member_at(const gouji_group *group,
                                               size_t index);

/* ----------------------------------------------------------------- rules */

/** plugin/rule, as users see it; never NULL. Lives as the result does. [any] */
GOUJI_API const char *gouji_rule_id(const gouji_rule *rule);
/** What is true where the rule holds, in a line; never NULL. Lives as the
    result does. [any] */
GOUJI_API const char *gouji_rule_title(const gouji_rule *rule,
                                       int32_t language);
/** The law or notice that it rests on; never NULL. Lives as the result does.
    [any] */
GOUJI_API const char *gouji_rule_basis(const gouji_rule *rule,
                                       int32_t language);
/** How to mend what it found; never NULL. Lives as the result does. [any] */
GOUJI_API const char *gouji_rule_remedy(const gouji_rule *rule,
                                        int32_t language);

#ifdef __cplusplus
}
#endif

#endif
