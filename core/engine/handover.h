/* What a worker tells its parent when it has loaded its plugins, as flat
 * bytes: the catalogues, and what is at fault. */
#ifndef GJ_ENGINE_HANDOVER_H
#define GJ_ENGINE_HANDOVER_H

#include "engine/engine.h"

typedef struct gj_handover {
    /** What gj_engine_open_plugins() failed with. */
    gj_error error;
    /** One for each kit: its encoded catalogue; or why there is none. */
    gj_buffer *catalogues;
    gj_error *broken;
    size_t kit_count;
    gj_error *refusals;
    size_t refusal_count;
    size_t refusal_room;
    /** Of engine.examined, where one was; or why not. */
    gj_examination examination;
    gj_error unexamined;
} gj_handover;

/** Takes the next bytes; they are lent until it returns. */
typedef void gj_handover_take(void *context, gj_text bytes);
/** Gives it piece by piece: catalogues from where they are. */
void gj_handover_give(const gj_engine *engine, const gj_error *error,
                      gj_handover_take *take, void *context);
/** Returns false where the bytes are no hand-over of `kit_count` kits. To be
    freed in any case. */
bool gj_handover_read(gj_handover *handover, gj_text bytes, size_t kit_count);
void gj_handover_free(gj_handover *handover);

#endif
