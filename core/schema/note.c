/* Taking down what is wrong. */
#include "schema/checker.h"
#include "schema/hash.h"

/* More are of no use to anybody: mismatches, their bytes, and bytes of one
   pointer. One more is noted than is told, to know that it is there. */
enum { MOST_NOTED = 10000, MOST_BYTES = 64 << 20, MOST_POINTER = 16 << 10 };

/* Appends a step's pointer. Where it would be too long it leads to the last
   value around the one meant that fits: false then. */
static bool put_pointer(gj_buffer *out, const gj_step *step)
{
    if (step == NULL)
        return true;
    if (!put_pointer(out, step->parent) ||
        out->length + step->key.length >= MOST_POINTER)
        return false;
    gj_buffer_byte(out, '/');
    if (step->key.data == NULL)
        gj_buffer_print(out, "%u", step->index);
    else
        gj_twig_escape(out, step->key);
    return true;
}

static bool is_missing(gj_fault_id id)
{
    return id == GJ_AT_REQUIRED || id == GJ_AT_DEPENDENT_REQUIRED;
}

static gj_text pointer_of(gj_checker *c, const gj_note *note)
{
    gj_step missing = {note->view->step, note->key, 0};

    gj_buffer_clear(&c->scratch);
    gj_buffer_string(&c->scratch, "");
    put_pointer(&c->scratch,
                is_missing(note->id) ? &missing : note->view->step);
    return gj_arena_text(&c->arena, gj_buffer_view(&c->scratch));
}

/* The name of the keyword that a twig is, or is in: what stands below it has
   a name of somebody else's choice. */
static gj_text keyword_of(const gj_tree *tree, uint32_t twig)
{
    uint32_t parent = tree->twigs[twig].parent;

    while (parent != GJ_NONE_HERE &&
           tree->twigs[parent].resource == GJ_NONE_HERE) {
        twig = parent;
        parent = tree->twigs[twig].parent;
    }
    return tree->twigs[twig].key;
}

/* The keyword's twig: of a type, of the schema that has it. */
static uint32_t keyword_twig(const gj_tree *tree, const gj_note *note)
{
    uint32_t type = note->id == GJ_AT_TYPE
                        ? gj_twig_member(tree, note->twig, "type")
                        : GJ_NONE_HERE;

    if (type != GJ_NONE_HERE)
        return type;
    return note->twig != GJ_NONE_HERE ? note->twig : note->block->twig;
}

static uint32_t depth_of(const gj_step *step)
{
    uint32_t depth = 0;

    for (; step != NULL; step = step->parent)
        depth++;
    return depth;
}

static void add_mismatch(gj_checker *c, const gj_note *note)
{
    const gj_tree *tree = &c->schema->store->trees[note->block->tree];
    uint32_t twig = keyword_twig(tree, note);
    gj_mismatch mismatch = {.id = note->id,
                            .value = note->view->value,
                            .pointer = pointer_of(c, note),
                            .key = note->key,
                            .nearest = note->nearest,
                            .keyword = keyword_of(tree, twig),
                            .document = note->block->tree,
                            .schema_value = tree->twigs[twig].value,
                            .depth = depth_of(note->view->step)};

    gj_buffer_clear(&c->scratch);
    gj_buffer_string(&c->scratch, "");
    gj_twig_pointer(tree, twig, &c->scratch);
    mismatch.schema_pointer =
        gj_arena_text(&c->arena, gj_buffer_view(&c->scratch));
    mismatch.words = gj_note_words(c, note);
    c->noted += sizeof mismatch + mismatch.pointer.length +
                mismatch.schema_pointer.length;
    gj_grow(&c->found, c->found_count, &c->found_room, sizeof *c->found);
    c->found[c->found_count++] = mismatch;
}

bool gj_goes_on(const gj_checker *c)
{
    return c->collect && !c->gave_up && c->found_count <= MOST_NOTED &&
           c->noted < MOST_BYTES;
}

void gj_note_drop_missing(gj_checker *c, gj_value object, gj_text key)
{
    enum { MOST_LOOKED_AT = 100 };
    size_t i = c->found_count;

    for (int n = 0; key.length > 0 && i > 0 && n < MOST_LOOKED_AT; n++) {
        const gj_mismatch *found = &c->found[--i];
        if (found->id != GJ_AT_REQUIRED || found->value.node != object.node ||
            found->value.owner != object.owner || !gj_text_is(found->key, key))
            continue;
        c->found_count--;
        memmove(&c->found[i], &c->found[i + 1],
                (c->found_count - i) * sizeof *c->found);
        return;
    }
}

static bool say_the_same(const gj_mismatch *a, const gj_mismatch *b)
{
    return a->id == b->id && gj_text_is(a->pointer, b->pointer) &&
           gj_text_is(a->words.en, b->words.en);
}

/* Two schemas may ask for the same: what they say is told once. */
static void drop_repetitions(gj_checker *c)
{
    gj_index known = {NULL, 0, 0};
    size_t count = 0;

    for (size_t i = 0; i < c->found_count; i++) {
        const gj_mismatch *own = &c->found[i];
        uint64_t hash = gj_mix_text(own->words.en,
                                    gj_mix_text(own->pointer, gj_hash_seed()));
        size_t at = 0;
        uint32_t other;
        do
            other = gj_index_next(&known, hash, &at);
        while (other != GJ_NONE_HERE && !say_the_same(&c->found[other], own));
        if (other != GJ_NONE_HERE)
            continue;
        gj_index_add(&known, hash, (uint32_t)count);
        c->found[count++] = *own;
    }
    gj_index_free(&known);
    c->found_count = count;
}

void gj_note_end(gj_checker *c)
{
    c->cut = !c->gave_up && c->collect && !gj_goes_on(c);
    if (c->found_count > 1)
        drop_repetitions(c);
    if (c->found_count > MOST_NOTED)
        c->found_count = MOST_NOTED;
}

bool gj_note_kinds(gj_checker *c, const gj_mismatch *kinds, size_t count)
{
    gj_mismatch mismatch = kinds[0];

    if (c->found_count > 0 && !gj_goes_on(c))
        return false;
    mismatch.id = GJ_AT_ENUM;
    mismatch.words = gj_note_words_of_kinds(c, kinds, count);
    gj_grow(&c->found, c->found_count, &c->found_room, sizeof *c->found);
    c->found[c->found_count++] = mismatch;
    return false;
}

bool gj_note_failure(gj_checker *c, const gj_note *note)
{
    bool first = c->collect && !c->gave_up && c->found_count == 0;

    if (first || gj_goes_on(c))
        add_mismatch(c, note);
    return false;
}

bool gj_give_up_checking(gj_checker *c, gj_fault_id id, const gj_clause *block,
                         const gj_view *view)
{
    if (c->gave_up)
        return false;
    c->found_count = 0;
    add_mismatch(
        c, &(gj_note){
               .id = id, .block = block, .twig = block->twig, .view = view});
    c->gave_up = true;
    return false;
}
