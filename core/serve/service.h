/* The service behind libgouji: questions in, answers out, one at a time. Where
 * they come from is no affair of its. */
#ifndef GJ_SERVE_SERVICE_H
#define GJ_SERVE_SERVICE_H

#include "base/text.h"
#include "serve/wire.h"

/** Contained: plugins run in processes of their own; else in this one. */
gj_service *gj_service_new(bool contained);
/** Appends the answer to a question. */
void gj_service_answer(gj_service *service, gj_text head, gj_text body,
                       gj_buffer *answer);
void gj_service_free(gj_service *service);

#endif
