/* Reading narrative.json: shared by the files that do it. */
#ifndef GJ_NARRATIVE_SCRIPTING_H
#define GJ_NARRATIVE_SCRIPTING_H

#include "sum.h"

typedef struct gj_scripting {
    gj_script *script;
    const gj_opening *opening;
    const gj_values *values;
    gj_value root;
    /** These very files were found sound before: what only looks for faults is
        left out, and what only some reports need is put off. */
    bool sealed;
    bool failed;
} gj_scripting;

/** Reports a fault of a value; the first one counts. */
void gj_script_fault(gj_scripting *s, gj_value value, const char *zh,
                     const char *en);
void gj_script_fault_in(gj_scripting *s, gj_value value,
                        const gj_mistake *mistake);

/** A member of a type; anything else is a fault. With GJ_ABSENT, of any type
    and maybe not there. */
gj_value gj_member(gj_scripting *s, gj_value object, const char *key,
                   uint32_t type);
/** A text that must be there; kept. */
gj_text gj_member_text(gj_scripting *s, gj_value object, const char *key);
/** Words in both languages, or one text for both; kept. */
gj_words gj_member_words(gj_scripting *s, gj_value object, const char *key);
/** Takes a member's pattern, and sees that it is sound unless that is known;
    false where it is not there, or after a fault. */
bool gj_member_pattern(gj_scripting *s, gj_value object, const char *key,
                       gj_pattern *pattern, bool required);

/** The quantity of a name; NULL, after a fault, where there is none. */
gj_quantity *gj_script_quantity(gj_scripting *s, gj_value name);

/** Reads "rules", and registers them. */
void gj_script_read_rules(gj_scripting *s);

#endif
