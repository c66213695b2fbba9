/* The folders that references may lead into. */
#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "schema/store.h"
#include "schema/uri.h"

enum { MOST_DEPTH = 16 };

/** A file or folder below a folder of schemas: its path as it is shown, its
    path as it is known by, and how much of that is the folder of schemas. */
typedef struct entry {
    gj_buffer path;
    gj_buffer name;
    size_t root;
    int depth;
} entry;

static bool is_json(const char *name)
{
    size_t length = strlen(name);
    return length > 5 && strcmp(name + length - 5, ".json") == 0;
}

/** Whether a link leads to what is in the folder of schemas. */
static bool stays_inside(const entry *e)
{
    char *target = realpath(e->path.data, NULL);
    bool inside = target != NULL &&
                  strncmp(target, e->name.data, e->root) == 0 &&
                  (target[e->root] == '/' || e->root == 1);

    free(target);
    return inside;
}

static void leave_out(gj_schema_store *store, const entry *e, gj_text uri,
                      bool link)
{
    gj_grow(&store->left_out, store->left_out_count, &store->left_out_room,
            sizeof *store->left_out);
    store->left_out[store->left_out_count++] = (gj_left_out){
        gj_store_name(store, uri),
        gj_arena_text(&store->arena, gj_buffer_view(&e->path)), link};
}

/** A link's target is known by its own name, and by the link's. */
static void read_file(gj_schema_store *store, const entry *e, bool outside)
{
    gj_buffer uri = {0};
    uint32_t document;

    gj_uri_of_path(&uri, e->name.data);
    if (!outside &&
        gj_schema_store_file(store, &document, e->path.data, NULL) == GJ_OK)
        gj_store_alias(store, document, gj_buffer_view(&uri));
    else
        leave_out(store, e, gj_buffer_view(&uri), outside);
    gj_buffer_free(&uri);
}

static void read_entries(gj_schema_store *store, const entry *folder);

static void read_entry(gj_schema_store *store, const entry *e)
{
    struct stat own;
    struct stat about;

    if (lstat(e->path.data, &own) != 0 || stat(e->path.data, &about) != 0)
        return;
    bool link = S_ISLNK(own.st_mode);
    bool outside = link && !stays_inside(e);
    if (S_ISDIR(about.st_mode) && !link)
        read_entries(store, e);
    else if ((S_ISREG(about.st_mode) && is_json(e->path.data)) ||
             (S_ISDIR(about.st_mode) && outside))
        read_file(store, e, outside);
}

static void read_entries(gj_schema_store *store, const entry *folder)
{
    struct dirent **entries = NULL;
    int count = folder->depth < MOST_DEPTH
                    ? scandir(folder->path.data, &entries, NULL, alphasort)
                    : 0;

    for (int i = 0; i < count; i++) {
        const char *name = entries[i]->d_name;
        entry e = {.root = folder->root, .depth = folder->depth + 1};
        gj_buffer_print(&e.path, "%s/%s", folder->path.data, name);
        gj_buffer_print(&e.name, "%s/%s", folder->name.data, name);
        if (name[0] != '.')
            read_entry(store, &e);
        gj_buffer_free(&e.path);
        gj_buffer_free(&e.name);
        free(entries[i]);
    }
    free(entries);
}

void gj_store_read_folder(gj_schema_store *store, const char *path)
{
    char *real = realpath(path, NULL);
    entry folder = {.depth = 0};

    gj_buffer_string(&folder.path, path);
    gj_buffer_string(&folder.name, real != NULL ? real : path);
    free(real);
    folder.root = folder.name.length;
    read_entries(store, &folder);
    gj_buffer_free(&folder.path);
    gj_buffer_free(&folder.name);
}

gj_status gj_store_why_not(gj_schema_store *store, gj_text reference,
                           gj_error *why)
{
    gj_text uri = gj_store_name(store, reference);
    uint32_t document;

    for (size_t i = 0; i < store->left_out_count; i++) {
        const gj_left_out *left = &store->left_out[i];
        if (!gj_text_is(left->uri, uri))
            continue;
        if (!left->link)
            return gj_schema_store_file(store, &document, left->path.data, why);
        gj_fail(why, GJ_FAILED_FILE, "这是指向文件夹之外的链接",
                "this is a link that leads out of the folder");
        gj_error_file(why, left->path.data);
        return GJ_FAILED_FILE;
    }
    return GJ_OK;
}

const char *gj_store_left_link(const gj_schema_store *store)
{
    for (size_t i = 0; i < store->left_out_count; i++)
        if (store->left_out[i].link)
            return store->left_out[i].path.data;
    return NULL;
}
