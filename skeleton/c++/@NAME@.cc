/* @NAME@: a plugin for gouji with one rule, which is an example: make it yours.
 *
 * Of all requests in table 3, no more than a tenth is carried forward. The
 * parameter "percent" makes that another share. gouji/plugin.h says what each
 * function of the host means; nothing else of gouji is needed. An exception
 * must not leave a callback. */
#include <gouji/plugin.h>

#include <array>
#include <optional>
#include <string_view>

namespace
{

/* ------------------------------------------------------------- the cells */

enum { NEW, CARRIED_OVER, CARRIED_FORWARD, CELLS };

constexpr std::array<std::string_view, CELLS> pointers = {
    "/requests/total/new", "/requests/total/carried_over",
    "/requests/total/carried_forward"};

using Cells = std::array<uint32_t, CELLS>;

/** The cells of this report; none where its form does not have them all. */
std::optional<Cells> find(const gj_check *check)
{
    const gj_shape *shape = check->host->shape(check->report);
    Cells cells;

    for (size_t i = 0; i < CELLS; i++) {
        cells[i] = GJ_NO_CELL;
        check->host->match(
            shape, gj_text{pointers[i].data(), pointers[i].size()},
            [](void *context, gj_text, uint32_t cell) -> int32_t {
                *static_cast<uint32_t *>(context) = cell;
                return 1;
            },
            &cells[i]);
        if (cells[i] == GJ_NO_CELL)
            return std::nullopt;
    }
    return cells;
}

/* ---------------------------------------------------------- the judgement */

/** A form with other cells has no place for this rule. */
uint32_t places(const gj_check *check)
{
    return find(check) ? 1 : 0;
}

/** Never guess what stands in a blank: say that it cannot be judged. */
void leave_open(const gj_check *check, uint32_t cell)
{
    const gj_location open = {
        .size = sizeof open, .cell = cell, .role = GJ_ROLE_OPEN};
    const gj_location *const related[] = {&open, nullptr};
    const gj_argument blank = {.size = sizeof blank,
                               .type = GJ_ARGUMENT_CELL,
                               .name = GJ_TEXT("cell"),
                               .integer = cell};
    const gj_argument *const arguments[] = {&blank, nullptr};
    const gj_finding why = {.size = sizeof why,
                            .message = GJ_TEXT("blank"),
                            .arguments = arguments,
                            .primary = &open,
                            .related = related};

    check->host->not_assessable(check->sink, &why);
}

gj_argument number(gj_text name, int64_t value)
{
    return {.size = sizeof(gj_argument),
            .type = GJ_ARGUMENT_INTEGER,
            .name = name,
            .integer = value};
}

/** A term of what is demanded, as it is written: of 100 a <= 10 b, a stands
    left, 100 times. */
gj_location term(uint32_t cell, uint32_t side, int64_t times)
{
    return {.size = sizeof(gj_location),
            .cell = cell,
            .role = GJ_ROLE_TERM,
            .side = side,
            .coefficient = times * 1000000};
}

void fail(const gj_check *check, const Cells &cells, int64_t all, int64_t left,
          int64_t percent)
{
    const gj_location spot = term(cells[CARRIED_FORWARD], GJ_SIDE_LEFT, 100);
    const gj_location received = term(cells[NEW], GJ_SIDE_RIGHT, percent);
    const gj_location carried_over =
        term(cells[CARRIED_OVER], GJ_SIDE_RIGHT, percent);
    const gj_location *const related[] = {&spot, &received, &carried_over,
                                          nullptr};
    const gj_argument numbers[] = {number(GJ_TEXT("all"), all),
                                   number(GJ_TEXT("left"), left),
                                   number(GJ_TEXT("percent"), percent)};
    const gj_argument *const arguments[] = {&numbers[0], &numbers[1],
                                            &numbers[2], nullptr};
    const gj_finding finding = {.size = sizeof finding,
                                .message = GJ_TEXT("too-many"),
                                .arguments = arguments,
                                .primary = &spot,
                                .related = related};

    check->host->failed(check->sink, &finding);
}

/** One verdict for the one place. */
int32_t check_left_over(const gj_check *check)
{
    const gj_host *host = check->host;
    const gj_cells *all_cells = host->cells(check->report);
    const std::optional<Cells> cells = find(check);
    int64_t percent =
        host->parameter_integer(check->sink, gj_text GJ_TEXT("percent"));
    std::array<int64_t, CELLS> count;

    if (!cells || percent < 0 || percent > 100)
        return 1;
    for (size_t i = 0; i < CELLS; i++) {
        uint32_t cell = (*cells)[i];
        if (all_cells->states[cell] != GJ_CELL_NUMBER) {
            leave_open(check, cell);
            return 0;
        }
        /* Amounts are counted in millionths; requests are whole. */
        count[i] = all_cells->values[cell] / 1000000;
    }
    int64_t all = count[NEW] + count[CARRIED_OVER];
    if (count[CARRIED_FORWARD] * 100 > all * percent)
        fail(check, *cells, all, count[CARRIED_FORWARD], percent);
    else
        host->held(check->sink, 0, 1);
    return 0;
}

/* --------------------------------------------------------------- the words */

const gj_message too_many = {
    .size = sizeof too_many,
    .key = GJ_TEXT("too-many"),
    .words =
        GJ_WORDS("全部 {all} 件申请中有 {left} 件结转下年，超过 {percent}%。",
                 "{left} of {all} requests carried forward, more than "
                 "{percent}%.")};
const gj_message blank = {
    .size = sizeof blank,
    .key = GJ_TEXT("blank"),
    .words = GJ_WORDS("{cell}没有填数，无法判断结转是否过多。",
                      "{cell} holds no number, so it cannot be said whether "
                      "too many are carried forward.")};
const gj_message *const messages[] = {&too_many, &blank, nullptr};

const gj_parameter percent = {
    .size = sizeof percent,
    .type = GJ_PARAMETER_INTEGER,
    .name = GJ_TEXT("percent"),
    .initial = GJ_TEXT("10"),
    .help = GJ_WORDS("结转最多占百分之几，0 到 100",
                     "the most that may be carried forward, per cent")};
const gj_parameter *const parameters[] = {&percent, nullptr};

const gj_rule left_over = {
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
const gj_rule *const rules[] = {&left_over, nullptr};

} // namespace

GJ_EXPORT const gj_plugin gouji_plugin_v1 = {
    .size = sizeof gouji_plugin_v1,
    .minor = GJ_ABI_MINOR,
    .name = GJ_TEXT("@NAME@"),
    .version = GJ_TEXT("0.1.0"),
    .title = GJ_WORDS("本机关自己的规则", "Rules of our own office"),
    .rules = rules};
