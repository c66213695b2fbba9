/* A plugin that is sound but for one thing, which -DBAD_… chooses. */
#include <gouji/plugin.h>

/* The size that a struct says it has: what this header makes it; what ABI 1.0
   made it, as in a plugin compiled long ago; or more, as in one compiled with
   a later minor version, which appended something. */
#if defined SOUND_frozen
#define SIZE(type, first) (first)
#elif defined SOUND_larger
#define SIZE(type, first) (sizeof(type) + 64)
#else
#define SIZE(type, first) (sizeof(type))
#endif

/* Those that go wrong when they are asked for the terms of an equality. */
#if defined BAD_far_term || defined BAD_term_side || defined BAD_ties ||       \
    defined BAD_late || defined BAD_equality || defined SOUND_ties
#define TIES
#endif

#if defined BAD_no_symbol
int nothing_of_gouji;
#elif defined BAD_other_major
__attribute__((visibility("default"))) const int gouji_plugin_v2 = 2;
#else

#if defined BAD_undeclared
enum { PLACES = 2, JUDGED = 3 };
#elif defined BAD_left_out
enum { PLACES = 2, JUDGED = 1 };
#else
enum { PLACES = 2, JUDGED = 2 };
#endif

static uint32_t places(const gj_check *check)
{
    (void)check;
#if defined BAD_many_places
    return UINT32_MAX;
#endif
    return PLACES;
}

#if defined BAD_unknown_message || defined BAD_not_utf8 ||                     \
    defined BAD_far_cell || defined BAD_foreign_value ||                       \
    defined BAD_no_primary || defined BAD_no_size ||                           \
    defined BAD_far_argument || defined BAD_location_size ||                   \
    defined BAD_number_argument || defined BAD_date_argument ||                \
    defined BAD_no_type || defined BAD_argument_size ||                        \
    defined BAD_cut_text || defined SOUND_frozen || defined SOUND_larger ||    \
    defined TIES
/** Says one unsound thing about the first place. */
static void say(const gj_check *check)
{
    static const int foreign;
    gj_location primary = {.size = SIZE(gj_location, 64), .cell = 0};
    gj_argument argument = {.size = SIZE(gj_argument, 48),
                            .type = GJ_ARGUMENT_TEXT,
                            .name = GJ_TEXT("what"),
                            .text = GJ_TEXT("that")};
    const gj_argument *const arguments[] = {&argument, NULL};
    gj_finding finding = {.size = SIZE(gj_finding, 80),
                          .message = GJ_TEXT("said"),
                          .arguments = arguments,
                          .primary = &primary};
#if defined BAD_unknown_message
    finding.message = (gj_text)GJ_TEXT("unsaid");
#elif defined BAD_not_utf8
    argument.text = (gj_text)GJ_TEXT("\xff\xfe");
#elif defined BAD_far_cell
    primary.cell = 4000000;
#elif defined BAD_foreign_value
    primary.cell = GJ_NO_CELL;
    primary.value.owner = &foreign;
#elif defined BAD_no_primary
    finding.primary = NULL;
#elif defined BAD_no_size
    finding.size = 0;
#elif defined BAD_far_argument
    argument.type = GJ_ARGUMENT_CELL;
    argument.integer = -1;
#elif defined BAD_number_argument
    argument.type = GJ_ARGUMENT_NUMBER;
    argument.text = (gj_text)GJ_TEXT("01");
#elif defined BAD_date_argument
    argument.type = GJ_ARGUMENT_DATE;
    argument.integer = 20250230;
#elif defined BAD_no_type
    argument.type = 0;
#elif defined BAD_location_size
    primary.size = 0;
#elif defined BAD_argument_size
    argument.size = 8;
#elif defined BAD_cut_text
    primary.cell = GJ_NO_CELL;
    primary.value = check->host->values->at(check->host->root(check->report),
                                            (gj_text)GJ_TEXT("/unit/name"));
    primary.length = 1;
#endif
    (void)foreign;
    check->host->failed(check->sink, &finding);
}
#endif

#if defined SOUND_parameters
/** Whether parameters have their initial values, each in its own type only. */
static int parameters_are_right(const gj_check *check)
{
    const gj_host *host = check->host;
    const gj_text day = GJ_TEXT("day");
    const gj_text lives = GJ_TEXT("lives");
    const gj_text other = GJ_TEXT("other");

    return host->parameter_day(check->sink, day) == 229 &&
           host->parameter_integer(check->sink, day) == 0 &&
           host->parameter_text(check->sink, day).data == NULL &&
           host->parameter_integer(check->sink, lives) == 9 &&
           host->parameter_day(check->sink, lives) == 0 &&
           host->parameter_integer(check->sink, other) == 0;
}
#endif

static int32_t judge(const gj_check *check)
{
#if defined SOUND_parameters
    if (!parameters_are_right(check))
        return 1;
#endif
#if defined BAD_returns_one
    return 1;
#endif
#if defined BAD_unknown_message || defined BAD_not_utf8 ||                     \
    defined BAD_far_cell || defined BAD_foreign_value ||                       \
    defined BAD_no_primary || defined BAD_no_size ||                           \
    defined BAD_far_argument || defined BAD_location_size ||                   \
    defined BAD_number_argument || defined BAD_date_argument ||                \
    defined BAD_no_type || defined BAD_argument_size ||                        \
    defined BAD_cut_text || defined SOUND_frozen || defined SOUND_larger ||    \
    defined TIES
    say(check);
    check->host->held(check->sink, 1, 1);
#else
    check->host->held(check->sink, 0, JUDGED);
#endif
#if defined BAD_twice
    check->host->held(check->sink, 1, 1);
#elif defined BAD_early_term
    check->host->term(check->sink, 0, 0, GJ_SIDE_LEFT, 1000000);
#endif
    return 0;
}

#if defined TIES
static int32_t ties(const gj_check *check, uint32_t place)
{
    const gj_host *host = check->host;

    host->term(check->sink, 0, 0, GJ_SIDE_LEFT, 1000000);
#if defined BAD_far_term
    host->term(check->sink, 0, 4000000, GJ_SIDE_RIGHT, 1000000);
#elif defined BAD_term_side
    host->term(check->sink, 0, 1, GJ_SIDE_NONE, 1000000);
#elif defined BAD_late
    host->held(check->sink, place, 1);
#elif defined BAD_ties
    return 1;
#elif defined BAD_equality
    host->term(check->sink, 1, 1, GJ_SIDE_RIGHT, 1000000);
    host->term(check->sink, 0, 2, GJ_SIDE_RIGHT, 1000000);
#else
    host->term(check->sink, 0, GJ_NO_CELL, GJ_SIDE_RIGHT, 7000000);
#endif
    (void)place;
    return 0;
}
#endif

static const gj_message said = {SIZE(gj_message, 56), 0, GJ_TEXT("said"),
                                GJ_WORDS("说了{what}。", "it says {what}.")};
#if defined BAD_twin_messages
static const gj_message *const messages[] = {&said, &said, NULL};
#elif defined BAD_message_size
static const gj_message small = {8, 0, GJ_TEXT("said"), GJ_WORDS("说", "it")};
static const gj_message *const messages[] = {&said, &small, NULL};
#elif defined BAD_message_key
static const gj_message odd = {sizeof(gj_message), 0, GJ_TEXT("It Says"),
                               GJ_WORDS("说", "it")};
static const gj_message *const messages[] = {&said, &odd, NULL};
#elif defined BAD_message_words
static const gj_message mute = {
    sizeof(gj_message), 0, GJ_TEXT("mute"), {GJ_TEXT("\xff"), GJ_TEXT("it")}};
static const gj_message *const messages[] = {&said, &mute, NULL};
#else
static const gj_message *const messages[] = {&said, NULL};
#endif

static const gj_parameter parameter = {SIZE(gj_parameter, 72), GJ_PARAMETER_DAY,
                                       GJ_TEXT("day"),
#if defined BAD_parameter
                                       GJ_TEXT("02-30"),
#else
                                       GJ_TEXT("02-29"),
#endif
                                       GJ_WORDS("某日", "a day")};
#if defined BAD_twin_parameters
static const gj_parameter *const parameters[] = {&parameter, &parameter, NULL};
#elif defined BAD_parameter_type || defined BAD_parameter_name ||              \
    defined BAD_parameter_help || defined BAD_parameter_size ||                \
    defined BAD_parameter_integer || defined SOUND_parameters
static const gj_parameter other = {
#if defined BAD_parameter_size
    8,
#else
    sizeof(gj_parameter),
#endif
#if defined BAD_parameter_type
    9,
#else
    GJ_PARAMETER_INTEGER,
#endif
#if defined BAD_parameter_name
    GJ_TEXT("9 lives"),
#else
    GJ_TEXT("lives"),
#endif
#if defined BAD_parameter_integer
    GJ_TEXT("9.5"),
#else
    GJ_TEXT("9"),
#endif
#if defined BAD_parameter_help
    {GJ_TEXT("命"), {NULL, 0}},
#else
    GJ_WORDS("命", "lives"),
#endif
};
static const gj_parameter *const parameters[] = {&parameter, &other, NULL};
#else
static const gj_parameter *const parameters[] = {&parameter, NULL};
#endif

static const gj_rule rule = {
#if defined BAD_rule_size
    .size = 24,
#else
    .size = SIZE(gj_rule, 224),
#endif
#if defined BAD_severity
    .severity = 4,
#else
    .severity = GJ_WARNING,
#endif
#if defined BAD_rule_id
    .id = GJ_TEXT("The Rule"),
#else
    .id = GJ_TEXT("rule"),
#endif
    .title = GJ_WORDS("题", "title"),
    .basis = GJ_WORDS("据", "basis"),
    .about = GJ_WORDS("关于", "about"),
#if defined BAD_one_language
    .example = {GJ_TEXT("例"), {NULL, 0}},
#else
    .example = GJ_WORDS("例", "example"),
#endif
    .remedy = GJ_WORDS("改", "remedy"),
    .messages = messages,
    .parameters = parameters,
    .places = places,
#if !defined BAD_no_check
    .check = judge,
#endif
#if defined TIES
    .ties = ties,
#endif
};
#if defined BAD_twin_rules
static const gj_rule *const rules[] = {&rule, &rule, NULL};
#else
static const gj_rule *const rules[] = {&rule, NULL};
#endif

static int32_t open_form(const gj_opening *opening, void **state)
{
    (void)opening;
    (void)state;
#if defined BAD_open
    return 1;
#elif defined BAD_fault
    const gj_fault fault = {.size = sizeof fault,
                            .words = GJ_WORDS("数据不对", "the data is wrong")};
    opening->host->fault(opening->registry, &fault);
    return 0;
#else
    return 0;
#endif
}

GJ_EXPORT const gj_plugin gouji_plugin_v1 = {
#if defined BAD_small
    .size = 16,
#else
    .size = SIZE(gj_plugin, 104),
#endif
#if defined SOUND_larger
    .minor = GJ_ABI_MINOR + 1,
#endif
#if defined BAD_needs_newer
    .needs_minor = GJ_ABI_MINOR + 1,
#endif
#if defined BAD_name
    .name = GJ_TEXT("../bad"),
#elif defined BAD_same_name
    .name = GJ_TEXT("equations"),
#else
    .name = GJ_TEXT("probe"),
#endif
#if !defined BAD_no_version
    .version = GJ_TEXT("1.0"),
#endif
    .title = GJ_WORDS("试", "a probe"),
    .rules = rules,
    .open = open_form,
};
#endif
