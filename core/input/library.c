#include "input/library.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <string.h>

static bool find(void *library, void *function, const char *name)
{
    void *found = dlsym(library, name);

    /* ISO C has no conversion from the one kind of pointer to the other. */
    memcpy(function, &found, sizeof found);
    return found != NULL;
}

const gj_libarchive *gj_libarchive_load(gj_error *error)
{
    static gj_libarchive functions;
    static void *library;
    bool whole = true;

    if (library != NULL)
        return &functions;
    library = dlopen("libarchive.so.13", RTLD_NOW | RTLD_LOCAL);
#define FIND(name)                                                             \
    whole = whole && find(library, &functions.name, "archive_" #name)
    if (library != NULL) {
        GJ_LIBARCHIVE(FIND);
    }
#undef FIND
    if (library != NULL && whole)
        return &functions;
    library = NULL;
    gj_fail(error, GJ_FAILED_FILE,
            "打开压缩包需要 libarchive（Debian 软件包 libarchive13）",
            "opening archives needs libarchive (Debian package libarchive13)");
    return NULL;
}
