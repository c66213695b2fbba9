#include "form/places.h"

#include <stdlib.h>

/* Skeletons of which is known where the cells are, and cells that are not too
   many for it. */
enum { KEPT = 64, MOST_CELLS = 1 << 13 };

static size_t slot_of(uint64_t skeleton)
{
    return (size_t)(skeleton * UINT64_C(0x9E3779B97F4A7C15) >> 40) % KEPT;
}

const gj_places *gj_places_find(const gj_places_kept *kept,
                                const gj_shape *shape,
                                const gj_document *document)
{
    uint64_t skeleton = gj_document_skeleton(document);

    if (skeleton == 0 || kept->at == NULL)
        return NULL;
    const gj_places *places = &kept->at[slot_of(skeleton)];
    return places->form == shape->form && places->shape == shape->id &&
                   places->skeleton == skeleton
               ? places
               : NULL;
}

static uint32_t *copy_nodes(uint32_t *to, const uint32_t *nodes, size_t count)
{
    to = gj_renew(to, count, sizeof *to);
    if (count > 0)
        memcpy(to, nodes, count * sizeof *to);
    return to;
}

void gj_places_keep(gj_places_kept *kept, const gj_shape *shape,
                    const gj_document *document, const gj_places *places)
{
    uint64_t skeleton = gj_document_skeleton(document);
    size_t count = shape->cell_count;

    if (skeleton == 0 || count > MOST_CELLS)
        return;
    if (kept->at == NULL)
        kept->at = gj_new(KEPT, sizeof *kept->at);
    gj_places *place = &kept->at[slot_of(skeleton)];
    uint32_t *cells = copy_nodes(place->cells, places->cells, count);
    uint32_t *named =
        copy_nodes(place->named, places->named, shape->form->text_count);
    *place = *places;
    place->form = shape->form;
    place->shape = shape->id;
    place->skeleton = skeleton;
    place->cells = cells;
    place->named = named;
}

void gj_places_free(gj_places_kept *kept)
{
    for (size_t i = 0; kept->at != NULL && i < KEPT; i++) {
        free(kept->at[i].cells);
        free(kept->at[i].named);
    }
    free(kept->at);
    kept->at = NULL;
}
