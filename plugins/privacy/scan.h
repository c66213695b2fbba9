/* Finding in a text what may be personal: one pass over its bytes stops at
 * what can begin such a thing, and only there is looked closer. */
#ifndef GJ_PRIVACY_SCAN_H
#define GJ_PRIVACY_SCAN_H

#include "lens.h"

/** What is personal. */
enum {
    GJ_SECRET_IDENTITY,
    GJ_SECRET_MOBILE,
    GJ_SECRET_CARD,
    GJ_SECRET_MAIL,
    GJ_SECRET_PLATE,
    GJ_SECRET_KINDS
};

/** One find: its kind, the index of its text, and its bytes in there. */
typedef struct gj_secret {
    uint32_t kind;
    uint32_t text;
    uint32_t offset;
    uint32_t length;
} gj_secret;

/** Finds, in the order of the texts; kept from one report to the next. */
typedef struct gj_secrets {
    gj_secret *at;
    size_t count;
    size_t room;
    /** There was no memory for one more. */
    bool lost;
} gj_secrets;

/** A text under the pass. */
typedef struct gj_sight {
    const gj_lens *lens;
    gj_text text;
    uint32_t index;
    /** The year before which somebody was born whose number it is. */
    int64_t year;
    gj_secrets *out;
} gj_sight;

/** Appends what the text holds. */
void gj_sight_scan(const gj_sight *sight);

/** Appends one find. */
void gj_sight_add(const gj_sight *sight, uint32_t kind, size_t from, size_t to);

/* Each looks closer at one kind of beginning, and returns up to where the text
   has been dealt with, which is beyond `at`. */
size_t gj_sight_number(const gj_sight *sight, size_t at);
size_t gj_sight_mail(const gj_sight *sight, size_t at);
size_t gj_sight_plate(const gj_sight *sight, size_t at);

enum { GJ_SHOWN_BYTES = 96 };

/** What may be shown of a find: asterisks for all but a few characters. Returns
    the bytes written. */
size_t gj_secret_show(char shown[GJ_SHOWN_BYTES], uint32_t kind,
                      gj_text secret);

/** Value of the half- or full-width digit at `at`, and its bytes; -1 where
    there is none. */
int gj_digit_at(gj_text text, size_t at, size_t *bytes);

static inline bool gj_is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static inline bool gj_is_upper(char byte)
{
    return byte >= 'A' && byte <= 'Z';
}

static inline bool gj_is_latin(char byte)
{
    return gj_is_digit(byte) || gj_is_upper(byte) ||
           (byte >= 'a' && byte <= 'z');
}

#endif
