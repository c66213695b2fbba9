/* Keys that an object has twice. */
#include <stdlib.h>
#include <sys/random.h>
#include <time.h>

#include "document/scan.h"

__extension__ typedef unsigned __int128 wide;

/* One object's keys in the hash table. */
typedef struct key_set {
    gj_document *document;
    uint32_t mask;
    /* Decoded keys, one after the other, where a key is escaped. */
    gj_buffer scratch;
    gj_buffer other;
} key_set;

uint64_t gj_keys_seed(void)
{
    uint64_t seed;

    if (getrandom(&seed, sizeof seed, GRND_NONBLOCK) == (ssize_t)sizeof seed)
        return seed | 1;
    struct timespec now = {0, 0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return ((uint64_t)now.tv_nsec << 32 ^ (uint64_t)now.tv_sec) | 1;
}

static uint64_t fold(uint64_t a, uint64_t b)
{
    wide product = (wide)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t hash_of(gj_text text, uint64_t seed)
{
    uint64_t hash = fold(seed ^ text.length, UINT64_C(0x9E3779B97F4A7C15));
    uint64_t word;

    while (text.length >= sizeof word) {
        memcpy(&word, text.data, sizeof word);
        hash = fold(hash ^ word, seed);
        text.data += sizeof word;
        text.length -= sizeof word;
    }
    word = 0;
    if (text.length > 0)
        memcpy(&word, text.data, text.length);
    hash = fold(hash ^ word, seed);
    return hash ^ hash >> 32;
}

/* The decoded key; `scratch` holds it where it is escaped. */
static gj_text key_text(const gj_document *document, uint32_t key,
                        gj_buffer *scratch)
{
    gj_text source = gj_node_source(document, key);

    if (!gj_node_escaped(document, key))
        return source;
    gj_buffer_clear(scratch);
    char *to = gj_buffer_room(scratch, source.length);
    scratch->length = gj_text_decode(to, source);
    return gj_buffer_view(scratch);
}

static bool clear_table(gj_document *document, uint32_t count)
{
    uint32_t room = 64;

    while (room / 2 < count)
        room *= 2;
    if (room > document->table_room) {
        free(document->table);
        document->table_room = 0;
        document->table = malloc((size_t)room * sizeof *document->table);
        if (document->table == NULL)
            return false;
        document->table_room = room;
    }
    memset(document->table, 0, (size_t)room * sizeof *document->table);
    return true;
}

/* Puts a key into the table. Returns the equal one that is there already, or
   GJ_NO_NODE. Node 0 is never a key, so that 0 marks a free slot. */
static uint32_t put_key(key_set *set, uint32_t key)
{
    gj_document *document = set->document;
    gj_text text = key_text(document, key, &set->scratch);
    uint32_t slot = (uint32_t)hash_of(text, document->seed) & set->mask;

    while (document->table[slot] != 0) {
        uint32_t other = document->table[slot];
        if (gj_text_is(key_text(document, other, &set->other), text))
            return other;
        slot = (slot + 1) & set->mask;
    }
    document->table[slot] = key;
    return GJ_NO_NODE;
}

bool gj_keys_compare(gj_document *document, uint32_t object, uint32_t end,
                     gj_twins *twins)
{
    key_set set = {.document = document};
    uint32_t count = 0;

    *twins = (gj_twins){GJ_NO_NODE, GJ_NO_NODE};
    for (uint32_t key = object + 1; key < end;
         key = gj_node_next(document, key + 1))
        count++;
    if (!clear_table(document, count))
        return false;
    for (set.mask = 63; set.mask / 2 + 1 < count;)
        set.mask = set.mask * 2 + 1;
    for (uint32_t key = object + 1; key < end && twins->second == GJ_NO_NODE;
         key = gj_node_next(document, key + 1)) {
        twins->first = put_key(&set, key);
        if (twins->first != GJ_NO_NODE)
            twins->second = key;
    }
    gj_buffer_free(&set.scratch);
    gj_buffer_free(&set.other);
    return true;
}

uint32_t gj_key_before(const gj_document *document, uint32_t object,
                       uint32_t key)
{
    const gj_node *nodes = document->nodes;
    const char *bytes = document->bytes;
    uint32_t length = nodes[key].end - nodes[key].start;

    for (uint32_t other = object + 1; other < key;
         other = gj_node_next(document, other + 1)) {
        if (nodes[other].end - nodes[other].start == length &&
            memcmp(bytes + nodes[other].start, bytes + nodes[key].start,
                   length) == 0)
            return other;
    }
    return GJ_NO_NODE;
}
