/* Memory that lives and dies together. A plugin that cannot get a few
 * kilobytes has nothing sensible left to do: it aborts, and the host counts
 * the rule as faulted. */
#ifndef GJ_EQUATIONS_POOL_H
#define GJ_EQUATIONS_POOL_H

#include <stddef.h>

#include <gouji/plugin.h>

/** {NULL, 0, 0} is an empty pool. */
typedef struct gj_pool {
    struct gj_pool_block *blocks;
    size_t used;
    size_t room;
} gj_pool;

/** Zeroed memory for count elements, aligned for any type. */
void *gj_pool_new(gj_pool *pool, size_t count, size_t size);
gj_text gj_pool_copy(gj_pool *pool, gj_text text);
void gj_pool_free(gj_pool *pool);

/** An array of elements of `size` bytes that doubles when it is full; gives
    the new, unset element. Freed with free(). */
void *gj_push(void *array, size_t *count, size_t *capacity, size_t size);

#endif
