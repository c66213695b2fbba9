/* timeliness: was the report published when the Regulations say? Also the
 * model for a plugin written by hand: two rules, each a constant struct and a
 * function, and nothing else. */
#include <gouji/plugin.h>

#include <stdbool.h>
#include <string.h>

/* A day is YYYYMMDD, so that days compare as numbers. 0 is no day. */

static uint32_t read_day(gj_text text)
{
    static const uint32_t lengths[] = {31, 29, 31, 30, 31, 30,
                                       31, 31, 30, 31, 30, 31};
    uint32_t number = 0;

    if (text.length != 10 || text.data[4] != '-' || text.data[7] != '-')
        return 0;
    for (int i = 0; i < 10; i++) {
        if (i == 4 || i == 7)
            continue;
        if (text.data[i] < '0' || text.data[i] > '9')
            return 0;
        number = number * 10 + (uint32_t)(text.data[i] - '0');
    }
    uint32_t year = number / 10000, month = number / 100 % 100;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (month < 1 || month > 12 || number % 100 < 1 ||
        number % 100 > lengths[month - 1] - (month == 2 && !leap))
        return 0;
    return number;
}

static gj_value published_on(const gj_check *check)
{
    return check->host->named(check->report, (gj_text)GJ_TEXT("published_on"));
}

/** A draft has no date yet, and a report without a year has no deadline. A day
    of a later year than 9999 cannot be written. */
static uint32_t places(const gj_check *check)
{
    const gj_values *values = check->host->values;
    uint32_t type = values->type(published_on(check));
    int64_t year = check->host->year(check->report);

    return type != GJ_ABSENT && type != GJ_NULL && year > 0 && year < 10000;
}

/** Says that the report was published on one day and that another one counts,
    or that it cannot be said. */
static void say(const gj_check *check, const char *message, uint32_t day,
                uint32_t limit, bool failed)
{
    const gj_location primary = {.size = sizeof primary,
                                 .cell = GJ_NO_CELL,
                                 .value = published_on(check)};
    const gj_argument published = {.size = sizeof published,
                                   .type = GJ_ARGUMENT_DATE,
                                   .name = GJ_TEXT("published"),
                                   .integer = day};
    const gj_argument counts = {.size = sizeof counts,
                                .type = GJ_ARGUMENT_DATE,
                                .name = GJ_TEXT("limit"),
                                .integer = limit};
    const gj_argument *const arguments[] = {&published, &counts, NULL};
    const gj_finding finding = {.size = sizeof finding,
                                .message = {message, strlen(message)},
                                .arguments = arguments,
                                .primary = &primary};

    if (failed)
        check->host->failed(check->sink, &finding);
    else
        check->host->not_assessable(check->sink, &finding);
}

static const gj_message no_date = {
    sizeof(gj_message), 0, GJ_TEXT("no-date"),
    GJ_WORDS("公布日期不是 YYYY-MM-DD 形式的有效日期，无法判断。",
             "the date of publication is no valid YYYY-MM-DD, so this cannot "
             "be assessed.")};

/* ------------------------------------------------ published-by-deadline */

/** Deadline of a kind of unit; 0 where the kind is not known. */
static uint32_t deadline(const gj_check *check, uint32_t due,
                         uint32_t government_due)
{
    static const char *const public_bodies[] = {"government", "township",
                                                "subdistrict"};
    static const char *const others[] = {"department",
                                         "authorised_organization"};
    const gj_values *values = check->host->values;
    gj_text kind = values->text(
        check->host->named(check->report, (gj_text)GJ_TEXT("kind")));

    if (check->state == NULL)
        return due;
    for (size_t i = 0; i < 3; i++)
        if (kind.length == strlen(public_bodies[i]) &&
            memcmp(kind.data, public_bodies[i], kind.length) == 0)
            return government_due;
    for (size_t i = 0; i < 2; i++)
        if (kind.length == strlen(others[i]) &&
            memcmp(kind.data, others[i], kind.length) == 0)
            return due;
    return 0;
}

static int32_t check_deadline(const gj_check *check)
{
    const gj_host *host = check->host;
    uint32_t year = (uint32_t)(host->year(check->report) + 1) * 10000;
    uint32_t due =
        year + host->parameter_day(check->sink, (gj_text)GJ_TEXT("due"));
    uint32_t late = year + host->parameter_day(
                               check->sink, (gj_text)GJ_TEXT("government_due"));
    uint32_t day = read_day(host->values->text(published_on(check)));
    uint32_t limit = deadline(check, due, late);
    uint32_t earlier = due < late ? due : late;
    uint32_t later = due < late ? late : due;

    if (day == 0)
        say(check, "no-date", 0, 0, false);
    else if (day <= (limit ? limit : earlier))
        host->held(check->sink, 0, 1);
    else if (limit != 0 || day > later)
        say(check, "late", day, limit ? limit : later, true);
    else
        say(check, "kind-unknown", day, earlier, false);
    return 0;
}

static const gj_message late_message = {
    sizeof(gj_message), 0, GJ_TEXT("late"),
    GJ_WORDS("报告于{published}公布，晚于规定的{limit}。",
             "the report was published on {published}, after the deadline of "
             "{limit}.")};
static const gj_message kind_unknown = {
    sizeof(gj_message), 0, GJ_TEXT("kind-unknown"),
    GJ_WORDS(
        "报告于{published}公布；没有写明单位类别，不知是否应在{limit}前公布。",
        "the report was published on {published}; the kind of unit is "
        "not given, so it is not known whether {limit} was its deadline.")};
static const gj_message *const deadline_messages[] = {
    &late_message, &kind_unknown, &no_date, NULL};

static const gj_parameter due = {
    sizeof(gj_parameter), GJ_PARAMETER_DAY, GJ_TEXT("due"), GJ_TEXT("01-31"),
    GJ_WORDS("部门在次年的最后公布日", "last day for departments, next year")};
static const gj_parameter government_due = {
    sizeof(gj_parameter), GJ_PARAMETER_DAY, GJ_TEXT("government_due"),
    GJ_TEXT("03-31"),
    GJ_WORDS("政府在次年的最后公布日", "last day for governments, next year")};
static const gj_parameter *const deadline_parameters[] = {&due, &government_due,
                                                          NULL};

static const gj_rule published_by_deadline = {
    .size = sizeof(gj_rule),
    .severity = GJ_WARNING,
    .id = GJ_TEXT("published-by-deadline"),
    .title = GJ_WORDS("年度报告在规定期限内公布",
                      "the report was published by the deadline"),
    .basis = GJ_WORDS("《政府信息公开条例》第四十九条",
                      "Regulations on Open Government Information, article 49"),
    .about =
        GJ_WORDS("部门应在次年 1 月 31 日前、政府应在次年 3 月 31 日前公布上"
                 "一年度报告。没有写公布日期的是草稿，不作判断。",
                 "Departments publish by 31 January of the next year, "
                 "governments by 31 March. A draft has no date yet and "
                 "is not judged."),
    .example = GJ_WORDS("某局 2024 年度报告于 2025 年 2 月 10 日公布。",
                        "A bureau's 2024 report came out on 10 February 2025."),
    .remedy = GJ_WORDS("核对公布日期；确已逾期的，说明原因。",
                       "Check the date; where it was late, say why."),
    .messages = deadline_messages,
    .parameters = deadline_parameters,
    .places = places,
    .check = check_deadline};

/* --------------------------------------------------- not-before-year-end */

static int32_t check_year_end(const gj_check *check)
{
    const gj_host *host = check->host;
    uint32_t end =
        (uint32_t)host->year(check->report) * 10000 +
        host->parameter_day(check->sink, (gj_text)GJ_TEXT("period_end"));
    uint32_t day = read_day(host->values->text(published_on(check)));

    if (day == 0)
        say(check, "no-date", 0, 0, false);
    else if (day > end)
        host->held(check->sink, 0, 1);
    else
        say(check, "early", day, end, true);
    return 0;
}

static const gj_message early = {
    sizeof(gj_message), 0, GJ_TEXT("early"),
    GJ_WORDS("报告于{published}公布，而统计期到{limit}"
             "才结束；单位若已撤并，请注明。",
             "the report was published on {published}, but its period ends on "
             "{limit}; if the unit was abolished, say so.")};
static const gj_message *const year_end_messages[] = {&early, &no_date, NULL};
static const gj_parameter period_end = {
    sizeof(gj_parameter), GJ_PARAMETER_DAY, GJ_TEXT("period_end"),
    GJ_TEXT("12-31"),
    GJ_WORDS("统计期在报告年度的最后一天",
             "last day of the period, in the report's year")};
static const gj_parameter *const year_end_parameters[] = {&period_end, NULL};

static const gj_rule not_before_year_end = {
    .size = sizeof(gj_rule),
    .severity = GJ_WARNING,
    .id = GJ_TEXT("not-before-year-end"),
    .title = GJ_WORDS("年度报告在统计期结束后公布",
                      "the report was published after its period had ended"),
    .basis = GJ_WORDS("《政府信息公开条例》第四十九条",
                      "Regulations on Open Government Information, article 49"),
    .about =
        GJ_WORDS("全年的数字要到统计期结束才齐全；更早的公布日期多半是写错了"
                 "年份，也可能单位已撤并。",
                 "The figures are complete when the period ends; an "
                 "earlier date is mostly a wrong year, or the unit was "
                 "abolished."),
    .example = GJ_WORDS("2024 年度报告的公布日期写作 2024-01-20。",
                        "A 2024 report is dated 2024-01-20."),
    .remedy = GJ_WORDS("核对公布日期的年份。", "Check the year of the date."),
    .messages = year_end_messages,
    .parameters = year_end_parameters,
    .places = places,
    .check = check_year_end};

/* ---------------------------------------------------------------- plugin */

/** A form that names no kinds of units has one deadline for all. The state is
    only ever compared with NULL. */
static int32_t open_form(const gj_opening *opening, void **state)
{
    static char kinds_matter;

    if (opening->host->form_names(opening->form, (gj_text)GJ_TEXT("kind")))
        *state = &kinds_matter;
    return 0;
}

static const gj_rule *const rules[] = {&published_by_deadline,
                                       &not_before_year_end, NULL};

GJ_EXPORT const gj_plugin gouji_plugin_v1 = {
    .size = sizeof(gj_plugin),
    .minor = GJ_ABI_MINOR,
    .name = GJ_TEXT("timeliness"),
    .version = GJ_TEXT("0.1.0"),
    .title =
        GJ_WORDS("时限：报告何时公布", "Timeliness: when it was published"),
    .rules = rules,
    .open = open_form,
};
