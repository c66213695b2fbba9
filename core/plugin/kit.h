/* A kit: everything that is needed to check reports of one form. The plugins
 * opened for it, their rules in the catalogue, their parameters, and what
 * runs them. */
#ifndef GJ_PLUGIN_KIT_H
#define GJ_PLUGIN_KIT_H

#include "finding/record.h"
#include "plugin/plugins.h"
#include "rule/policy.h"
#include "rule/setting.h"

/** The side of a rule that runs; its words are in the catalogue at the same
    index. */
typedef struct gj_kit_rule {
    /** Index into gj_plugins. */
    size_t plugin;
    /** Without the plugin's name. */
    gj_text id;
    const void *data;
    uint32_t (*places)(const gj_check *check);
    int32_t (*check)(const gj_check *check);
    int32_t (*ties)(const gj_check *check, uint32_t place);
    /** In the order of the catalogue's parameters. */
    gj_setting *settings;
    bool wanted;
} gj_kit_rule;

typedef struct gj_kit {
    /** NULL for the built-in rules alone. */
    const gj_form *form;
    gj_plugins *plugins;
    gj_catalogue catalogue;
    gj_kit_rule *rules;
    size_t rule_count;
    size_t rule_room;
    /** One for each plugin: what open() gave, and whether it must be closed. */
    void **states;
    bool *opened;
    /** Encoded rules until the kit is complete. */
    gj_buffer bytes;
    gj_arena arena;
} gj_kit;

/** Opens all plugins for a form (NULL: takes in only what is built in). Returns
    DATA where a data file of the form is at fault, else GJ_OK: a plugin that
    is not sound is refused alone. */
gj_status gj_kit_open(gj_kit **kit, gj_plugins *plugins, const gj_form *form,
                      gj_error *error);
/** Lets the plugins close what they opened; gj_kit_free() does so first. */
void gj_kit_close(gj_kit *kit);
void gj_kit_free(gj_kit *kit);
/** Marks the rules that run, and gives them the weight and the parameters that
    the configuration says; the policy must outlive the kit. Fails with what
    gj_policy_apply() fails with. */
gj_status gj_kit_configure(gj_kit *kit, const gj_policy *policy,
                           gj_error *error);

/** What a rule did wrong; without words where it did nothing wrong. */
typedef struct gj_misdeed {
    gj_text rule;
    gj_words what;
} gj_misdeed;

/** What a place was judged to be. */
enum { GJ_UNJUDGED, GJ_HELD, GJ_FAILED, GJ_OPEN };

/** The verdicts of one rule on one report. */
typedef struct gj_verdicts {
    /** GJ_UNJUDGED … GJ_OPEN for each place. */
    uint8_t *at;
    uint32_t count;
    bool any_failed;
} gj_verdicts;

/** What is kept of a report's check until all its rules have run, so that the
    equalities around one that failed can be asked for. {0} is an empty one;
    memory is kept from one report to the next. */
typedef struct gj_tying {
    /** One for each rule of the kit. */
    gj_verdicts *verdicts;
    /** One byte for each cell, whether it takes part in an equality that
        failed; NULL while none has. */
    uint8_t *marks;
    gj_arena arena;
    gj_held_run held;
    /** The equality being named. */
    gj_term_entry *terms;
    size_t count;
    size_t room;
} gj_tying;

/** Begins a report. */
void gj_tying_begin(gj_tying *tying, const gj_kit *kit);
void gj_tying_free(gj_tying *tying);

/** Runs one rule on a report: appends its checks and findings to `out`. Where
    the plugin misbehaves, the places that it left out are faulted and
    *misdeed says why. Scratch memory comes from the arena. Returns whether
    there was a finding or a reason. */
bool gj_kit_run(const gj_kit *kit, uint32_t rule, const gj_report *report,
                gj_buffer *out, gj_tying *tying, gj_arena *arena,
                gj_misdeed *misdeed);

/** Once all rules have run: appends the equalities of one rule's places that
    were judged as `verdict`. First for each rule with GJ_FAILED, then with
    GJ_HELD, of which only those are appended that share a cell with one that
    failed. Does nothing where no place of a rule with ties() failed. */
void gj_kit_tie(const gj_kit *kit, uint32_t rule, uint8_t verdict,
                const gj_report *report, gj_buffer *out, gj_tying *tying,
                gj_misdeed *misdeed);

/** What is said about the rules themselves. */
typedef struct gj_weighed {
    uint32_t weight;
    gj_error error;
} gj_weighed;

/** How rules look at a cell, by bits. */
enum { GJ_CELL_ALONE = 1, GJ_CELL_TIED = 2 };

/** What the plugins say of a form's rules as a system. */
typedef struct gj_examination {
    gj_weighed *remarks;
    size_t count;
    size_t room;
    /** Sum of GJ_CELL_… for each cell of the form's unit shape. */
    uint8_t *cells;
    uint32_t cell_count;
} gj_examination;

/** Has every plugin of the kit examine its rules. Fails with PLUGIN where one
    could not. Freed with gj_examination_free(), also after a failure. */
gj_status gj_kit_examine(gj_examination *examination, gj_kit *kit,
                         gj_error *error);
void gj_examination_free(gj_examination *examination);

/** The functions that plugins are given. */
extern const gj_host gj_kit_host;

/* Shared by the files of this folder. */

struct gj_registry {
    gj_kit *kit;
    size_t plugin;
    /** NULL but in examine(). */
    gj_examination *examination;
    /** Why it is refused; or what is wrong with a data file. */
    gj_error refusal;
    gj_error data;
};

/** Adds a rule to the kit; 1 with registry->refusal set where it is not
    sound. See gj_host.add_rule. */
int32_t gj_kit_add_rule(gj_registry *registry, const gj_rule *rule,
                        bool needs_check);

/** Looks for what is wrong with a rule, which is the host's copy. Fails with
    PLUGIN. */
gj_status gj_rule_verify(const gj_rule *rule, bool needs_check,
                         gj_error *error);

struct gj_sink {
    const gj_kit *kit;
    uint32_t rule;
    const gj_report *report;
    gj_buffer *out;
    /** Bytes that were in it already. */
    size_t before;
    gj_arena *arena;
    /** One byte for each place: its verdict. */
    uint8_t *judged;
    uint32_t places;
    gj_checks checks;
    gj_words wrong;
    /** In ties(), else NULL; with the place and the equality being named. */
    gj_tying *tying;
    uint32_t place;
    uint32_t equality;
};

void gj_sink_held(gj_sink *sink, uint32_t place, uint32_t count);
void gj_sink_failed(gj_sink *sink, const gj_finding *finding);
void gj_sink_not_assessable(gj_sink *sink, const gj_finding *why);
void gj_sink_term(gj_sink *sink, uint32_t equality, uint32_t cell,
                  uint32_t side, int64_t coefficient);
/** Notes the first thing that the plugin did wrong. */
void gj_sink_blame(gj_sink *sink, gj_words what);

#endif
