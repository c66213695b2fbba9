/* A result as it is read: the texts are those of the answer. */
#ifndef GJ_EMBED_RESULT_H
#define GJ_EMBED_RESULT_H

#include "embed/embed.h"

enum { GJ_LANGUAGES = 2, GJ_OUTCOMES = GOUJI_FAULTED + 1 };

struct gouji_place {
    const char *cell[GJ_LANGUAGES];
    const char *pointer;
    const char *file;
    const char *value;
    uint32_t line;
    uint32_t column;
    uint32_t end_line;
    uint32_t end_column;
    int32_t role;
    int32_t side;
    int64_t coefficient;
};

struct gouji_rule {
    /** NULL for one that no finding is of. */
    const char *id;
    const char *title[GJ_LANGUAGES];
    const char *basis[GJ_LANGUAGES];
    const char *remedy[GJ_LANGUAGES];
};

struct gouji_finding {
    const gouji_rule *rule;
    const gouji_group *group;
    int32_t severity;
    const char *message[GJ_LANGUAGES];
    const char *expected;
    const char *actual;
    const char *fingerprint;
    const char *evidence;
    gouji_place place;
    const gouji_place *related;
    uint32_t related_count;
};

struct gouji_group {
    const char *id;
    const gouji_place *suspects;
    const gouji_finding **members;
    uint32_t suspect_count;
    uint32_t member_count;
    int32_t one_cause;
};

struct gouji_result {
    char *bytes;
    const char *name;
    const char *form;
    const char *unit;
    int64_t year;
    uint32_t today;
    int32_t status;
    uint64_t checks[GJ_OUTCOMES];
    const char *json[GJ_LANGUAGES];
    gouji_rule *rules;
    /** Reasons stand behind the findings. */
    gouji_finding *findings;
    gouji_group *groups;
    /** All places and members, one finding's or group's behind another's. */
    gouji_place *places;
    const gouji_finding **members;
    uint32_t rule_count;
    uint32_t finding_count;
    uint32_t reason_count;
    uint32_t group_count;
    uint32_t place_count;
    uint32_t member_count;
};

#endif
