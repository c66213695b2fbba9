/* A form's own files against the schemas that they name. */
#ifndef GJ_FORM_VERIFY_H
#define GJ_FORM_VERIFY_H

#include "form/form.h"
#include "schema/schema.h"

/** Appends the path of the schema that a file names as "$schema", if that is a
    file: a URI is not followed. False where there is none. */
bool gj_form_find_schema(const gj_datum *datum, gj_buffer *path);

/** Checks a file with the schema that it names; where there is none, nothing
    is checked. Schemas are kept in the store. Fails with DATA, file, line and
    column. */
gj_status gj_form_verify(gj_schema_store *store, const gj_datum *datum,
                         gj_error *error);

/** Who wants to know of every fault. */
typedef struct gj_fault_ear {
    void (*tell)(void *context, const gj_error *fault);
    void *context;
} gj_fault_ear;

/** Checks a document that was read from `path` with the schema in a file.
    Fails with DATA, file, line and column of the first fault; where `ear` is
    not NULL it is told all but the last one, which goes into error. */
gj_status gj_form_verify_document(gj_schema_store *store,
                                  const char *schema_path,
                                  gj_document *document, const char *path,
                                  const gj_fault_ear *ear, gj_error *error);

#endif
