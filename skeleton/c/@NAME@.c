/* @NAME@: a plugin for gouji with one rule, which is an example: make it yours.
 *
 * Of all requests in table 3, no more than a tenth is carried forward. The
 * parameter "percent" makes that another share. gouji/plugin.h says what each
 * function of the host means; nothing else of gouji is needed. */
#include <gouji/plugin.h>

#include <string.h>

/* ------------------------------------------------------------- the cells */

enum { NEW, CARRIED_OVER, CARRIED_FORWARD, CELLS };

static const char *const pointers[CELLS] = {"/requests/total/new",
                                            "/requests/total/carried_over",
                                            "/requests/total/carried_forward"};

/** Takes down the cell that a pattern leads to. */
static int32_t take(void *context, gj_text pointer, uint32_t cell)
{
    (void)pointer;
    *(uint32_t *)context = cell;
    return 1;
}

/** The cells of this report; 0 where its form does not have them all. */
static uint32_t find(uint32_t cell[CELLS], const gj_check *check)
{
    const gj_host *host = check->host;
    const gj_shape *shape = host->shape(check->report);

    for (int i = 0; i < CELLS; i++) {
        gj_text pointer = {pointers[i], strlen(pointers[i])};
        cell[i] = GJ_NO_CELL;
        host->match(shape, pointer, take, &cell[i]);
        if (cell[i] == GJ_NO_CELL)
            return 0;
    }
    return 1;
}

/* ---------------------------------------------------------- the judgement */

/** A form with other cells has no place for this rule. */
static uint32_t places(const gj_check *check)
{
    uint32_t cell[CELLS];
    return find(cell, check);
}

/** Never guess what stands in a blank: say that it cannot be judged. */
static void leave_open(const gj_check *check, uint32_t cell)
{
    const gj_location open = {
        .size = sizeof open, .cell = cell, .role = GJ_ROLE_OPEN};
    const gj_location *const related[] = {&open, NULL};
    const gj_argument blank = {.size = sizeof blank,
                               .type = GJ_ARGUMENT_CELL,
                               .name = GJ_TEXT("cell"),
                               .integer = cell};
    const gj_argument *const arguments[] = {&blank, NULL};
    const gj_finding why = {.size = sizeof why,
                            .message = GJ_TEXT("blank"),
                            .arguments = arguments,
                            .primary = &open,
                            .related = related};

    check->host->not_assessable(check->sink, &why);
}

/** A term of what is demanded, as it is written: of 100 a <= 10 b, a stands
    left, 100 times. */
static gj_location term(uint32_t cell, uint32_t side, int64_t times)
{
    return (gj_location){.size = sizeof(gj_location),
                         .cell = cell,
                         .role = GJ_ROLE_TERM,
                         .side = side,
                         .coefficient = times * 1000000};
}

static void fail(const gj_check *check, const uint32_t cell[CELLS], int64_t all,
                 int64_t left, int64_t percent)
{
    const gj_location terms[] = {
        term(cell[CARRIED_FORWARD], GJ_SIDE_LEFT, 100),
        term(cell[NEW], GJ_SIDE_RIGHT, percent),
        term(cell[CARRIED_OVER], GJ_SIDE_RIGHT, percent)};
    const gj_location *const related[] = {&terms[0], &terms[1], &terms[2],
                                          NULL};
    const gj_argument numbers[] = {
        {.size = sizeof *numbers,
         .type = GJ_ARGUMENT_INTEGER,
         .name = GJ_TEXT("all"),
         .integer = all},
        {.size = sizeof *numbers,
         .type = GJ_ARGUMENT_INTEGER,
         .name = GJ_TEXT("left"),
         .integer = left},
        {.size = sizeof *numbers,
         .type = GJ_ARGUMENT_INTEGER,
         .name = GJ_TEXT("percent"),
         .integer = percent},
    };
    const gj_argument *const arguments[] = {&numbers[0], &numbers[1],
                                            &numbers[2], NULL};
    const gj_finding finding = {.size = sizeof finding,
                                .message = GJ_TEXT("too-many"),
                                .arguments = arguments,
                                .primary = &terms[0],
                                .related = related};

    check->host->failed(check->sink, &finding);
}

/** One verdict for the one place. */
static int32_t check_left_over(const gj_check *check)
{
    const gj_host *host = check->host;
    const gj_cells *cells = host->cells(check->report);
    int64_t percent =
        host->parameter_integer(check->sink, (gj_text)GJ_TEXT("percent"));
    int64_t count[CELLS];
    uint32_t cell[CELLS];

    if (!find(cell, check) || percent < 0 || percent > 100)
        return 1;
    for (int i = 0; i < CELLS; i++) {
        if (cells->states[cell[i]] != GJ_CELL_NUMBER) {
            leave_open(check, cell[i]);
            return 0;
        }
        /* Amounts are counted in millionths; requests are whole. */
        count[i] = cells->values[cell[i]] / 1000000;
    }
    int64_t all = count[NEW] + count[CARRIED_OVER];
    if (count[CARRIED_FORWARD] * 100 > all * percent)
        fail(check, cell, all, count[CARRIED_FORWARD], percent);
    else
        host->held(check->sink, 0, 1);
    return 0;
}

/* --------------------------------------------------------------- the words */

static const gj_message too_many = {
    .size = sizeof too_many,
    .key = GJ_TEXT("too-many"),
    .words =
        GJ_WORDS("全部 {all} 件申请中有 {left} 件结转下年，超过 {percent}%。",
                 "{left} of {all} requests carried forward, more than "
                 "{percent}%.")};
static const gj_message blank = {
    .size = sizeof blank,
    .key = GJ_TEXT("blank"),
    .words = GJ_WORDS("{cell}没有填数，无法判断结转是否过多。",
                      "{cell} holds no number, so it cannot be said whether "
                      "too many are carried forward.")};
static const gj_message *const messages[] = {&too_many, &blank, NULL};

static const gj_parameter percent = {
    .size = sizeof percent,
    .type = GJ_PARAMETER_INTEGER,
    .name = GJ_TEXT("percent"),
    .initial = GJ_TEXT("10"),
    .help = GJ_WORDS("结转最多占百分之几，0 到 100",
                     "the most that may be carried forward, per cent")};
static const gj_parameter *const parameters[] = {&percent, NULL};

static const gj_rule left_over = {
    .size = sizeof left_over,
    .severity = GJ_WARNING,
    .id = GJ_TEXT("left-over"),
    .title =
        GJ_WORDS("结转下年的申请不超过全部申请的一成",
                 "No more than a tenth of the requests is carried forward"),
    .basis = GJ_WORDS("本机关的办理目标", "this office's own target"),
    .about = GJ_WORDS("结转过多，往往说明年底前有一批申请没有按期答复。",
                      "A large remainder often means that requests were left "
                      "unanswered at the year's end."),
    .example = GJ_WORDS("新收和上年结转共 50 件，结转下年 6 件。",
                        "Of 50 requests, new and carried over, 6 are carried "
                        "forward."),
    .remedy = GJ_WORDS("核对年底未答复的申请；属实的，在第五部分说明原因。",
                       "Check what was unanswered at the year's end; where it "
                       "is so, give the reason in part 5."),
    .messages = messages,
    .parameters = parameters,
    .places = places,
    .check = check_left_over};
static const gj_rule *const rules[] = {&left_over, NULL};

GJ_EXPORT const gj_plugin gouji_plugin_v1 = {
    .size = sizeof gouji_plugin_v1,
    .minor = GJ_ABI_MINOR,
    .name = GJ_TEXT("@NAME@"),
    .version = GJ_TEXT("0.1.0"),
    .title = GJ_WORDS("本机关自己的规则", "Rules of our own office"),
    .rules = rules};
