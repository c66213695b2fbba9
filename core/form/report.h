/* One report under check: a document bound to the cells of its form. */
#ifndef GJ_FORM_REPORT_H
#define GJ_FORM_REPORT_H

#include "form/shape.h"

/** Beyond this many units a number is taken for a slip of the pen. */
#define GJ_MAX_NUMBER INT64_C(1000000000000)

/** What the binding found wrong with the structure. */
enum {
    GJ_MISSING,
    /** A table or a group of cells is no object, or no array. */
    GJ_NOT_A_CONTAINER,
    GJ_NOT_A_NUMBER,
    GJ_OUT_OF_RANGE,
    GJ_TOO_MANY_DECIMALS,
    GJ_UNKNOWN_KEY
};

typedef struct gj_defect {
    uint32_t kind;
    /** Pointer of what is missing, wrong or unknown. */
    gj_text pointer;
    /** The value at fault; for what is missing, the object it should be in. */
    uint32_t node;
    /** For an unknown key: the nearest known one, or empty. */
    gj_text nearest;
} gj_defect;

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
    gj_defect *defects;
    size_t defect_count;
    size_t defect_room;
    /** Unknown keys beyond those that are listed. */
    uint64_t unlisted;
    /** Cells that the arrays have room for. */
    uint32_t room;
    gj_arena arena;
};

/** Binds a document to a form. The report's memory is kept from one report to
    the next; {0} is an empty one. Returns false, with nothing bound, where
    the report has more than GJ_MAX_CELLS cells. */
bool gj_report_bind(gj_report *report, const gj_form *form,
                    gj_document *document);
void gj_report_free(gj_report *report);

/** The value of a named text in this report; absent if there is none. */
gj_value gj_report_named(const gj_report *report, gj_text id);

#endif
