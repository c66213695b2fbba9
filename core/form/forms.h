/* The forms that are known, and which of them a report is of. */
#ifndef GJ_FORM_FORMS_H
#define GJ_FORM_FORMS_H

#include "form/form.h"

typedef struct gj_forms {
    gj_form **at;
    size_t count;
    size_t room;
} gj_forms;

/** Reads every form in a folder of forms (each subfolder with a form.json),
    in the order of their names. A form whose id is known already is left out:
    the folder given first wins. Fails with what gj_form_load() fails with,
    and with FILE where the folder cannot be read or has no form. */
gj_status gj_forms_add(gj_forms *forms, const char *folder,
                       const gj_seals *seals, gj_error *error);
void gj_forms_free(gj_forms *forms);

gj_form *gj_forms_find(const gj_forms *forms, gj_text id);

/** The form of a document: all its conditions hold, and it has more of them
    than any other that fits. NULL where none fits, or where two fit equally
    well (then *rival is one of them, else NULL). */
const gj_form *gj_forms_recognise(const gj_forms *forms, gj_document *document,
                                  const gj_form **rival);

#endif
