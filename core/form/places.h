/* Where the cells of a form stand in documents of one skeleton: found once,
 * and then known for every document that has it. */
#ifndef GJ_FORM_PLACES_H
#define GJ_FORM_PLACES_H

#include "form/shape.h"

/** Nodes of a report; GJ_NO_NODE where there is none. */
typedef struct gj_places {
    /** Of what they are known; no form: of nothing. */
    const gj_form *form;
    uint64_t shape;
    uint64_t skeleton;
    uint32_t unit;
    uint32_t unit_code;
    uint32_t year;
    /** One for each of the shape's cells, and of the form's named texts. */
    uint32_t *cells;
    uint32_t *named;
} gj_places;

/** Those that were kept last: {0} keeps none yet. */
typedef struct gj_places_kept {
    gj_places *at;
} gj_places_kept;

/** What is known of a document's skeleton, or NULL. Lent until more is kept. */
const gj_places *gj_places_find(const gj_places_kept *kept,
                                const gj_shape *shape,
                                const gj_document *document);
/** Keeps a copy, for documents with the skeleton of this one; in the place of
    another, it may be. */
void gj_places_keep(gj_places_kept *kept, const gj_shape *shape,
                    const gj_document *document, const gj_places *places);
void gj_places_free(gj_places_kept *kept);

#endif
