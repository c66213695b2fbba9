/* What the plugin itself says; what a rule says is in its ruleset. */
#include "say.h"

const gj_message gj_say_over_blank = {
    sizeof(gj_message), 0, GJ_TEXT("failed-over-blank"),
    GJ_WORDS("{place}：空白的{cell}无论填什么数，都不能成立：已填各格左边合计 "
             "{left}，右边合计 {right}。",
             "{place}: whatever {cell} holds, which is blank, this cannot "
             "hold: what is filled in makes {left} on the left and {right} on "
             "the right.")};
const gj_message gj_say_over_blanks = {
    sizeof(gj_message), 0, GJ_TEXT("failed-over-blanks"),
    GJ_WORDS(
        "{place}：空白的 {count} 格（{cell}等）无论填什么数，都不能成立：已填"
        "各格左边合计 {left}，右边合计 {right}。",
        "{place}: whatever the {count} blank cells ({cell} is one) hold, "
        "this cannot hold: what is filled in makes {left} on the left "
        "and {right} on the right.")};
const gj_message gj_say_not_assessable = {
    sizeof(gj_message), 0, GJ_TEXT("not-assessable"),
    GJ_WORDS("{cell}没有填数，{place}无法核对。",
             "{cell} has no number, so {place} cannot be assessed.")};
const gj_message gj_say_not_assessable_here = {
    sizeof(gj_message), 0, GJ_TEXT("not-assessable-here"),
    GJ_WORDS("{cell}没有填数，无法核对。",
             "{cell} has no number, so it cannot be assessed.")};
const gj_message gj_say_not_assessable_many = {
    sizeof(gj_message), 0, GJ_TEXT("not-assessable-many"),
    GJ_WORDS("{cell}等 {count} 格没有填数，{place}无法核对。",
             "{count} cells ({cell} is one) have no number, so {place} cannot "
             "be assessed.")};
const gj_message gj_say_not_assessable_text = {
    sizeof(gj_message), 0, GJ_TEXT("not-assessable-text"),
    GJ_WORDS("{place}：报告没有给出{text}，无法判断此规则是否适用。",
             "{place}: the report does not give \"{text}\", so it is not known "
             "whether this applies.")};

void gj_say_messages(const gj_message *list[GJ_SAY_MESSAGES], gj_message *own,
                     const gj_equation *equation)
{
    *own = (gj_message){.size = sizeof *own,
                        .key = GJ_TEXT("failed"),
                        .words = equation->message};
    list[0] = own;
    list[1] = &gj_say_over_blanks;
    list[2] = &gj_say_not_assessable;
    list[3] = &gj_say_not_assessable_many;
    list[4] = &gj_say_not_assessable_text;
    list[5] = &gj_say_not_assessable_here;
    list[6] = &gj_say_over_blank;
    list[7] = NULL;
}
