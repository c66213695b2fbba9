/* The numbers that officials write: 1,234, １２３４, 一百二十, 两, 1.2万. */
#ifndef GJ_NARRATIVE_NUMERAL_H
#define GJ_NARRATIVE_NUMERAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** One million millionths. */
#define GJ_UNIT INT64_C(1000000)

/** Beyond this many units a run of digits is no number that counts. */
#define GJ_MOST_UNITS INT64_C(1000000000000)

typedef struct gj_number {
    /** Millionths. */
    int64_t value;
    /** What one more in the last printed digit would add, in millionths, where
        the number may have been rounded (1.2万: a thousand units); else 0. */
    int64_t grain;
    /** Digits as written, without separators; decimals are not among them. */
    uint32_t digits;
    uint32_t decimals;
    /** Written with characters, not with digits. */
    bool hanzi;
} gj_number;

/** Reads the number that the UTF-8 text begins with; returns the bytes it
    takes, 0 where there is none or it is beyond GJ_MOST_UNITS. */
size_t gj_number_read(gj_number *number, const char *text, size_t length);

/** Decodes the character that the text begins with: half- and full-width forms
    become one, as do the commas, brackets and colons of both widths. Returns
    its bytes, 0 at the end of the text. */
static inline size_t gj_letter_read(uint32_t *letter, const char *text,
                                    size_t length);
/** The same, of any character. */
size_t gj_letter_any(uint32_t *letter, const char *text, size_t length);

/** The same, of the first character that is no space. */
static inline size_t gj_letter_behind(uint32_t *letter, const char *text,
                                      size_t length);
size_t gj_letter_behind_any(uint32_t *letter, const char *text, size_t length);

/** Bytes of the spaces, of any width, that the text begins with. */
static inline size_t gj_spaces(const char *text, size_t length);
/** The same, of any text. */
size_t gj_spaces_any(const char *text, size_t length);

/** The character of three bytes at p, as it stands. */
static inline uint32_t gj_letter_wide(const char *p)
{
    return ((uint8_t)p[0] & 0x0Fu) << 12 | ((uint8_t)p[1] & 0x3Fu) << 6 |
           ((uint8_t)p[2] & 0x3Fu);
}

/* Most characters lie between U+4000 and U+9FFF, and are what they are. */
static inline bool gj_is_common(const char *text, size_t length)
{
    return length >= 3 && (uint8_t)*text >= 0xE4 && (uint8_t)*text <= 0xE9;
}

static inline size_t gj_letter_read(uint32_t *letter, const char *text,
                                    size_t length)
{
    if (!gj_is_common(text, length))
        return gj_letter_any(letter, text, length);
    *letter = gj_letter_wide(text);
    return 3;
}

/* The widest space begins with E3, as few characters do. */
static inline size_t gj_spaces(const char *text, size_t length)
{
    return length == 0 || (uint8_t)*text > 0xE3 ? 0
                                                : gj_spaces_any(text, length);
}

static inline size_t gj_letter_behind(uint32_t *letter, const char *text,
                                      size_t length)
{
    if (!gj_is_common(text, length))
        return gj_letter_behind_any(letter, text, length);
    *letter = gj_letter_wide(text);
    return 3;
}

#endif
