#include "form/layout.h"
#include "form/part.h"

void gj_item_words(gj_text words, uint32_t element, gj_buffer *out)
{
    for (size_t i = 0; i < words.length; i++) {
        if (element != GJ_NONE && words.length - i >= 3 &&
            memcmp(words.data + i, "{n}", 3) == 0) {
            gj_buffer_print(out, "%u", element + 1);
            i += 2;
        } else {
            gj_buffer_byte(out, words.data[i]);
        }
    }
}

/** What is being named, and in what. */
typedef struct naming {
    gj_text pointer;
    gj_language language;
    gj_buffer *out;
    gj_buffer candidate;
} naming;

/** What is numbered has no name where any number is meant. */
static void add_part(naming *n, gj_text words, uint32_t element)
{
    if (words.length == 0 ||
        (element == GJ_NONE && memmem(words.data, words.length, "{n}", 3)))
        return;
    if (n->out->length > 0)
        gj_buffer_string(n->out, gj_say(n->language, "·", " · "));
    gj_item_words(words, element, n->out);
}

static void add_path(naming *n, const gj_items *items, uint32_t item,
                     uint32_t element)
{
    if (items->at[item].parent != GJ_NONE)
        add_path(n, items, items->at[item].parent, element);
    add_part(n, gj_words_in(items->at[item].name, n->language), element);
}

/** Compares part by part; `*` in the candidate takes any element's number,
    which goes to *element. */
static bool fits(gj_text candidate, gj_text pointer, uint32_t *element)
{
    gj_text expected;
    gj_text part;

    while (gj_part_next(&candidate, &expected)) {
        if (!gj_part_next(&pointer, &part))
            return false;
        if (gj_text_is(expected, part))
            continue;
        if (!gj_text_is(expected, gj_text_of("*")) ||
            gj_part_number(part) == UINT32_MAX)
            return false;
        *element = gj_part_number(part);
    }
    return pointer.length == 0;
}

/** Tries one column and row, either of which may be GJ_NONE: "any". A name
    has them in the order of the pointer. */
static bool try_names(naming *n, const gj_table *table, const gj_block *block,
                      uint32_t column, uint32_t row)
{
    const gj_items *columns = &block->columns;
    const gj_items *rows = &block->rows;
    uint32_t element = GJ_NONE;

    gj_buffer_clear(&n->candidate);
    gj_block_pointer(block, column == GJ_NONE ? NULL : &columns->at[column],
                     row == GJ_NONE ? NULL : &rows->at[row], GJ_NONE,
                     &n->candidate);
    gj_text candidate = gj_buffer_view(&n->candidate);
    /* A column or row alone ends where the hole for the other one was, if
       that one comes last. */
    uint32_t last = gj_block_column_first(block) ? row : column;
    if (last == GJ_NONE && candidate.length >= 2)
        candidate.length -= 2;
    if (!fits(candidate, n->pointer, &element))
        return false;
    add_part(n, gj_words_in(table->name, n->language), GJ_NONE);
    bool column_first = gj_block_column_first(block);
    for (int turn = 0; turn < 2; turn++) {
        bool of_column = column_first == (turn == 0);
        uint32_t item = of_column ? column : row;
        if (item != GJ_NONE)
            add_path(n, of_column ? columns : rows, item, element);
    }
    return true;
}

/** Whether an item can stand in a pointer: it has a key, or the pointer has
    no hole for it. */
static bool stands(const gj_items *items, uint32_t item, bool hole)
{
    return hole ? items->at[item].key.length > 0 : gj_item_is_leaf(items, item);
}

static bool name_in_block(naming *n, const gj_table *table,
                          const gj_block *block)
{
    bool column_hole = gj_block_has_column(block);
    bool row_hole = gj_block_has_row(block);

    for (uint32_t c = 0; c < block->columns.count; c++) {
        if (!stands(&block->columns, c, column_hole))
            continue;
        for (uint32_t r = 0; r < block->rows.count; r++)
            if (stands(&block->rows, r, row_hole) &&
                try_names(n, table, block, c, r))
                return true;
        if (row_hole && column_hole && try_names(n, table, block, c, GJ_NONE))
            return true;
    }
    for (uint32_t r = 0; column_hole && r < block->rows.count; r++)
        if (stands(&block->rows, r, row_hole) &&
            try_names(n, table, block, GJ_NONE, r))
            return true;
    return false;
}

static bool name_in_tables(naming *n, const gj_form *form)
{
    for (uint32_t t = 0; t < form->table_count; t++)
        for (uint32_t b = 0; b < form->tables[t].block_count; b++)
            if (name_in_block(n, &form->tables[t], &form->tables[t].blocks[b]))
                return true;
    return false;
}

static bool name_of_text(naming *n, const gj_form *form)
{
    for (uint32_t i = 0; i < form->text_count; i++) {
        if (!gj_text_is(form->texts[i].pointer, n->pointer))
            continue;
        gj_buffer_text(n->out, gj_words_in(form->texts[i].name, n->language));
        return true;
    }
    return false;
}

/** Finds a name, and says first whether there is one. */
static void find_name(const gj_form *form, gj_text pointer,
                      gj_language language, gj_buffer *answer)
{
    gj_buffer name = {0};
    naming n = {.pointer = pointer, .language = language, .out = &name};
    bool named = name_in_tables(&n, form) || name_of_text(&n, form);

    gj_buffer_byte(answer, named ? 'y' : 'n');
    gj_buffer_text(answer, named ? gj_buffer_view(&name) : pointer);
    gj_buffer_free(&n.candidate);
    gj_buffer_free(&name);
}

bool gj_form_name(const gj_form *form, gj_text pointer, gj_language language,
                  gj_buffer *out)
{
    bool known;

    if (form == NULL || pointer.length == 0) {
        gj_buffer_text(out, pointer);
        return false;
    }
    gj_buffer *answer = gj_memo_find(&form->names[language], pointer, &known);
    if (!known)
        find_name(form, pointer, language, answer);
    gj_buffer_add(out, answer->data + 1, answer->length - 1);
    return answer->data[0] == 'y';
}
