/* gouji new-plugin NAME: writes a folder in which a plugin builds and passes
 * its cases, to be changed from there. What it writes are the files that came
 * with the program below share/gouji/skeleton, with the name put in. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "cli/folders.h"
#include "document/input.h"
#include "engine/builtin.h"

static int run(gj_settings *settings);

static const int options[] = {GJ_OPTION_WRITTEN_IN, GJ_OPTION_LANG,
                              GJ_OPTION_HELP, 0};

const gj_command gj_new_plugin_command = {
    .name = "new-plugin",
    .usage = "NAME [--lang c|c++|rust]",
    .about =
        GJ_WORDS("新建一个插件的文件夹：源码、用例和说明，make test 即可通过",
                 "begin a plugin: a folder with source, cases and a "
                 "README, in which make test passes at once"),
    .options = options,
    .run = run};

/** What is being written, and where. */
typedef struct making {
    const char *name;
    /** Of the skeletons. */
    gj_text folder;
    gj_arena arena;
    gj_error *error;
} making;

static gj_status fail(making *m, const char *path, const char *zh,
                      const char *en)
{
    gj_status status = gj_fail_reason(m->error, GJ_FAILED_FILE, zh, en, errno);
    gj_error_file(m->error, path);
    return status;
}

/* ----------------------------------------------------------------- files */

/** Appends a text with the plugin's name wherever @NAME@ stands. */
static void fill(gj_buffer *out, gj_text text, const char *name)
{
    static const char hole[] = "@NAME@";
    size_t width = sizeof hole - 1;
    const char *end = text.data + text.length;

    while (text.data < end) {
        size_t left = (size_t)(end - text.data);
        const char *at = memmem(text.data, left, hole, width);
        size_t before = at ? (size_t)(at - text.data) : left;
        gj_buffer_add(out, text.data, before);
        if (at != NULL)
            gj_buffer_string(out, name);
        text.data += before + (at ? width : 0);
    }
}

static gj_status write_file(making *m, const char *path, gj_text text)
{
    FILE *file = fopen(path, "wx");
    bool whole =
        file != NULL && fwrite(text.data, 1, text.length, file) == text.length;

    if (file != NULL && fclose(file) != 0)
        whole = false;
    if (!whole)
        return fail(m, path, "无法写入：%s", "cannot be written: %s");
    puts(path);
    return GJ_OK;
}

static gj_status copy_file(making *m, const char *from, const char *to)
{
    gj_buffer read = {0};
    gj_buffer filled = {0};
    gj_status status = gj_input_read(&read, from, 0, m->error);

    if (status == GJ_OK) {
        fill(&filled, gj_buffer_view(&read), m->name);
        status = write_file(m, to, gj_buffer_view(&filled));
    }
    gj_buffer_free(&filled);
    gj_buffer_free(&read);
    return status;
}

static gj_status copy_folder(making *m, const char *from, const char *to);

static gj_status copy_entry(making *m, const char *from, const char *to)
{
    struct stat about;

    if (stat(from, &about) != 0)
        return fail(m, from, "无法读取：%s", "cannot be read: %s");
    if (!S_ISDIR(about.st_mode))
        return copy_file(m, from, to);
    if (mkdir(to, 0777) != 0)
        return fail(m, to, "无法新建文件夹：%s", "cannot be made: %s");
    return copy_folder(m, from, to);
}

static int is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/** Copies what is in a folder into another one, which is there. */
static gj_status copy_folder(making *m, const char *from, const char *to)
{
    struct dirent **entries = NULL;
    int count = scandir(from, &entries, is_visible, alphasort);
    gj_status status = GJ_OK;

    if (count < 0)
        status = fail(m, from, "无法读取：%s", "cannot be read: %s");
    for (int i = 0; i < count; i++) {
        const char *entry = entries[i]->d_name;
        gj_buffer name = {0};
        fill(&name, gj_text_of(entry), m->name);
        if (status == GJ_OK)
            status = copy_entry(
                m, gj_arena_print(&m->arena, "%s/%s", from, entry).data,
                gj_arena_print(&m->arena, "%s/%s", to, name.data).data);
        gj_buffer_free(&name);
        free(entries[i]);
    }
    free(entries);
    return status;
}

/* --------------------------------------------------------------- the verb */

static gj_status make_folder(making *m, const char *written_in)
{
    const char *const parts[] = {"all", written_in};
    gj_status status = GJ_OK;

    if (mkdir(m->name, 0777) != 0)
        return fail(m, m->name, "无法新建文件夹：%s", "cannot be made: %s");
    for (size_t i = 0; status == GJ_OK && i < 2; i++)
        status = copy_folder(
            m,
            gj_arena_print(&m->arena, "%s/%s", m->folder.data, parts[i]).data,
            m->name);
    return status;
}

static gj_status check_name(const gj_settings *settings, gj_error *error)
{
    if (settings->argument_count != 1)
        return gj_fail(error, GJ_FAILED_USAGE,
                       "请给插件起个名字，例如 gouji new-plugin office",
                       "name the plugin, such as gouji new-plugin office");
    if (!gj_is_identifier(gj_text_of(settings->arguments[0]), false))
        return gj_fail(error, GJ_FAILED_USAGE,
                       "“%s”不能作插件名：应以小写字母开头，只有小写字母、"
                       "数字和连字符，不超过 64 个",
                       "\"%s\" is no name for a plugin: lower-case letters, "
                       "digits and hyphens, a letter first, at most 64",
                       settings->arguments[0]);
    return GJ_OK;
}

/** A file that is to have a plugin's name, and one that has it already. */
typedef struct homonym {
    gj_text file;
    gj_text found;
    gj_arena *arena;
} homonym;

static void compare_name(void *context, const char *path)
{
    homonym *h = context;
    const char *slash = strrchr(path, '/');

    if (h->found.length == 0 &&
        gj_text_is(h->file, gj_text_of(slash != NULL ? slash + 1 : path)))
        h->found = gj_arena_text(h->arena, gj_text_of(path));
}

/** Two plugins of one name cannot be used together, and one would be installed
    over the other. */
static gj_status check_free(gj_settings *settings, gj_error *error)
{
    const char *name = settings->arguments[0];
    gj_arena *arena = &settings->arena;
    homonym h = {.file = gj_arena_print(arena, "%s.so", name), .arena = arena};
    gj_plugins builtin = {0};

    gj_builtin_add(&builtin);
    if (gj_plugins_find(&builtin, gj_text_of(name)) != NULL)
        h.found = gj_text_of("gouji");
    gj_plugins_free(&builtin);
    gj_folders_add_defaults(settings);
    for (size_t i = 0; i < settings->plugin_folders.count; i++)
        gj_plugins_list(settings->plugin_folders.at[i], compare_name, &h);
    if (h.found.length == 0)
        return GJ_OK;
    return gj_fail(error, GJ_FAILED_USAGE,
                   "插件名“%s”已被占用：%s；请另起一个，例如 "
                   "gouji new-plugin my-%s",
                   "the name \"%s\" is taken: %s; choose another, such as "
                   "gouji new-plugin my-%s",
                   name, h.found.data, name);
}

static int run(gj_settings *settings)
{
    gj_error error = {0};
    making m = {.error = &error};
    gj_status status = check_name(settings, &error);

    if (status == GJ_OK)
        status = check_free(settings, &error);

    if (status == GJ_OK) {
        m.name = settings->arguments[0];
        m.folder =
            gj_folders_own(&m.arena, "skeleton", "../share/gouji/skeleton");
        status = m.folder.length == 0
                     ? gj_fail(&error, GJ_FAILED_USAGE,
                               "没有找到 share/gouji/skeleton，程序没有装全",
                               "there is no share/gouji/skeleton: the program "
                               "was not installed whole")
                     : make_folder(&m, settings->written_in);
    }
    gj_arena_free(&m.arena);
    if (status != GJ_OK)
        return gj_give_up(settings->language, &error);
    printf("\n%s %s && make test\n",
           gj_say(settings->language, "下一步：cd", "Next: cd"),
           settings->arguments[0]);
    return gj_finish(settings->language, GJ_EXIT_CLEAN);
}
