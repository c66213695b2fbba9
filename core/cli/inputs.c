#include "cli/inputs.h"

#include <errno.h>
#include <fts.h>
#include <string.h>
#include <sys/stat.h>

static int by_name(const FTSENT **a, const FTSENT **b)
{
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

static bool is_json(const char *name)
{
    size_t length = strlen(name);
    return length > 5 && strcmp(name + length - 5, ".json") == 0;
}

static void visit_fault(const FTSENT *entry, gj_input_visit *visit,
                        void *context)
{
    gj_error error = {0};
    gj_input input = {.path = entry->fts_path, .found = true, .error = &error};

    gj_fail(&error, GJ_FAILED_FILE, "无法读取：%s", "cannot be read: %s",
            strerror(entry->fts_errno));
    visit(context, &input);
}

/** Visits what is below an open folder. */
static void walk(FTS *tree, gj_input_visit *visit, void *context)
{
    FTSENT *entry;

    while ((entry = fts_read(tree)) != NULL) {
        bool hidden = entry->fts_level > 0 && entry->fts_name[0] == '.';
        switch (entry->fts_info) {
        case FTS_D:
            if (hidden)
                fts_set(tree, entry, FTS_SKIP);
            break;
        case FTS_DNR:
        case FTS_ERR:
        case FTS_NS:
        case FTS_SLNONE:
        case FTS_DEFAULT:
            if (hidden)
                break;
            if (is_json(entry->fts_name) || entry->fts_info == FTS_DNR ||
                entry->fts_info == FTS_ERR) {
                if (entry->fts_errno == 0)
                    entry->fts_errno =
                        entry->fts_info == FTS_SLNONE ? ENOENT : ENOTSUP;
                visit_fault(entry, visit, context);
            }
            break;
        case FTS_F:
            if (hidden || !is_json(entry->fts_name))
                break;
            visit(context, &(gj_input){.path = entry->fts_path, .found = true});
            break;
        default:
            break;
        }
    }
}

void gj_inputs_walk(char *path, gj_input_visit *visit, void *context)
{
    char *const paths[] = {path, NULL};
    struct stat info;

    if (strcmp(path, "-") == 0 || stat(path, &info) != 0 ||
        !S_ISDIR(info.st_mode)) {
        visit(context, &(gj_input){.path = path});
        return;
    }
    FTS *tree = fts_open(paths, FTS_LOGICAL | FTS_NOCHDIR, by_name);
    if (tree == NULL)
        return;
    walk(tree, visit, context);
    fts_close(tree);
}
