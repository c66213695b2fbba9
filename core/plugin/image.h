/* A shared object as the dynamic linker would lay it out in memory, without
 * running any of it: the loadable segments, relocated, and what the dynamic
 * section says. ELF of this machine only, which is x86-64 or AArch64. */
#ifndef GJ_PLUGIN_IMAGE_H
#define GJ_PLUGIN_IMAGE_H

#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"

/** One dynamic symbol. */
typedef struct gj_symbol {
    const char *name;
    /** Address in the image; NULL where the symbol is not defined here. */
    const void *at;
    uint64_t size;
    bool weak;
} gj_symbol;

typedef struct gj_image {
    /** The bytes from the lowest address on. A pointer in there leads into
        the image itself, or, where another object has what it means, to
        gj_image_elsewhere. */
    char *bytes;
    size_t size;
    /** All but the local ones. */
    gj_symbol *symbols;
    size_t symbol_count;
    /** Names of the libraries that it needs. */
    const char **needed;
    size_t needed_count;
    size_t needed_room;
    /** Folders that it wants libraries to be looked for in; may be NULL. */
    const char *run_path;
    /** Functions that run when it is loaded. Names are the file's own and
        NULL where it does not have them any more. */
    const char **constructors;
    size_t constructor_count;
    bool has_text_relocations;
    /** Relocations that run code of the object to be resolved. */
    bool has_resolvers;
    bool has_executable_stack;
    bool has_writable_code;
    gj_arena arena;
} gj_image;

/** What pointers to other objects lead to. */
extern const char gj_image_elsewhere;

/** Reads an object. Fails with FILE, or with PLUGIN where it is no shared
   object for this machine or is damaged. */
gj_status gj_image_read(gj_image **image, const char *path, gj_error *error);
void gj_image_free(gj_image *image);

/** Whether all of `size` bytes lie in the image. */
bool gj_image_has(const gj_image *image, const void *at, uint64_t size);
/** A symbol that is defined here; NULL where there is none of the name. */
const gj_symbol *gj_image_symbol(const gj_image *image, const char *name);

#endif
