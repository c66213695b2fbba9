#include "document/node.h"
gj_status gj_trouble_tell(gj_document *document, const gj_trouble *t,
                          gj_error *error)
{
    gj_position p = gj_document_position(document, t->at);
    gj_error_place(error, p.line, p.column);
    return gj_fail(error, GJ_FAILED_SYNTAX, "%d", "%d", t->kind);
}
