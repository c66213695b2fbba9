/* Reading the members of gouji's own data files: each helper takes an object
 * and a key, checks the type, and on a fault says file, line and column. */
#ifndef GJ_FORM_FIELDS_H
#define GJ_FORM_FIELDS_H

#include "form/form.h"

/** A data file being read. Texts that are handed out are copied into the
    arena. After the first fault every helper still returns something
    harmless; the caller looks at error->status at the end. */
typedef struct gj_fields {
    gj_document *document;
    gj_arena *arena;
    const char *file;
    gj_error *error;
} gj_fields;

/** Opens a data file: reads and parses it. limits may be NULL. The error has
    the file set. */
gj_status gj_fields_open(gj_document *document, gj_buffer *bytes,
                         const char *file, const gj_limits *limits,
                         gj_error *error);

/** Puts the place of a node into an error that was just noted. */
void gj_fields_place(const gj_fields *fields, uint32_t node);

/** Whether a member must be there. */
enum { GJ_OPTIONAL = 0, GJ_REQUIRED = 1 };

/** A member of a type (GJ_NULL … GJ_OBJECT); GJ_NO_NODE where it is not there
    or is of another type. */
uint32_t gj_field(const gj_fields *fields, uint32_t object, const char *key,
                  uint32_t type, int required);
/** A text; empty where it is not there. */
gj_text gj_field_text(const gj_fields *fields, uint32_t object, const char *key,
                      int required);
/** {"zh": …, "en": …}; empty where it is not there. */
gj_words gj_field_words(const gj_fields *fields, uint32_t object,
                        const char *key, int required);
/** A JSON Pointer: a text that is empty or begins with a slash. */
gj_text gj_field_pointer(const gj_fields *fields, uint32_t object,
                         const char *key, int required);
/** Refuses every member whose key is not in the NULL-terminated list. */
void gj_fields_only(const gj_fields *fields, uint32_t object,
                    const char *const *keys);

#endif
