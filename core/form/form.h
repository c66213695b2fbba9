/* A form: what one kind of annual report is, as data read from its folder.
 *
 * form.json says how to recognise a report and where its unit, year and named
 * texts stand; layout.json says which cells there are, where they stand in the
 * printed tables, and what they are called. Everything here is read-only once
 * loaded and lives as long as the form. */
#ifndef GJ_FORM_FORM_H
#define GJ_FORM_FORM_H

#include <stdbool.h>

#include "base/digest.h"
#include "base/memo.h"
#include "base/memory.h"
#include "document/document.h"

/** No item, array or element. */
#define GJ_NONE UINT32_MAX

/** Which forms need no second look, see seal.h. */
typedef struct gj_seals gj_seals;

/* ---------------------------------------------------------------- layout */

/** A column or row of a printed table, or a heading over several. */
typedef struct gj_item {
    /** What stands for {column} or {row} in the block's cell pointer. Empty
        for headings that are not objects, and for the only item of a list
        that the pointer has no hole for. */
    gj_text key;
    /** As printed; as part of a cell's name; for narrow tables. */
    gj_words label;
    gj_words name;
    gj_words brief;
    /** The heading above, or GJ_NONE. */
    uint32_t parent;
    /** Index behind this item and all that is below it: next == own index + 1
        for a leaf. */
    uint32_t next;
    /** Headings above it. */
    uint32_t depth;
    /** GJ_CELL_COUNT or GJ_CELL_AMOUNT. */
    uint32_t kind;
} gj_item;

/** Items in preorder: a heading is followed by what stands below it. */
typedef struct gj_items {
    gj_item *at;
    uint32_t count;
    /** Levels of headings and leaves; 1 where there are no headings. */
    uint32_t levels;
} gj_items;

static inline bool gj_item_is_leaf(const gj_items *items, uint32_t item)
{
    return items->at[item].next == item + 1;
}

/** A rectangle of cells with its own columns and rows. */
typedef struct gj_block {
    gj_words caption;
    gj_words corner;
    /** Pointer of a cell with the holes {column} and {row}. It may have one
        part `*` before them: each element of an array has these rows. */
    gj_text cell;
    /** Index of that array in the form's list, or GJ_NONE. */
    uint32_t array;
    gj_items columns;
    gj_items rows;
} gj_block;

/** A printed table. */
typedef struct gj_table {
    gj_text id;
    gj_words title;
    /** First part of its cells' names: 表三. */
    gj_words name;
    gj_words note;
    gj_block *blocks;
    uint32_t block_count;
} gj_table;

/* ------------------------------------------------------------------ form */

/** One condition of recognition. */
typedef struct gj_condition {
    gj_text pointer;
    /** The text that must stand there; or, where that is empty, the type
        (GJ_NULL … GJ_OBJECT; GJ_TRUE means either boolean). */
    gj_text equals;
    uint32_t type;
} gj_condition;

/** A text that plugins may ask for by name. */
typedef struct gj_named {
    gj_text id;
    gj_text pointer;
    gj_words name;
    /** Bytes of the pointer to the object that it stands in, and the first text
        that stands in the same one. */
    uint32_t stem;
    uint32_t beside;
} gj_named;

/** One of the form's files. */
typedef struct gj_datum {
    /** The plugin that it is for; empty for form.json and the layout. */
    gj_text plugin;
    /** Path as opened, for messages. */
    gj_text file;
    gj_document *document;
    gj_buffer bytes;
} gj_datum;

struct gj_form {
    gj_text id;
    gj_words title;
    gj_words source;
    /** Folder it was read from. */
    gj_text folder;
    gj_condition *conditions;
    uint32_t condition_count;
    /** Pointers; unit_code is empty where the form has none. */
    gj_text unit;
    gj_text unit_code;
    gj_text year;
    gj_named *texts;
    uint32_t text_count;
    /** Hash table of their names: 1 + index, 0 for none; a power of two. */
    uint32_t *text_slots;
    uint32_t text_room;
    gj_table *tables;
    uint32_t table_count;
    /** Pointers of the arrays in cell pointers, up to the part `*`. */
    gj_text *arrays;
    uint32_t array_count;
    /** form.json, the layout, and then what plugins are given. */
    gj_datum *data;
    uint32_t datum_count;
    /** form.json's own document: its "sets" and "plugins" are read there. */
    gj_document *document;
    /** What all of it digests to, and whether a seal says that nothing is
        wrong with it. */
    gj_digest digest;
    bool sealed;
    /** Shapes in use, see shape.h. */
    struct gj_shape_cache *shapes;
    /** Names that gj_form_name() found, one memo for each language. */
    gj_memo *names;
    gj_arena arena;
};

/** Reads the form in a folder: form.json, its layout and its data files. What
    has a seal (NULL: nothing has) is not held against its schemas again. Fails
    with FILE, SYNTAX… or DATA; error has file, line and column. */
gj_status gj_form_load(gj_form **form, const char *folder,
                       const gj_seals *seals, gj_error *error);
void gj_form_free(gj_form *form);
/** Puts one file in the place of the data that the form names for a plugin;
    both texts must outlive the form. Fails with FILE and SYNTAX…, after which
    the form can only be freed. */
gj_status gj_form_replace_data(gj_form *form, gj_text plugin, const char *file,
                               gj_error *error);

/** Member of form.json's "sets"; the absent value if there is none. */
gj_value gj_form_set(const gj_form *form, gj_text name);
/** The object "plugins"/plugin; absent if there is none. */
gj_value gj_form_plugin(const gj_form *form, gj_text plugin);
/** The object "plugins"/plugin/"parameters"/rule; absent if there is none. */
gj_value gj_form_parameters(const gj_form *form, gj_text plugin, gj_text rule);
/** Index of the named text, or GJ_NO_TEXT. */
uint32_t gj_form_text(const gj_form *form, gj_text id);

/* ----------------------------------------------------------------- names */

/** Appends the official name of what stands at a pointer: a cell, a column,
    a row (`*` for the other part), a heading that is an object, a named text.
    Appends the pointer itself where the form has no name for it, and returns
    false. */
bool gj_form_name(const gj_form *form, gj_text pointer, gj_language language,
                  gj_buffer *out);

/** Appends an item's words with {n} replaced by element + 1. */
void gj_item_words(gj_text words, uint32_t element, gj_buffer *out);

#endif
