/* Figures first, then the JSON around them. */
#include "bench/generate.h"

#include <stdbool.h>

#include "bench/sentences.h"

enum { APPLICANTS = 6, OUTCOMES = 21, CHALLENGES = 3, RESULTS = 4 };

typedef struct column {
    unsigned fresh;
    unsigned carried_over;
    unsigned outcomes[OUTCOMES];
    unsigned handled;
    unsigned carried_forward;
} column;

typedef struct unit {
    const char *kind;
    const char *level;
    const char *suffix;
    /* May make regulations. */
    bool power;
} unit;

/* Everything a report says in figures. */
typedef struct report {
    uint64_t random;
    unit unit;
    unsigned year;
    /* The last one is the total. */
    column columns[APPLICANTS + 1];
    unsigned challenges[CHALLENGES][RESULTS];
} report;

static const unit units[] = {
    {"government", "province", "省人民政府", true},
    {"government", "prefecture", "市人民政府", true},
    {"government", "county", "县人民政府", false},
    {"department", "province", "省民政厅", true},
    {"department", "prefecture", "市水利局", false},
    {"department", "county", "县教育局", false},
    {"township", "township", "镇人民政府", false},
    {"subdistrict", "township", "街道办事处", false},
};

static const char *const first_syllables[] = {"云", "临", "青", "安", "新",
                                              "南", "长", "永", "石", "清"};
static const char *const second_syllables[] = {"溪", "江", "河", "岭", "湖",
                                               "桥", "平", "原", "泉", "川"};

static const char *const applicants[APPLICANTS + 1] = {
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "public_interest_organization",
    "legal_service_agency",
    "other_organization",
    "total"};

static const char *const challenges[CHALLENGES] = {
    "reconsideration", "litigation_direct", "litigation_after_reconsideration"};

static const char *const results[RESULTS] = {"upheld", "corrected", "other",
                                             "pending"};

/* A group of outcomes and its members, which end with NULL. */
typedef struct outcome_group {
    const char *name;
    const char *members[9];
} outcome_group;

static const outcome_group outcome_groups[] = {
    {"refused",
     {"state_secret", "prohibited_by_law", "security_and_stability",
      "third_party_rights", "internal_affairs", "process_information",
      "enforcement_file", "administrative_inquiry", NULL}},
    {"unavailable",
     {"not_held", "needs_creation", "unclear_after_correction", NULL}},
    {"not_processed",
     {"petition", "repeated", "publication_requested", "excessive",
      "reconfirmation", NULL}},
    {"other", {"correction_overdue", "fee_overdue", "other", NULL}},
};

static uint64_t draw(report *r)
{
    r->random += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t word = r->random;
    word = (word ^ (word >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    word = (word ^ (word >> 27)) * UINT64_C(0x94D049BB133111EB);
    return word ^ (word >> 31);
}

static unsigned below(report *r, unsigned limit)
{
    return (unsigned)(draw(r) % limit);
}

/* A count as tables have them: often 0, seldom large. */
static unsigned count(report *r, unsigned busy)
{
    unsigned kind = below(r, 10);
    return kind < 6 ? 0 : below(r, kind < 9 ? 1 + busy : 1 + 8 * busy);
}

static void fill_columns(report *r)
{
    column *total = &r->columns[APPLICANTS];

    for (unsigned i = 0; i < APPLICANTS; i++) {
        column *c = &r->columns[i];
        for (unsigned j = 0; j < OUTCOMES; j++) {
            c->outcomes[j] = count(r, i == 0 ? 12 : 3);
            c->handled += c->outcomes[j];
            total->outcomes[j] += c->outcomes[j];
        }
        c->carried_forward = count(r, 4);
        unsigned sum = c->handled + c->carried_forward;
        c->carried_over = below(r, sum / 8 + 1);
        c->fresh = sum - c->carried_over;
        total->fresh += c->fresh;
        total->carried_over += c->carried_over;
        total->handled += c->handled;
        total->carried_forward += c->carried_forward;
    }
}

static void draw_report(report *r)
{
    r->unit = units[below(r, sizeof units / sizeof *units)];
    r->year = 2021 + below(r, 4);
    fill_columns(r);
    for (unsigned i = 0; i < CHALLENGES; i++)
        for (unsigned j = 0; j < RESULTS; j++)
            r->challenges[i][j] = count(r, 2);
}

static void put_unit(gj_buffer *out, report *r)
{
    /* Departments publish in January, governments until the end of March. */
    bool department = strcmp(r->unit.kind, "department") == 0;
    unsigned month = department ? 1 : 1 + below(r, 3);

    gj_buffer_print(out,
                    "{\n  \"form\": \"zfxxgk-2021\",\n  \"unit\": {\n"
                    "    \"name\": \"%s%s%s\",\n    \"kind\": \"%s\",\n"
                    "    \"level\": \"%s\"\n  },\n  \"year\": %u,\n"
                    "  \"published_on\": \"%u-%02u-%02u\",\n",
                    first_syllables[below(r, 10)],
                    second_syllables[below(r, 10)], r->unit.suffix,
                    r->unit.kind, r->unit.level, r->year, r->year + 1, month,
                    5 + below(r, 20));
}

static void put_sentence(gj_buffer *out, report *r, const char *sentence)
{
    for (; *sentence != '\0'; sentence++) {
        if (*sentence == '#')
            gj_buffer_print(out, "%u", 3 + below(r, 60));
        else
            gj_buffer_byte(out, *sentence);
    }
}

/* Some sentences of a section, in their order; `first` leads them. */
static void put_section(gj_buffer *out, report *r, const char *name,
                        unsigned section, const char *first)
{
    unsigned left_out = below(r, SECTION_SENTENCES);

    gj_buffer_print(out, "    \"%s\": \"%s", name, first);
    for (unsigned i = 0; i < SECTION_SENTENCES; i++)
        if (i != left_out && (i + section + left_out) % 6 != 0)
            put_sentence(out, r, section_sentences[section][i]);
    gj_buffer_string(out, "\"");
}

static void put_overview(gj_buffer *out, report *r)
{
    const column *total = &r->columns[APPLICANTS];
    gj_buffer figures = {0};

    gj_buffer_print(&figures,
                    "本年新收政府信息公开申请%u件，上年结转%u件，办结%u件，"
                    "结转下年度继续办理%u件。",
                    total->fresh, total->carried_over, total->handled,
                    total->carried_forward);
    gj_buffer_string(out, "  \"overview\": {\n");
    put_section(out, r, "proactive_disclosure", 0, "");
    gj_buffer_string(out, ",\n");
    put_section(out, r, "disclosure_upon_request", 1, figures.data);
    gj_buffer_string(out, ",\n");
    put_section(out, r, "information_management", 2, "");
    gj_buffer_string(out, ",\n");
    put_section(out, r, "platform_building", 3, "");
    gj_buffer_string(out, ",\n");
    put_section(out, r, "supervision", 4, "");
    gj_buffer_string(out, "\n  },\n");
    gj_buffer_free(&figures);
}

static void put_stock(gj_buffer *out, report *r, const char *name,
                      unsigned busy)
{
    unsigned issued = busy ? below(r, busy) : 0;
    unsigned repealed = busy ? below(r, busy) : 0;
    unsigned in_force = busy ? issued + below(r, 10 * busy) : 0;

    gj_buffer_print(out,
                    "    \"%s\": {\"issued\": %u, \"repealed\": %u, "
                    "\"in_force\": %u},\n",
                    name, issued, repealed, in_force);
}

static void put_proactive(gj_buffer *out, report *r)
{
    static const char *const decisions[] = {"licences", "penalties",
                                            "coercive_measures"};

    gj_buffer_string(out, "  \"proactive_disclosure\": {\n");
    put_stock(out, r, "regulations", r->unit.power ? 4 : 0);
    put_stock(out, r, "normative_documents", 12);
    for (unsigned i = 0; i < 3; i++)
        gj_buffer_print(out, "    \"%s\": {\"decisions\": %u},\n", decisions[i],
                        below(r, i == 0 ? 20000 : 500));
    gj_buffer_string(out, "    \"fees\": {\"amount_10k_yuan\": ");
    gj_buffer_decimal(out, (int64_t)count(r, 500) * 2500);
    gj_buffer_string(out, "}\n  },\n");
}

static void put_column(gj_buffer *out, const column *c)
{
    unsigned outcome = 2;

    gj_buffer_print(out,
                    "{\"new\": %u, \"carried_over\": %u, \"handled\": "
                    "{\"granted\": %u, \"partly_granted\": %u",
                    c->fresh, c->carried_over, c->outcomes[0], c->outcomes[1]);
    for (size_t i = 0; i < sizeof outcome_groups / sizeof *outcome_groups;
         i++) {
        const outcome_group *group = &outcome_groups[i];
        gj_buffer_print(out, ", \"%s\": {", group->name);
        for (size_t j = 0; group->members[j] != NULL; j++)
            gj_buffer_print(out, "%s\"%s\": %u", j > 0 ? ", " : "",
                            group->members[j], c->outcomes[outcome++]);
        gj_buffer_string(out, "}");
    }
    gj_buffer_print(out, ", \"total\": %u}, \"carried_forward\": %u}",
                    c->handled, c->carried_forward);
}

static void put_requests(gj_buffer *out, const report *r)
{
    gj_buffer_string(out, "  \"requests\": {\n");
    for (unsigned i = 0; i <= APPLICANTS; i++) {
        gj_buffer_print(out, "    \"%s\": ", applicants[i]);
        put_column(out, &r->columns[i]);
        gj_buffer_string(out, i < APPLICANTS ? ",\n" : "\n  },\n");
    }
}

static void put_challenges(gj_buffer *out, const report *r)
{
    gj_buffer_string(out, "  \"challenges\": {\n");
    for (unsigned i = 0; i < CHALLENGES; i++) {
        unsigned total = 0;
        gj_buffer_print(out, "    \"%s\": {", challenges[i]);
        for (unsigned j = 0; j < RESULTS; j++) {
            gj_buffer_print(out, "\"%s\": %u, ", results[j],
                            r->challenges[i][j]);
            total += r->challenges[i][j];
        }
        gj_buffer_print(out, "\"total\": %u}%s\n", total,
                        i + 1 < CHALLENGES ? "," : "");
    }
    gj_buffer_string(out, "  },\n");
}

static void put_closing(gj_buffer *out, report *r)
{
    gj_buffer_string(out, "  \"problems_and_improvements\": {\n");
    put_section(out, r, "problems", 5, "");
    gj_buffer_string(out, ",\n");
    put_section(out, r, "improvements", 6, "");
    gj_buffer_string(out, "\n  },\n  \"other_matters\": \""
                          "本年度未收取政府信息公开信息处理费。");
    put_sentence(out, r, section_sentences[7][below(r, SECTION_SENTENCES)]);
    gj_buffer_string(out, "\"\n}\n");
}

void gj_generate_report(gj_buffer *out, uint64_t seed)
{
    report r = {.random = seed * UINT64_C(0xD1342543DE82EF95)};

    draw_report(&r);
    put_unit(out, &r);
    put_overview(out, &r);
    put_proactive(out, &r);
    put_requests(out, &r);
    put_challenges(out, &r);
    put_closing(out, &r);
}
