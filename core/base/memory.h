/* Memory for small things. A tool that cannot get a few kilobytes has nothing
 * sensible left to do: these end the process with status 4 and a message
 * instead of returning NULL. What grows with an input (the reader's nodes)
 * does not use them. */
#ifndef GJ_BASE_MEMORY_H
#define GJ_BASE_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

#include "gouji/plugin.h"

/** Zeroed memory for count elements; freed with free(). */
void *gj_new(size_t count, size_t size);
/** Keeps some of what is freed for what comes next. Given back to the system at
    once, it would have to be had page by page again, which costs more than
    anything else that a short run does. For a program that has the process to
    itself, when it begins. */
void gj_memory_retain(void);
/** What is called, instead of the message, where memory has run out; it must
    not return. */
void gj_memory_end(void (*end)(void));
/** Like realloc for count elements; new memory is not zeroed. */
void *gj_renew(void *old, size_t count, size_t size);
/** A zero-terminated copy, freed with free(). */
char *gj_copy(const char *data, size_t length);

/** Memory for those who fill it, `own`, and for those who are only to read it,
   `view`. Once plugins may be around it is there twice, and read-only in the
   view (but where it is very large). */
typedef struct gj_pages {
    void *own;
    const void *view;
    size_t size;
} gj_pages;

/** Zeroed. Returns false where there is no memory. */
bool gj_pages_open(gj_pages *pages, size_t size);
/** From now on in this process there may be plugins. Memory that is there twice
    would be shared with processes that are forked from this one; what was
    opened before is not. */
void gj_pages_guard(void);
/** Makes them larger; the first `used` bytes stay. Returns false, and leaves
    them as they are, where there is no memory. */
bool gj_pages_grow(gj_pages *pages, size_t size, size_t used);
void gj_pages_close(gj_pages *pages);

/** Makes room for one more element behind `count` in an array that grows by
    doubling: gj_grow(&array, count, &capacity, sizeof *array). */
void gj_grow(void *array, size_t count, size_t *capacity, size_t size);

/** Many small allocations that live and die together. {0} is an empty one. */
typedef struct gj_arena {
    struct gj_arena_block *blocks;
    size_t used;
    size_t room;
} gj_arena;

/** Memory from the arena, not zeroed, aligned for any type. */
void *gj_arena_new(gj_arena *arena, size_t size);
/** A copy with a zero byte behind it, which length does not count. */
gj_text gj_arena_text(gj_arena *arena, gj_text text);
/** printf into the arena. */
gj_text gj_arena_print(gj_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/** Forgets everything but keeps the largest block for the next round. */
void gj_arena_reset(gj_arena *arena);
void gj_arena_free(gj_arena *arena);

#endif
