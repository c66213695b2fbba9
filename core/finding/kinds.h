/* Kinds of records in an encoded result. */
#ifndef GJ_FINDING_KINDS_H
#define GJ_FINDING_KINDS_H

enum {
    GJ_RECORD_HEAD = 1,
    GJ_RECORD_CHECKS = 2,
    GJ_RECORD_FINDING = 3,
    GJ_RECORD_PRIMARY = 4,
    GJ_RECORD_RELATED = 5,
    GJ_RECORD_ARGUMENT = 6,
    GJ_RECORD_CELLS = 7,
    GJ_RECORD_TIE = 8,
    GJ_RECORD_HELD = 9
};

#endif
