/* What is wrong with schemas, in the order of reading. */
#ifndef GJ_CLI_FAULTS_H
#define GJ_CLI_FAULTS_H

#include "schema/schema.h"

/** {0} is empty. */
typedef struct gj_faults {
    gj_error *all;
    size_t count;
    size_t room;
} gj_faults;

/** For gj_schema_error: takes a fault into the gj_faults that context points
    to. */
void gj_faults_take(void *context, const gj_schema_error *fault);
/** Puts them in the order of their places, one for each: of two that stand at
    the same the first that was found. */
void gj_faults_sort(gj_faults *faults);
void gj_faults_free(gj_faults *faults);

#endif
