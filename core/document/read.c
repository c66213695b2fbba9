/* The reader: one loop over the bytes, with an explicit stack. */
#include <stdlib.h>

#include "document/reader.h"

enum {
    DEFAULT_BYTES = 64 << 20,
    DEFAULT_DEPTH = 256,
    DEFAULT_NODES = 16 << 20,
    FIRST_NODES = 4096,
    FIRST_FRAMES = 64,
    /* Objects with more members compare their keys when they close. */
    SMALL_OBJECT = 16
};

__attribute__((cold)) const char *gj_reader_stop(gj_reader *r,
                                                 gj_fault_kind kind,
                                                 const char *at,
                                                 const char *since)
{
    r->trouble.kind = kind;
    r->trouble.at = (uint32_t)((at < r->end ? at : r->end) - r->begin);
    r->trouble.since = (uint32_t)(since - r->begin);
    return NULL;
}

/* Sets where the next node goes, and how far the nodes there are may be
   used. */
static void use_nodes(gj_reader *r, uint32_t used)
{
    gj_document *d = r->document;
    uint32_t room = d->node_room;

    if (room > r->limits.nodes)
        room = r->limits.nodes;
    r->node = d->nodes + used;
    r->node_end = d->nodes + room;
}

__attribute__((cold)) bool gj_reader_grow(gj_reader *r, const char *p)
{
    gj_document *d = r->document;
    uint32_t used = (uint32_t)(r->node - d->nodes);
    uint64_t room = d->node_room ? (uint64_t)d->node_room * 2 : FIRST_NODES;

    if (used >= r->limits.nodes) {
        r->trouble.limit = r->limits.nodes;
        return gj_reader_stop(r, GJ_FAULT_NODES, p, p) != NULL;
    }
    if (room > r->limits.nodes)
        room = r->limits.nodes;
    if (!gj_pages_grow(&d->pages, (size_t)room * sizeof *d->nodes,
                       used * sizeof *d->nodes))
        return gj_reader_stop(r, GJ_FAULT_MEMORY, p, p) != NULL;
    d->nodes = d->pages.own;
    d->node_room = (uint32_t)room;
    use_nodes(r, used);
    return true;
}

const char *gj_reader_number(gj_reader *r, const char *p)
{
    bool sound;
    size_t length = gj_number_measure(p, (size_t)(r->end - p), &sound);
    return sound ? p + length
                 : gj_reader_stop(r, GJ_FAULT_NUMBER, p + length, p);
}

static __attribute__((noinline, cold)) bool grow_frames(gj_reader *r,
                                                        const char *p)
{
    gj_document *d = r->document;
    uint32_t depth = (uint32_t)(r->frame - d->frames);
    uint32_t room = d->frame_room * 2;
    gj_frame *frames = realloc(d->frames, room * sizeof *frames);

    if (frames == NULL)
        return gj_reader_stop(r, GJ_FAULT_MEMORY, p, p) != NULL;
    d->frames = frames;
    d->frame_room = room;
    r->frame = frames + depth;
    return true;
}

/* Opens the container whose bracket is at p. */
GJ_INLINE const char *open_container(gj_reader *r, const char *p)
{
    uint32_t depth = (uint32_t)(r->frame - r->document->frames);
    gj_node *node = gj_new_node(r, p);

    if (GJ_RARELY(node == NULL))
        return NULL;
    if (GJ_RARELY(depth >= r->limits.depth)) {
        r->trouble.limit = r->limits.depth;
        return gj_reader_stop(r, GJ_FAULT_DEPTH, p, p);
    }
    if (GJ_RARELY(depth + 1 >= r->document->frame_room) && !grow_frames(r, p))
        return NULL;
    gj_fill_node(r, node, p, p, *p == '{' ? GJ_OBJECT : GJ_ARRAY);
    *++r->frame = (gj_frame){
        .node = (uint32_t)(node - r->document->nodes),
        .close = *p == '{' ? '}' : ']',
    };
    return gj_skip_space(p + 1, r->end);
}

static __attribute__((noinline)) bool compare_keys(gj_reader *r, const char *p)
{
    gj_document *d = r->document;
    uint32_t count = (uint32_t)(r->node - d->nodes);
    gj_twins twins;

    if (!gj_keys_compare(d, r->frame->node, count, &twins))
        return gj_reader_stop(r, GJ_FAULT_MEMORY, p, p) != NULL;
    if (twins.second == GJ_NO_NODE)
        return true;
    return gj_reader_stop(r, GJ_FAULT_DUPLICATE,
                          r->begin + d->nodes[twins.second].start,
                          r->begin + d->nodes[twins.first].start) != NULL;
}

/* Closes the container at whose closing bracket p is. */
GJ_INLINE const char *close_container(gj_reader *r, const char *p,
                                      uint32_t size)
{
    if (GJ_RARELY(r->frame->compare) && !compare_keys(r, p))
        return NULL;
    gj_node *node = r->document->nodes + r->frame->node;
    node->end = (uint32_t)(p + 1 - r->begin);
    node->tag |= size << GJ_TAG_SHIFT;
    node->next = (uint32_t)(r->node - r->document->nodes);
    r->frame--;
    return p + 1;
}

/* Looks at a key whose bit was seen before. */
static __attribute__((noinline)) bool new_key(gj_reader *r, uint32_t key)
{
    gj_document *d = r->document;
    uint32_t twin;

    if (r->frame->commas >= SMALL_OBJECT) {
        r->frame->compare = true;
        return true;
    }
    twin = gj_key_before(d, r->frame->node, key);
    if (twin == GJ_NO_NODE)
        return true;
    return gj_reader_stop(r, GJ_FAULT_DUPLICATE, r->begin + d->nodes[key].start,
                          r->begin + d->nodes[twin].start) != NULL;
}

/* Reads a key and its colon. */
GJ_INLINE const char *read_key(gj_reader *r, const char *p,
                               gj_fault_kind expected)
{
    const char *start = p;

    if (GJ_RARELY(p >= r->end || *p != '"'))
        return gj_reader_stop(r, expected, p, p);
    p = gj_read_string(r, p, GJ_KEY);
    if (GJ_RARELY(p == NULL))
        return NULL;
    if (GJ_RARELY(r->node[-1].tag & GJ_ESCAPED)) {
        r->frame->compare = true;
    } else {
        uint64_t bit = gj_key_bit(start + 1, (uint32_t)(p - start) - 2);
        if (GJ_RARELY(r->frame->seen & bit) &&
            !new_key(r, (uint32_t)(r->node - r->document->nodes) - 1))
            return NULL;
        r->frame->seen |= bit;
    }
    p = gj_skip_space(p, r->end);
    if (GJ_RARELY(p >= r->end || *p != ':'))
        return gj_reader_stop(r, GJ_EXPECT_COLON, p, start);
    return gj_skip_space(p + 1, r->end);
}

/* Goes to the first value in the container just opened, p being at what
   follows its bracket; or, when it is empty, behind it with *empty set. */
GJ_INLINE const char *enter(gj_reader *r, const char *p,
                            gj_fault_kind *expected, bool *empty)
{
    *empty = *p == r->frame->close && p < r->end;
    if (GJ_RARELY(*empty))
        return close_container(r, p, 0);
    if (r->frame->close == '}') {
        *expected = GJ_EXPECT_VALUE;
        return read_key(r, p, GJ_EXPECT_MEMBER);
    }
    *expected = GJ_EXPECT_ELEMENT;
    return p;
}

/* Goes from behind a value to the next one, closing what closes; or, when
   the root is complete, stays behind it with *complete set. */
GJ_INLINE const char *go_on(gj_reader *r, const char *p, bool *complete)
{
    for (;;) {
        *complete = r->frame->close == 0;
        if (*complete)
            return p;
        p = gj_skip_space(p, r->end);
        if (*p != r->frame->close || p >= r->end)
            break;
        p = close_container(r, p, r->frame->commas + 1);
        if (GJ_RARELY(p == NULL))
            return NULL;
    }
    if (GJ_RARELY(*p != ',' || p >= r->end))
        return gj_reader_stop(r, GJ_EXPECT_COMMA, p, p);
    r->frame->commas++;
    p = gj_skip_space(p + 1, r->end);
    return r->frame->close == '}' ? read_key(r, p, GJ_EXPECT_KEY) : p;
}

/* Reads from a value that begins at p to behind the root. */
static const char *read_values(gj_reader *r, const char *p)
{
    gj_fault_kind expected = GJ_EXPECT_VALUE;
    bool complete = false;
    bool empty;

    while (!complete) {
        if (*p == '"' && p < r->end) {
            p = gj_read_string(r, p, GJ_STRING);
        } else if (((unsigned char)(*p - '0') < 10 || *p == '-') &&
                   p < r->end) {
            p = gj_read_number(r, p);
        } else if ((*p == '{' || *p == '[') && p < r->end) {
            p = open_container(r, p);
            if (GJ_RARELY(p == NULL))
                return NULL;
            p = enter(r, p, &expected, &empty);
            if (GJ_RARELY(p == NULL))
                return NULL;
            if (!empty)
                continue;
        } else {
            p = gj_read_literal(r, p, expected);
        }
        if (GJ_RARELY(p == NULL))
            return NULL;
        p = go_on(r, p, &complete);
        if (GJ_RARELY(p == NULL))
            return NULL;
        expected = GJ_EXPECT_VALUE;
    }
    return p;
}

/* Reads what the remembered skeletons have left. */
static const char *read_rest(gj_reader *r)
{
    const char *p = r->begin + r->lead.offset;
    bool complete = false;

    if (r->lead.node == 0)
        return read_values(r,
                           gj_skip_space(p + r->document->mark_length, r->end));
    p = go_on(r, p, &complete);
    return p == NULL || complete ? p : read_values(r, p);
}

static void read_all(gj_reader *r)
{
    use_nodes(r, 0);
    r->frame = r->document->frames;
    *r->frame = (gj_frame){0};
    if (gj_reader_follow(r))
        return;
    const char *p = read_rest(r);
    if (p == NULL)
        return;
    p = gj_skip_space(p, r->end);
    if (p < r->end)
        gj_reader_stop(r, GJ_EXPECT_END, p, p);
}

static gj_limits limits_of(const gj_limits *given)
{
    gj_limits limits = given != NULL ? *given : (gj_limits){0};

    if (limits.bytes == 0)
        limits.bytes = DEFAULT_BYTES;
    if (limits.bytes > GJ_BYTES_MOST)
        limits.bytes = GJ_BYTES_MOST;
    if (limits.depth == 0)
        limits.depth = DEFAULT_DEPTH;
    if (limits.nodes == 0)
        limits.nodes = DEFAULT_NODES;
    if (limits.nodes > GJ_NODES_MOST)
        limits.nodes = GJ_NODES_MOST;
    return limits;
}

static void set_bytes(gj_document *document, const char *bytes, size_t length)
{
    document->bytes = bytes;
    document->length = (uint32_t)length;
    document->mark_length =
        length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    document->node_count = 0;
    document->skeleton = 0;
    document->mark_count = 0;
    document->text_count = 0;
    document->texts_open = false;
    document->nodes = document->pages.own;
    if (document->arena.blocks != NULL)
        gj_arena_reset(&document->arena);
}

gj_status gj_document_read(gj_document *document, const char *bytes,
                           size_t length, const gj_limits *given,
                           gj_error *error)
{
    gj_reader r = {.document = document, .begin = bytes};

    r.limits = limits_of(given);
    if (length > r.limits.bytes) {
        set_bytes(document, "", 0);
        return gj_fail(error, GJ_FAILED_LIMIT,
                       "文件有 %zu 字节，超过上限 %zu 字节",
                       "the file has %zu bytes, more than the limit of %zu",
                       length, r.limits.bytes);
    }
    set_bytes(document, bytes, length);
    r.end = bytes + length;
    read_all(&r);
    if (r.trouble.kind == GJ_FAULT_NONE) {
        document->node_count = (uint32_t)(r.node - document->nodes);
        document->nodes = (gj_node *)(uintptr_t)document->pages.view;
        if (document->skeleton == 0)
            gj_skeletons_learn(document->skeletons, document, &r.lead);
        return GJ_OK;
    }
    r.trouble.depth = (uint32_t)(r.frame - document->frames);
    gj_status status = gj_trouble_tell(document, &r.trouble, error);
    set_bytes(document, "", 0);
    return status;
}

gj_document *gj_document_new(void)
{
    gj_document *document = gj_new(1, sizeof *document);

    document->bytes = "";
    if (gj_pages_open(&document->pages, FIRST_NODES * sizeof *document->nodes))
        document->node_room = FIRST_NODES;
    document->nodes = document->pages.own;
    document->frame_room = FIRST_FRAMES;
    document->frames = gj_new(FIRST_FRAMES, sizeof *document->frames);
    document->seed = gj_keys_seed();
    document->skeletons = gj_skeletons_new();
    return document;
}

void gj_document_free(gj_document *document)
{
    if (document == NULL)
        return;
    gj_pages_close(&document->pages);
    gj_skeletons_free(document->skeletons);
    free(document->frames);
    free(document->table);
    free(document->texts);
    free(document->marks);
    gj_arena_free(&document->arena);
    free(document);
}
