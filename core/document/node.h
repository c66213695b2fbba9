/* What a document is made of: seen by core/document only. */
#ifndef GJ_DOCUMENT_NODE_H
#define GJ_DOCUMENT_NODE_H

#include "document/look.h"

/** A container that is not closed yet. */
struct gj_frame {
    uint32_t node;
    /** Commas seen. */
    uint32_t commas;
    /** One bit for each key seen, chosen by the key's bytes: a bit not yet
        set proves that a key is new. */
    uint64_t seen;
    /** '}', ']', or 0 for the frame below the root. */
    char close;
    /** The keys are to be compared when the object closes. */
    bool compare;
};

/** Line and column at the beginning of a block of bytes. */
struct gj_mark {
    uint32_t line;
    uint32_t column;
};

/** What the reader expected, or what it does not accept. The first ones are
    places of the grammar: another thing may stand there, or the end. */
typedef enum gj_fault_kind {
    GJ_FAULT_NONE = 0,
    GJ_EXPECT_VALUE,
    GJ_EXPECT_ELEMENT,
    GJ_EXPECT_MEMBER,
    GJ_EXPECT_KEY,
    GJ_EXPECT_COLON,
    GJ_EXPECT_COMMA,
    GJ_EXPECT_END,
    GJ_FAULT_LITERAL,
    GJ_FAULT_NUMBER,
    /** The end, or a control character, within a string. */
    GJ_FAULT_STRING,
    GJ_FAULT_ESCAPE,
    GJ_FAULT_SURROGATE,
    GJ_FAULT_UTF8,
    GJ_FAULT_DUPLICATE,
    GJ_FAULT_DEPTH,
    GJ_FAULT_NODES,
    GJ_FAULT_MEMORY
} gj_fault_kind;

/** Where and why reading stopped. */
typedef struct gj_trouble {
    gj_fault_kind kind;
    /** Byte offset of what is at fault. */
    uint32_t at;
    /** Where what it belongs to began: the string, the number, the comma
        before, the first of two equal keys. */
    uint32_t since;
    /** Containers that are open; their frames are frames[1 … depth]. */
    uint32_t depth;
    /** The limit that was exceeded. */
    uint32_t limit;
} gj_trouble;

/** Says in both languages what is wrong, with line and column. */
gj_status gj_trouble_tell(gj_document *document, const gj_trouble *trouble,
                          gj_error *error);
/** Whether the trouble is that the bytes are no UTF-8: says so, with the
    encoding that they seem to be in, or returns GJ_OK. */
gj_status gj_encoding_tell(const gj_document *document,
                           const gj_trouble *trouble, gj_error *error);

/** A few words in both languages. */
typedef struct gj_phrase {
    char words[2][200];
} gj_phrase;

/** What stands at an offset before the end, for people. */
void gj_found_name(const gj_document *document, uint32_t at, gj_phrase *name);
/** Advice on what stands where something else was expected: a clause that
    begins with a semicolon, or nothing. `close` is the bracket that would
    close the innermost container. */
void gj_found_advice(const gj_document *document, const gj_trouble *trouble,
                     char close, gj_phrase *advice);

/** Two equal keys of one object, by node; second is GJ_NO_NODE if there are
    none. */
typedef struct gj_twins {
    uint32_t first;
    uint32_t second;
} gj_twins;

/** The first key of a closed or open object (its descendants reach to
    `end`) that is there a second time. Takes time linear in their bytes.
    Returns false when out of memory. */
bool gj_keys_compare(gj_document *document, uint32_t object, uint32_t end,
                     gj_twins *twins);
/** Seed of the hash, different for each run of the program. */
uint64_t gj_keys_seed(void);
/** A key of the object (whose keys are plain) before `key` with the same
    bytes, or GJ_NO_NODE. */
uint32_t gj_key_before(const gj_document *document, uint32_t object,
                       uint32_t key);

/** Appends what an escaped text (with its length) stands for to `to`, which
    has room for as many bytes. Returns the number of bytes written. The text
    is one that the reader accepted. */
size_t gj_text_decode(char *to, gj_text escaped);

/** End of the JSON number at the beginning of bytes[0..length), or the
    offset of the byte that makes it none with *sound false. */
size_t gj_number_measure(const char *bytes, size_t length, bool *sound);

#endif
