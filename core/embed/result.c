/* What a result leads to. */
#include "embed/result.h"

/** Place of a language in a pair of texts. */
static int in(int32_t language)
{
    return language == GOUJI_EN ? GOUJI_EN : GOUJI_ZH;
}

/* --------------------------------------------------------------- results */

int32_t gouji_status(const gouji_result *result)
{
    return result->status;
}

const char *gouji_name(const gouji_result *result)
{
    return result->name;
}

const char *gouji_form(const gouji_result *result)
{
    return result->form;
}

const char *gouji_unit(const gouji_result *result)
{
    return result->unit;
}

int64_t gouji_year(const gouji_result *result)
{
    return result->year;
}

uint32_t gouji_today(const gouji_result *result)
{
    return result->today;
}

uint64_t gouji_checks(const gouji_result *result, int32_t outcome)
{
    return outcome >= 0 && outcome < GJ_OUTCOMES ? result->checks[outcome] : 0;
}

const char *gouji_json(const gouji_result *result, int32_t language)
{
    return result->json[in(language)];
}

size_t gouji_finding_count(const gouji_result *result)
{
    return result->finding_count;
}

const gouji_finding *gouji_finding_at(const gouji_result *result, size_t index)
{
    return index < result->finding_count ? &result->findings[index] : NULL;
}

size_t gouji_reason_count(const gouji_result *result)
{
    return result->reason_count;
}

const gouji_finding *gouji_reason_at(const gouji_result *result, size_t index)
{
    return index < result->reason_count
               ? &result->findings[result->finding_count + index]
               : NULL;
}

size_t gouji_group_count(const gouji_result *result)
{
    return result->group_count;
}

const gouji_group *gouji_group_at(const gouji_result *result, size_t index)
{
    return index < result->group_count ? &result->groups[index] : NULL;
}

/* -------------------------------------------------------------- findings */

const gouji_rule *gouji_rule_of(const gouji_finding *finding)
{
    return finding->rule;
}

int32_t gouji_severity(const gouji_finding *finding)
{
    return finding->severity;
}

const char *gouji_message(const gouji_finding *finding, int32_t language)
{
    return finding->message[in(language)];
}

const char *gouji_expected(const gouji_finding *finding)
{
    return finding->expected;
}

const char *gouji_actual(const gouji_finding *finding)
{
    return finding->actual;
}

const char *gouji_fingerprint(const gouji_finding *finding)
{
    return finding->fingerprint;
}

const char *gouji_evidence(const gouji_finding *finding)
{
    return finding->evidence;
}

const gouji_place *gouji_place_of(const gouji_finding *finding)
{
    return &finding->place;
}

size_t gouji_related_count(const gouji_finding *finding)
{
    return finding->related_count;
}

const gouji_place *gouji_related_at(const gouji_finding *finding, size_t index)
{
    return index < finding->related_count ? &finding->related[index] : NULL;
}

const gouji_group *gouji_group_of(const gouji_finding *finding)
{
    return finding->group;
}

/* ---------------------------------------------------------------- places */

const char *gouji_cell(const gouji_place *place, int32_t language)
{
    return place->cell[in(language)];
}

const char *gouji_pointer(const gouji_place *place)
{
    return place->pointer;
}

const char *gouji_file(const gouji_place *place)
{
    return place->file;
}

const char *gouji_value(const gouji_place *place)
{
    return place->value;
}

uint32_t gouji_line(const gouji_place *place)
{
    return place->line;
}

uint32_t gouji_column(const gouji_place *place)
{
    return place->column;
}

uint32_t gouji_end_line(const gouji_place *place)
{
    return place->end_line;
}

uint32_t gouji_end_column(const gouji_place *place)
{
    return place->end_column;
}

int32_t gouji_role(const gouji_place *place)
{
    return place->role;
}

int32_t gouji_side(const gouji_place *place)
{
    return place->side;
}

int64_t gouji_coefficient(const gouji_place *place)
{
    return place->coefficient;
}

/* ---------------------------------------------------------------- groups */

const char *gouji_group_id(const gouji_group *group)
{
    return group->id;
}

int32_t gouji_one_cause(const gouji_group *group)
{
    return group->one_cause;
}

size_t gouji_suspect_count(const gouji_group *group)
{
    return group->suspect_count;
}

const gouji_place *gouji_suspect_at(const gouji_group *group, size_t index)
{
    return index < group->suspect_count ? &group->suspects[index] : NULL;
}

size_t gouji_member_count(const gouji_group *group)
{
    return group->member_count;
}

const gouji_finding *gouji_member_at(const gouji_group *group, size_t index)
{
    return index < group->member_count ? group->members[index] : NULL;
}

/* ----------------------------------------------------------------- rules */

const char *gouji_rule_id(const gouji_rule *rule)
{
    return rule->id;
}

const char *gouji_rule_title(const gouji_rule *rule, int32_t language)
{
    return rule->title[in(language)];
}

const char *gouji_rule_basis(const gouji_rule *rule, int32_t language)
{
    return rule->basis[in(language)];
}

const char *gouji_rule_remedy(const gouji_rule *rule, int32_t language)
{
    return rule->remedy[in(language)];
}
