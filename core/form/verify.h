/* A form's own files against the schemas that they name. */
#ifndef GJ_FORM_VERIFY_H
#define GJ_FORM_VERIFY_H

#include "document/document.h"
#include "schema/schema.h"

/** Checks a JSON file with the schema that its member "$schema" names, if that
    is a file beside it: a URI is not followed, and where there is no such
    file nothing is checked. Schemas are kept in the store. Fails with DATA,
    file, line and column. */
gj_status gj_form_verify(gj_schema_store *store, const char *path,
                         gj_error *error);

/** Checks a document that was read from `path` with the schema in a file.
    Fails with DATA, file, line and column. */
gj_status gj_form_verify_document(gj_schema_store *store,
                                  const char *schema_path,
                                  gj_document *document, const char *path,
                                  gj_error *error);

#endif
