#include "base/memory.h"

#include <malloc.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum {
    FIRST_BLOCK = 4096,
    ALIGNMENT = 16,
    /** Beyond this the address space is too dear to have pages twice. */
    MOST_TWICE = 16 << 20,
    /** What is larger than this has pages of its own. */
    MOST_IN_HEAP = 128 << 10,
    MOST_KEPT = 16 << 20
};

struct gj_arena_block {
    struct gj_arena_block *older;
    size_t room;
    _Alignas(ALIGNMENT) char data[];
};

void gj_memory_retain(void)
{
#if defined M_MMAP_THRESHOLD && defined M_TRIM_THRESHOLD
    mallopt(M_MMAP_THRESHOLD, MOST_IN_HEAP);
    mallopt(M_TRIM_THRESHOLD, MOST_KEPT);
#endif
}

static void (*call_at_end)(void);

void gj_memory_end(void (*end)(void))
{
    call_at_end = end;
}

static void *or_end(void *memory)
{
    if (memory != NULL)
        return memory;
    if (call_at_end != NULL)
        call_at_end();
    fputs("gouji: 内存不足 / out of memory\n", stderr);
    _Exit(4);
}

void *gj_new(size_t count, size_t size)
{
    return or_end(calloc(count ? count : 1, size ? size : 1));
}

void *gj_renew(void *old, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        return or_end(NULL);
    return or_end(realloc(old, (count > 0 && size > 0) ? count * size : 1));
}

char *gj_copy(const char *data, size_t length)
{
    char *copy = gj_renew(NULL, length + 1, 1);
    if (length > 0)
        memcpy(copy, data, length);
    copy[length] = '\0';
    return copy;
}

#if defined GJ_UNCONTAINED

/* A sanitizer knows the ends of what it gave out itself. */
bool gj_pages_open(gj_pages *pages, size_t size)
{
    void *own = calloc(1, size);

    *pages = (gj_pages){own, own, size};
    return own != NULL;
}

void gj_pages_guard(void)
{
}

void gj_pages_close(gj_pages *pages)
{
    free(pages->own);
    *pages = (gj_pages){NULL, NULL, 0};
}

#else

static atomic_bool is_guarded;

void gj_pages_guard(void)
{
    is_guarded = true;
}

bool gj_pages_open(gj_pages *pages, size_t size)
{
    bool twice = is_guarded && size <= MOST_TWICE;
    void *own = mmap(NULL, size, PROT_READ | PROT_WRITE,
                     (is_guarded ? MAP_SHARED : MAP_PRIVATE) | MAP_ANONYMOUS |
                         MAP_NORESERVE,
                     -1, 0);

    *pages = (gj_pages){NULL, NULL, 0};
    if (own == MAP_FAILED)
        return false;
    /* Of no size: this leaves the old one where it is. */
    void *view = twice ? mremap(own, 0, size, MREMAP_MAYMOVE) : MAP_FAILED;
    if (view != MAP_FAILED)
        mprotect(view, size, PROT_READ);
    *pages = (gj_pages){own, view != MAP_FAILED ? view : own, size};
    return true;
}

void gj_pages_close(gj_pages *pages)
{
    if (pages->view != pages->own)
        munmap((void *)(uintptr_t)pages->view, pages->size);
    if (pages->own != NULL)
        munmap(pages->own, pages->size);
    *pages = (gj_pages){NULL, NULL, 0};
}

#endif

bool gj_pages_grow(gj_pages *pages, size_t size, size_t used)
{
    gj_pages larger;

#if !defined GJ_UNCONTAINED
    /* Pages that are there once go along without being copied. */
    if (!is_guarded && pages->own != NULL) {
        void *own = mremap(pages->own, pages->size, size, MREMAP_MAYMOVE);
        if (own == MAP_FAILED)
            return false;
        *pages = (gj_pages){own, own, size};
        return true;
    }
#endif
    if (!gj_pages_open(&larger, size))
        return false;
    if (used > 0 && pages->own != NULL)
        memcpy(larger.own, pages->own, used);
    gj_pages_close(pages);
    *pages = larger;
    return true;
}

void gj_grow(void *array, size_t count, size_t *capacity, size_t size)
{
    void *memory;

    if (count < *capacity)
        return;
    *capacity = *capacity ? *capacity * 2 : 8;
    memcpy(&memory, array, sizeof memory);
    memory = gj_renew(memory, *capacity, size);
    memcpy(array, &memory, sizeof memory);
}

static void add_block(gj_arena *arena, size_t size)
{
    size_t room = arena->room ? arena->room * 2 : FIRST_BLOCK;
    while (room < size)
        room *= 2;
    struct gj_arena_block *block =
        gj_renew(NULL, sizeof(struct gj_arena_block) + room, 1);
    block->older = arena->blocks;
    block->room = room;
    arena->blocks = block;
    arena->used = 0;
    arena->room = room;
}

void *gj_arena_new(gj_arena *arena, size_t size)
{
    size = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    if (arena->blocks == NULL || size > arena->room - arena->used)
        add_block(arena, size);
    void *memory = arena->blocks->data + arena->used;
    arena->used += size;
    return memory;
}

gj_text gj_arena_text(gj_arena *arena, gj_text text)
{
    char *copy = gj_arena_new(arena, text.length + 1);
    if (text.length > 0)
        memcpy(copy, text.data, text.length);
    copy[text.length] = '\0';
    return (gj_text){copy, text.length};
}

gj_text gj_arena_print(gj_arena *arena, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0)
        return (gj_text){"", 0};
    char *text = gj_arena_new(arena, (size_t)length + 1);
    va_start(arguments, format);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    return (gj_text){text, (uint64_t)length};
}

void gj_arena_reset(gj_arena *arena)
{
    struct gj_arena_block *kept = arena->blocks;

    if (kept == NULL)
        return;
    while (kept->older != NULL) {
        struct gj_arena_block *older = kept->older;
        kept->older = older->older;
        free(older);
    }
    arena->used = 0;
}

void gj_arena_free(gj_arena *arena)
{
    gj_arena_reset(arena);
    free(arena->blocks);
    *arena = (gj_arena){0};
}
