/* What a rule says about a place that failed or could not be judged. */
#ifndef GJ_EQUATIONS_SAY_H
#define GJ_EQUATIONS_SAY_H

#include "judge.h"

/** Message keys besides the rule's own, which is "failed"; NULL-terminated
    with it in front once gj_say_messages() has filled it in. */
enum { GJ_SAY_MESSAGES = 8 };

/** Fills the list of a rule's messages; `own` is storage for its own one. */
void gj_say_messages(const gj_message *list[GJ_SAY_MESSAGES], gj_message *own,
                     const gj_equation *equation);

/** Gives the verdict on a place that does not hold. */
void gj_say_failed(const gj_case *judged, gj_sink *sink, uint32_t place);
void gj_say_unsure(const gj_case *judged, gj_sink *sink, uint32_t place);

/** What is said where a rule's own message cannot be. */
extern const gj_message gj_say_over_blank;
extern const gj_message gj_say_over_blanks;
extern const gj_message gj_say_not_assessable;
extern const gj_message gj_say_not_assessable_here;
extern const gj_message gj_say_not_assessable_many;
extern const gj_message gj_say_not_assessable_text;

#endif
