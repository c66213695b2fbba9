/* What rules made from data can say, besides their own message. */
#ifndef GJ_EQUATIONS_MESSAGES_H
#define GJ_EQUATIONS_MESSAGES_H

#include "equation.h"

extern const gj_message gj_say_over_blank;
extern const gj_message gj_say_over_blanks;
extern const gj_message gj_say_not_assessable;
extern const gj_message gj_say_not_assessable_here;
extern const gj_message gj_say_not_assessable_many;
extern const gj_message gj_say_not_assessable_text;

/** How many messages a rule has, with the NULL behind them. */
enum { GJ_SAY_MESSAGES = 8 };

/** Fills the list of a rule's messages, NULL-terminated; `own` is storage for
    its own one, "failed". */
void gj_say_messages(const gj_message *list[GJ_SAY_MESSAGES], gj_message *own,
                     const gj_equation *equation);

#endif
