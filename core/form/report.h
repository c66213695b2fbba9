/* One report under check: a document bound to the cells of its form. */
#ifndef GJ_FORM_REPORT_H
#define GJ_FORM_REPORT_H

#include "form/places.h"

/** Beyond this many units a number takes no part in arithmetic. */
#define GJ_MAX_NUMBER INT64_C(1000000000000)

struct gj_report {
    /** Never that of another report that this process has bound. */
    uint64_t id;
    const gj_form *form;
    const gj_shape *shape;
    gj_document *document;
    /** values, states and kinds for plugins. */
    gj_cells cells;
    /** The cells' nodes; GJ_NO_NODE where absent. */
    uint32_t *nodes;
    gj_text unit;
    gj_text unit_code;
    int64_t year;
    uint32_t today;
    /** The cells' pages, and cells that there is room for in them. */
    gj_pages pages;
    uint32_t room;
    /** Nodes of the form's named texts, as far as they have been asked for:
        several plugins read the same ones. Behind them, those of the objects
        that they stand in, by the first text in each. */
    uint32_t *named;
    uint32_t named_room;
    gj_places_kept places;
};

/** Binds a document to a form. What is missing, unknown or no number is told
    by the cells' states alone: that the structure is sound is a rule's
    affair. The report's memory is kept from one report to
    the next; {0} is an empty one. Returns false, with nothing bound, where
    the report has more than GJ_MAX_CELLS cells. */
bool gj_report_bind(gj_report *report, const gj_form *form,
                    gj_document *document);
void gj_report_free(gj_report *report);

/** The value of a named text in this report, by its index in the form; absent
    if there is none. */
gj_value gj_report_text(const gj_report *report, uint32_t index);
/** The same, by its name. */
gj_value gj_report_named(const gj_report *report, gj_text id);

#endif
