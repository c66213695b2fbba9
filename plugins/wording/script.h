/* The form's wording.json, as the plugin keeps it: rules, what each looks for,
 * and the words at which it begins to look. */
#ifndef GJ_WORDING_SCRIPT_H
#define GJ_WORDING_SCRIPT_H

#include "../common/match.h"
#include "../common/net.h"

enum {
    GJ_WORDING_RULES = 32,
    GJ_WORDING_TEXTS = 32,
    GJ_WORDING_FINDS = 64,
    GJ_WORDING_TRIGGERS = 254,
    GJ_WORDING_MENTIONS = 64,
    GJ_NO_TRIGGER = 255,
    /** Buckets of characters: by 14 bits of their second and third byte. Only
        64 rows of 64 are ever read, as such bytes have six bits. */
    GJ_WORDING_BUCKETS = 16384
};

/** How a rule judges a text. */
enum {
    /** By what it finds: nothing must be. */
    GJ_WORDING_FINDING,
    /** It must have so many characters. */
    GJ_WORDING_LENGTH,
    /** It must hold one of some words. */
    GJ_WORDING_MENTION
};

/** What else must be true of what a pattern found. */
enum {
    GJ_FIND_PLAIN,
    /** It begins with an earlier year than the report's, by so many years at
        most. */
    GJ_FIND_YEAR,
    /** The group "unit" is not the report's unit. */
    GJ_FIND_UNIT,
    /** The group "number", times 10000 where there is a group "times", is no
        multiple of this. */
    GJ_FIND_MULTIPLE
};

typedef struct gj_find {
    uint32_t rule;
    uint32_t kind;
    int64_t measure;
    gj_regex pattern;
    /** Where it matches the sentence, the find is none. */
    gj_regex unless;
    /** For GJ_FIND_UNIT: what the names of units look like that this is
        tried for. */
    gj_regex own;
    /** GJ_MATCH_… of `own` with the unit of the report of this number; 0 of
        none. */
    uint64_t own_report;
    int own_found;
} gj_find;

/** A word at which a find begins to look. */
typedef struct gj_trigger {
    gj_text word;
    uint8_t find;
    /** The next trigger of the bucket, or GJ_NO_TRIGGER. */
    uint8_t next;
} gj_trigger;

typedef struct gj_wording_rule {
    gj_rule rule;
    gj_message message;
    const gj_message *messages[4];
    uint32_t kind;
    /** Bit i: it reads text i. */
    uint32_t texts;
    /** For GJ_WORDING_LENGTH: how many characters. */
    int64_t least;
    /** For GJ_WORDING_MENTION: where its words stand among `mentions`. */
    uint32_t mention_first;
    uint32_t mention_count;
} gj_wording_rule;

typedef struct gj_script {
    /** Numbers in the form of all texts that any rule reads, and of the unit's
        name. */
    uint32_t texts[GJ_WORDING_TEXTS];
    uint32_t text_count;
    uint32_t unit;
    gj_wording_rule rules[GJ_WORDING_RULES];
    uint32_t rule_count;
    gj_find finds[GJ_WORDING_FINDS];
    uint32_t find_count;
    /** Up to where each find has searched the text at hand. */
    uint32_t done[GJ_WORDING_FINDS];
    gj_trigger triggers[GJ_WORDING_TRIGGERS];
    uint32_t trigger_count;
    gj_text mentions[GJ_WORDING_MENTIONS];
    uint32_t mention_count;
    /** Catches the triggers. */
    gj_net net;
    /** First trigger by its first character: of one byte or two, by the
        first; else by the last two. */
    uint8_t narrow[256];
    uint8_t wide[GJ_WORDING_BUCKETS];
} gj_script;

/** The bucket of a character of three bytes or four. */
static inline uint32_t gj_bucket(const char *at)
{
    uint16_t bytes;

    memcpy(&bytes, at + 1, sizeof bytes);
    return bytes % GJ_WORDING_BUCKETS;
}

/** The first of the triggers that may stand at a place of a text, or
    GJ_NO_TRIGGER. */
static inline uint8_t gj_trigger_at(const gj_script *script, gj_text text,
                                    uint32_t at)
{
    unsigned char first = (unsigned char)text.data[at];

    return first >= 0xE0 && text.length - at >= 3
               ? script->wide[gj_bucket(text.data + at)]
               : script->narrow[first];
}

/** Reads the form's data file. False after a fault; what was read until then
    is freed by gj_script_free(). */
bool gj_script_read(gj_script *script, const gj_opening *opening);
void gj_script_free(gj_script *script);

/** Said where an expression cannot be decided, and where so much was found that
    the rest was not looked for. */
extern const gj_message gj_wording_costly;
extern const gj_message gj_wording_more;

#endif
