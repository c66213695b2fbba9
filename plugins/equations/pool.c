#include "pool.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct gj_pool_block {
    struct gj_pool_block *next;
    alignas(max_align_t) char bytes[];
};

static void *must(void *memory)
{
    if (memory == NULL)
        abort();
    return memory;
}

void *gj_pool_new(gj_pool *pool, size_t count, size_t size)
{
    const size_t align = alignof(max_align_t);

    if (size != 0 && count > SIZE_MAX / 4 / size)
        abort();
    size_t need = (count * size + align - 1) / align * align;
    if (pool->blocks == NULL || pool->room - pool->used < need) {
        size_t room = need > 16384 ? need : 16384;
        struct gj_pool_block *block = must(malloc(sizeof *block + room));
        block->next = pool->blocks;
        pool->blocks = block;
        pool->used = 0;
        pool->room = room;
    }
    void *memory = pool->blocks->bytes + pool->used;
    pool->used += need;
    return memset(memory, 0, need);
}

gj_text gj_pool_copy(gj_pool *pool, gj_text text)
{
    char *copy = gj_pool_new(pool, text.length + 1, 1);

    if (text.length > 0)
        memcpy(copy, text.data, text.length);
    return (gj_text){copy, text.length};
}

void gj_pool_free(gj_pool *pool)
{
    while (pool->blocks != NULL) {
        struct gj_pool_block *next = pool->blocks->next;
        free(pool->blocks);
        pool->blocks = next;
    }
    pool->used = pool->room = 0;
}

void *gj_push(void *array, size_t *count, size_t *capacity, size_t size)
{
    char *data;

    memcpy(&data, array, sizeof data);
    if (*count == *capacity) {
        *capacity = *capacity ? *capacity * 2 : 16;
        if (*capacity > SIZE_MAX / size)
            abort();
        data = must(realloc(data, *capacity * size));
        memcpy(array, &data, sizeof data);
    }
    return data + (*count)++ * size;
}
