/* A schema document as a tree that can be walked in all directions. */
#include <stdarg.h>
#include <stdio.h>

#include "schema/hash.h"
#include "schema/store.h"

/* Members from which on an object's keys are looked up in an index; bytes of a
   pointer, and of a text in a message. */
enum { FEW_MEMBERS = 16, MOST_POINTER = 16 << 10, MOST_SHOWN = 120 };

static uint32_t add_twig(gj_tree *tree, gj_value value, uint32_t parent)
{
    gj_grow(&tree->twigs, tree->count, &tree->room, sizeof *tree->twigs);
    tree->twigs[tree->count] = (gj_twig){.value = value,
                                         .type = tree->values->type(value),
                                         .parent = parent,
                                         .first = GJ_NONE_HERE,
                                         .next = GJ_NONE_HERE,
                                         .resource = GJ_NONE_HERE};
    return (uint32_t)tree->count++;
}

static uint64_t hash_of(uint32_t parent, gj_text key)
{
    return gj_mix_text(key, gj_mix_word(gj_hash_seed(), parent));
}

/* Adds the children of a twig: they stand side by side. */
static void add_children(gj_tree *tree, uint32_t parent)
{
    const gj_values *values = tree->values;
    gj_value child = values->first(tree->twigs[parent].value);
    uint32_t first = (uint32_t)tree->count;

    while (values->type(child) != GJ_ABSENT) {
        uint32_t twig = add_twig(tree, child, parent);
        if (tree->twigs[parent].type == GJ_OBJECT)
            tree->twigs[twig].key = values->key(child);
        if (twig == first)
            tree->twigs[parent].first = twig;
        else
            tree->twigs[twig - 1].next = twig;
        child = values->next(child);
    }
    if (tree->count - first <= FEW_MEMBERS ||
        tree->twigs[parent].type != GJ_OBJECT)
        return;
    for (uint32_t twig = first; twig < tree->count; twig++)
        gj_index_add(&tree->members, hash_of(parent, tree->twigs[twig].key),
                     twig);
}

void gj_tree_grow(gj_tree *tree)
{
    if (tree->count > 0)
        return;
    add_twig(tree, tree->root, GJ_NONE_HERE);
    for (uint32_t twig = 0; twig < tree->count; twig++)
        if (tree->twigs[twig].type >= GJ_ARRAY)
            add_children(tree, twig);
}

static uint32_t indexed_member(const gj_tree *tree, uint32_t twig, gj_text key)
{
    uint64_t hash = hash_of(twig, key);
    size_t at = 0;
    uint32_t found;

    while ((found = gj_index_next(&tree->members, hash, &at)) != GJ_NONE_HERE)
        if (tree->twigs[found].parent == twig &&
            gj_text_is(tree->twigs[found].key, key))
            break;
    return found;
}

static uint32_t member_of(const gj_tree *tree, uint32_t twig, gj_text key)
{
    uint32_t child = tree->twigs[twig].type == GJ_OBJECT
                         ? tree->twigs[twig].first
                         : GJ_NONE_HERE;

    for (int i = 0; child != GJ_NONE_HERE; i++) {
        if (gj_text_is(tree->twigs[child].key, key))
            return child;
        if (i == FEW_MEMBERS)
            return indexed_member(tree, twig, key);
        child = tree->twigs[child].next;
    }
    return child;
}

uint32_t gj_twig_member(const gj_tree *tree, uint32_t twig, const char *key)
{
    return member_of(tree, twig, gj_text_of(key));
}

int gj_shown_length(gj_text text)
{
    uint64_t length = text.length;

    if (length > MOST_SHOWN) {
        length = MOST_SHOWN;
        while (length > 0 && ((unsigned char)text.data[length] & 0xC0) == 0x80)
            length--;
    }
    return (int)length;
}

gj_text gj_twig_text(const gj_tree *tree, uint32_t twig)
{
    if (twig == GJ_NONE_HERE)
        return (gj_text){NULL, 0};
    return tree->values->text(tree->twigs[twig].value);
}

void gj_twig_escape(gj_buffer *out, gj_text key)
{
    for (uint64_t i = 0; i < key.length; i++) {
        if (key.data[i] == '~' || key.data[i] == '/')
            gj_buffer_string(out, key.data[i] == '~' ? "~0" : "~1");
        else
            gj_buffer_byte(out, key.data[i]);
    }
}

bool gj_twig_pointer(const gj_tree *tree, uint32_t twig, gj_buffer *out)
{
    const gj_twig *t = &tree->twigs[twig];

    if (t->parent == GJ_NONE_HERE)
        return true;
    if (!gj_twig_pointer(tree, t->parent, out) ||
        out->length + t->key.length >= MOST_POINTER)
        return false;
    gj_buffer_byte(out, '/');
    if (tree->twigs[t->parent].type == GJ_OBJECT)
        gj_twig_escape(out, t->key);
    else
        gj_buffer_print(out, "%u", twig - tree->twigs[t->parent].first);
    return true;
}

/* Decodes ~0 and ~1; false where a ~ stands alone. */
static bool decode(gj_buffer *out, gj_text part)
{
    for (uint64_t i = 0; i < part.length; i++) {
        char c = part.data[i];
        if (c == '~') {
            char next = i + 1 < part.length ? part.data[++i] : 'x';
            if (next != '0' && next != '1')
                return false;
            c = next == '0' ? '~' : '/';
        }
        gj_buffer_byte(out, c);
    }
    return true;
}

static uint32_t element_of(const gj_tree *tree, uint32_t twig, gj_text part)
{
    uint64_t index = 0;

    if (part.length == 0 || part.length > 9 ||
        (part.length > 1 && part.data[0] == '0'))
        return GJ_NONE_HERE;
    for (uint64_t i = 0; i < part.length; i++) {
        if (part.data[i] < '0' || part.data[i] > '9')
            return GJ_NONE_HERE;
        index = index * 10 + (uint64_t)(part.data[i] - '0');
    }
    if (tree->twigs[twig].first == GJ_NONE_HERE)
        return GJ_NONE_HERE;
    index += tree->twigs[twig].first;
    return index < tree->count && tree->twigs[index].parent == twig
               ? (uint32_t)index
               : GJ_NONE_HERE;
}

static uint32_t child_at(const gj_tree *tree, uint32_t twig, gj_text part)
{
    gj_buffer key = {0};
    uint32_t found = GJ_NONE_HERE;

    if (tree->twigs[twig].type == GJ_ARRAY)
        return element_of(tree, twig, part);
    if (decode(&key, part))
        found = member_of(tree, twig, gj_buffer_view(&key));
    gj_buffer_free(&key);
    return found;
}

uint32_t gj_twig_find(const gj_tree *tree, uint32_t from, gj_text pointer)
{
    const char *p = pointer.data;
    const char *end = p != NULL ? p + pointer.length : p;

    while (p != end && from != GJ_NONE_HERE) {
        if (*p++ != '/')
            return GJ_NONE_HERE;
        const char *slash = memchr(p, '/', (size_t)(end - p));
        const char *stop = slash != NULL ? slash : end;
        from = child_at(tree, from, (gj_text){p, (uint64_t)(stop - p)});
        p = stop;
    }
    return from;
}

static void place_fault(const gj_tree *tree, gj_schema_error *fault)
{
    if (tree->document != NULL) {
        gj_position place = gj_document_position(
            tree->document,
            gj_node_start(tree->document, gj_value_node(fault->value)));
        gj_error_place(&fault->error, place.line, place.column);
    }
    if (tree->path.length > 0)
        gj_error_file(&fault->error, tree->path.data);
}

/* Cut off between two characters where it is long, and where a key of it has a
   zero byte. */
static void copy_pointer(char *to, size_t room, gj_text pointer)
{
    const char *zero =
        pointer.length > 0 ? memchr(pointer.data, '\0', pointer.length) : NULL;
    size_t length =
        zero != NULL ? (size_t)(zero - pointer.data) : (size_t)pointer.length;

    if (length >= room) {
        length = room - 1;
        while (length > 0 &&
               ((unsigned char)pointer.data[length] & 0xC0) == 0x80)
            length--;
    }
    if (length > 0)
        memcpy(to, pointer.data, length);
    to[length] = '\0';
}

gj_status gj_twig_fail(const gj_tree *tree, uint32_t twig,
                       gj_schema_error *error, const char *zh, const char *en,
                       ...)
{
    gj_schema_error fault = {.value = tree->twigs[twig].value};
    gj_buffer pointer = {0};
    char words[2][768];
    va_list arguments;

    if (error == NULL || (error->error.status != GJ_OK && error->tell == NULL))
        return GJ_FAILED_DATA;
    va_start(arguments, en);
    vsnprintf(words[0], sizeof words[0], zh, arguments);
    va_end(arguments);
    va_start(arguments, en);
    vsnprintf(words[1], sizeof words[1], en, arguments);
    va_end(arguments);
    gj_twig_pointer(tree, twig, &pointer);
    copy_pointer(fault.pointer, sizeof fault.pointer, gj_buffer_view(&pointer));
    gj_buffer_free(&pointer);
    gj_fail(&fault.error, GJ_FAILED_DATA, "%s%.0s（#%s）", "%.0s%s (#%s)",
            words[0], words[1], fault.pointer);
    place_fault(tree, &fault);
    fault.tell = error->tell;
    fault.context = error->context;
    if (error->tell != NULL)
        error->tell(error->context, &fault);
    if (error->error.status == GJ_OK)
        *error = fault;
    return GJ_FAILED_DATA;
}

void gj_twig_place(const gj_tree *tree, uint32_t twig, gj_buffer *out)
{
    gj_schema_error fault = {.value = tree->twigs[twig].value};

    place_fault(tree, &fault);
    if (fault.error.line > 0)
        gj_buffer_print(out, "%s:%u:%u", fault.error.file, fault.error.line,
                        fault.error.column);
    else
        gj_twig_pointer(tree, twig, out);
}
