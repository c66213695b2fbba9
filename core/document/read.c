/* The reader: one loop over the bytes, with an explicit stack. */
#include <stdlib.h>

#include "document/scan.h"

enum {
    DEFAULT_BYTES = 64 << 20,
    DEFAULT_DEPTH = 256,
    DEFAULT_NODES = 16 << 20,
    FIRST_NODES = 4096,
    FIRST_FRAMES = 64,
    /* Objects with more members compare their keys when they close. */
    SMALL_OBJECT = 16
};

typedef struct reader {
    gj_document *document;
    const char *begin;
    const char *end;
    /* The next free node, and the end of those there are. */
    gj_node *node;
    gj_node *node_end;
    gj_frame *frame;
    gj_limits limits;
    gj_trouble trouble;
} reader;

/* Notes where reading stops. Returns NULL, which ends the loop. */
static __attribute__((noinline, cold)) const char *
stop(reader *r, gj_fault_kind kind, const char *at, const char *since)
{
    r->trouble.kind = kind;
    r->trouble.at = (uint32_t)((at < r->end ? at : r->end) - r->begin);
    r->trouble.since = (uint32_t)(since - r->begin);
    return NULL;
}

/* Sets where the next node goes, and how far the nodes there are may be
   used. */
static void use_nodes(reader *r, uint32_t used)
{
    gj_document *d = r->document;
    uint32_t room = d->node_room;

    if (room > r->limits.nodes)
        room = r->limits.nodes;
    r->node = d->nodes + used;
    r->node_end = d->nodes + room;
}

static __attribute__((noinline, cold)) bool grow_nodes(reader *r, const char *p)
{
    gj_document *d = r->document;
    uint32_t used = (uint32_t)(r->node - d->nodes);
    uint64_t room = d->node_room ? (uint64_t)d->node_room * 2 : FIRST_NODES;

    if (used >= r->limits.nodes) {
        r->trouble.limit = r->limits.nodes;
        return stop(r, GJ_FAULT_NODES, p, p) != NULL;
    }
    if (room > r->limits.nodes)
        room = r->limits.nodes;
    gj_pages pages;
    if (!gj_pages_open(&pages, (size_t)room * sizeof *d->nodes))
        return stop(r, GJ_FAULT_MEMORY, p, p) != NULL;
    if (used > 0)
        memcpy(pages.own, d->nodes, used * sizeof *d->nodes);
    gj_pages_close(&d->pages);
    d->pages = pages;
    d->nodes = pages.own;
    d->node_room = (uint32_t)room;
    use_nodes(r, used);
    return true;
}

/* The next free node, for what begins at p. */
GJ_INLINE gj_node *new_node(reader *r, const char *p)
{
    if (GJ_RARELY(r->node == r->node_end) && !grow_nodes(r, p))
        return NULL;
    return r->node++;
}

GJ_INLINE void fill_node(const reader *r, gj_node *node, const char *start,
                         const char *end, uint32_t tag)
{
    node->start = (uint32_t)(start - r->begin);
    node->end = (uint32_t)(end - r->begin);
    node->tag = tag;
    node->next = 0;
}

/* Reads a string or key whose opening quotation mark is at p. */
GJ_INLINE const char *read_string(reader *r, const char *p, uint32_t type)
{
    const char *close = gj_skip_short(p + 1);
    uint32_t tag = type;

    if (GJ_RARELY(*close != '"' || close >= r->end)) {
        gj_string_scan scan = {GJ_FAULT_NONE, false};
        close = gj_string_end(close, r->end, &scan);
        if (GJ_RARELY(scan.fault != GJ_FAULT_NONE))
            return stop(r, scan.fault, close, p);
        if (scan.escaped)
            tag |= GJ_ESCAPED;
    }
    gj_node *node = new_node(r, p);
    if (GJ_RARELY(node == NULL))
        return NULL;
    fill_node(r, node, p, close + 1, tag);
    if (GJ_RARELY(tag & GJ_ESCAPED))
        node->next = (uint32_t)++r->document->text_count;
    return close + 1;
}

/* Reads a number that is more than a few digits. */
static __attribute__((noinline)) const char *long_number(reader *r,
                                                         const char *p)
{
    bool sound;
    size_t length = gj_number_measure(p, (size_t)(r->end - p), &sound);
    return sound ? p + length : stop(r, GJ_FAULT_NUMBER, p + length, p);
}

GJ_INLINE const char *read_number(reader *r, const char *p)
{
    uint32_t digits = gj_digit_run(p);
    const char *close = p + digits;

    if (GJ_RARELY(digits - 1 > 6 || (*p == '0' && digits > 1) ||
                  close >= r->end || *close == '.' || (*close | 0x20) == 'e')) {
        close = long_number(r, p);
        if (close == NULL)
            return NULL;
    }
    gj_node *node = new_node(r, p);
    if (GJ_RARELY(node == NULL))
        return NULL;
    fill_node(r, node, p, close, GJ_NUMBER);
    return close;
}

/* Reads null, true or false. */
static inline const char *read_literal(reader *r, const char *p,
                                       gj_fault_kind expected)
{
    static const struct literal {
        char text[6];
        uint32_t length;
        uint32_t type;
    } literals[] = {
        {"null", 4, GJ_NULL}, {"true", 4, GJ_TRUE}, {"false", 5, GJ_FALSE}};
    const struct literal *literal = &literals[*p == 't'   ? 1
                                              : *p == 'f' ? 2
                                                          : 0];

    if (p >= r->end || (*p != 'n' && *p != 't' && *p != 'f'))
        return stop(r, expected, p, p);
    if ((size_t)(r->end - p) < literal->length ||
        memcmp(p, literal->text, literal->length) != 0)
        return stop(r, GJ_FAULT_LITERAL, p, p);
    gj_node *node = new_node(r, p);
    if (node == NULL)
        return NULL;
    fill_node(r, node, p, p + literal->length, literal->type);
    return p + literal->length;
}

static __attribute__((noinline, cold)) bool grow_frames(reader *r,
                                                        const char *p)
{
    gj_document *d = r->document;
    uint32_t depth = (uint32_t)(r->frame - d->frames);
    uint32_t room = d->frame_room * 2;
    gj_frame *frames = realloc(d->frames, room * sizeof *frames);

    if (frames == NULL)
        return stop(r, GJ_FAULT_MEMORY, p, p) != NULL;
    d->frames = frames;
    d->frame_room = room;
    r->frame = frames + depth;
    return true;
}

/* Opens the container whose bracket is at p. */
GJ_INLINE const char *open_container(reader *r, const char *p)
{
    uint32_t depth = (uint32_t)(r->frame - r->document->frames);
    gj_node *node = new_node(r, p);

    if (GJ_RARELY(node == NULL))
        return NULL;
    if (GJ_RARELY(depth >= r->limits.depth)) {
        r->trouble.limit = r->limits.depth;
        return stop(r, GJ_FAULT_DEPTH, p, p);
    }
    if (GJ_RARELY(depth + 1 >= r->document->frame_room) && !grow_frames(r, p))
        return NULL;
    fill_node(r, node, p, p, *p == '{' ? GJ_OBJECT : GJ_ARRAY);
    *++r->frame = (gj_frame){
        .node = (uint32_t)(node - r->document->nodes),
        .close = *p == '{' ? '}' : ']',
    };
    return gj_skip_space(p + 1, r->end);
}

static __attribute__((noinline)) bool compare_keys(reader *r, const char *p)
{
    gj_document *d = r->document;
    uint32_t count = (uint32_t)(r->node - d->nodes);
    gj_twins twins;

    if (!gj_keys_compare(d, r->frame->node, count, &twins))
        return stop(r, GJ_FAULT_MEMORY, p, p) != NULL;
    if (twins.second == GJ_NO_NODE)
        return true;
    return stop(r, GJ_FAULT_DUPLICATE, r->begin + d->nodes[twins.second].start,
                r->begin + d->nodes[twins.first].start) != NULL;
}

/* Closes the container at whose closing bracket p is. */
GJ_INLINE const char *close_container(reader *r, const char *p, uint32_t size)
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

/* One of 64 bits, chosen by the bytes of a plain key. */
GJ_INLINE uint64_t key_bit(const char *key, uint32_t length)
{
    uint64_t word = gj_load(key);

    if (length >= 8)
        word ^= gj_load(key + length - 8) << 3;
    else
        word &= (UINT64_C(1) << (8 * length)) - 1;
    word = (word + length) * UINT64_C(0x9E3779B97F4A7C15);
    return UINT64_C(1) << (word >> 58);
}

/* Looks at a key whose bit was seen before. */
static __attribute__((noinline)) bool new_key(reader *r, uint32_t key)
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
    return stop(r, GJ_FAULT_DUPLICATE, r->begin + d->nodes[key].start,
                r->begin + d->nodes[twin].start) != NULL;
}

/* Reads a key and its colon. */
GJ_INLINE const char *read_key(reader *r, const char *p, gj_fault_kind expected)
{
    const char *start = p;

    if (GJ_RARELY(p >= r->end || *p != '"'))
        return stop(r, expected, p, p);
    p = read_string(r, p, GJ_KEY);
    if (GJ_RARELY(p == NULL))
        return NULL;
    if (GJ_RARELY(r->node[-1].tag & GJ_ESCAPED)) {
        r->frame->compare = true;
    } else {
        uint64_t bit = key_bit(start + 1, (uint32_t)(p - start) - 2);
        if (GJ_RARELY(r->frame->seen & bit) &&
            !new_key(r, (uint32_t)(r->node - r->document->nodes) - 1))
            return NULL;
        r->frame->seen |= bit;
    }
    p = gj_skip_space(p, r->end);
    if (GJ_RARELY(p >= r->end || *p != ':'))
        return stop(r, GJ_EXPECT_COLON, p, start);
    return gj_skip_space(p + 1, r->end);
}

/* Goes to the first value in the container just opened, p being at what
   follows its bracket; or, when it is empty, behind it with *empty set. */
GJ_INLINE const char *enter(reader *r, const char *p, gj_fault_kind *expected,
                            bool *empty)
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
GJ_INLINE const char *go_on(reader *r, const char *p, bool *complete)
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
        return stop(r, GJ_EXPECT_COMMA, p, p);
    r->frame->commas++;
    p = gj_skip_space(p + 1, r->end);
    return r->frame->close == '}' ? read_key(r, p, GJ_EXPECT_KEY) : p;
}

/* Reads the root, which begins at p. Returns what is behind it. */
static const char *read_root(reader *r, const char *p)
{
    gj_fault_kind expected = GJ_EXPECT_VALUE;
    bool complete = false;
    bool empty;

    while (!complete) {
        if (*p == '"' && p < r->end) {
            p = read_string(r, p, GJ_STRING);
        } else if (((unsigned char)(*p - '0') < 10 || *p == '-') &&
                   p < r->end) {
            p = read_number(r, p);
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
            p = read_literal(r, p, expected);
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

static void read_all(reader *r)
{
    gj_document *d = r->document;
    const char *p = r->begin + d->mark_length;

    use_nodes(r, 0);
    r->frame = d->frames;
    *r->frame = (gj_frame){0};
    p = read_root(r, gj_skip_space(p, r->end));
    if (p == NULL)
        return;
    p = gj_skip_space(p, r->end);
    if (p < r->end)
        stop(r, GJ_EXPECT_END, p, p);
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
    reader r = {.document = document, .begin = bytes};

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
    return document;
}

void gj_document_free(gj_document *document)
{
    if (document == NULL)
        return;
    gj_pages_close(&document->pages);
    free(document->frames);
    free(document->table);
    free(document->texts);
    free(document->marks);
    gj_arena_free(&document->arena);
    free(document);
}
