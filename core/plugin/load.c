#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/abi.h"
#include "base/folders.h"
#include "document/document.h"
#include "document/input.h"
#include "plugin/flaw.h"
#include "plugin/plugins.h"

/** Newest major version whose symbol is looked for to explain a refusal. */
enum { NEWEST_MAJOR_TRIED = 9, LONGEST_NAME = 64 };

/** Largest file that is compared with another of its name. */
enum { MOST_BYTES = 256 << 20 };

/* ----------------------------------------------------------------- trust */

/** Whether the owner is root or the caller and nobody else may write. */
static gj_status trust(const char *path, struct stat *info, gj_error *error)
{
    if (stat(path, info) != 0)
        return gj_fail_reason(error, GJ_FAILED_FILE, "无法读取：%s",
                              "cannot be read: %s", errno);
    if (!S_ISREG(info->st_mode) && !S_ISDIR(info->st_mode))
        return gj_fail(error, GJ_FAILED_PLUGIN, "不是普通文件，不予加载",
                       "it is no regular file and is not loaded");
    if (info->st_uid != 0 && info->st_uid != geteuid())
        return gj_fail(error, GJ_FAILED_PLUGIN,
                       "%1$s 属于别的用户（uid %2$u），不予加载。确认来源后用 "
                       "chown 改为自己所有",
                       "%1$s belongs to another user (uid %2$u) and is not "
                       "loaded; if you trust it, chown it to yourself",
                       path, (unsigned)info->st_uid);
    if (info->st_mode & S_IWOTH)
        return gj_fail(error, GJ_FAILED_PLUGIN,
                       "%1$s 任何人都可以改写，不予加载。请执行 chmod o-w %1$s",
                       "%1$s may be written by anybody and is not loaded; "
                       "run chmod o-w %1$s",
                       path);
    return GJ_OK;
}

/* ------------------------------------------------------------ descriptor */

bool gj_is_identifier(gj_text text, bool underscores)
{
    if (text.length == 0 || text.length > LONGEST_NAME || text.data == NULL)
        return false;
    for (uint64_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        bool letter = c >= 'a' && c <= 'z';
        bool other =
            (c >= '0' && c <= '9') || c == '-' || (underscores && c == '_');
        if (!letter && !(other && i > 0))
            return false;
    }
    return true;
}

bool gj_is_reserved(gj_text name)
{
    static const char *const parts[] = {"input", "document", "form", "engine"};

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (gj_text_is(name, gj_text_of(parts[i])))
            return true;
    return false;
}

/** What is said of the plugin is shown as it is. */
static gj_status verify_text(const gj_plugin *plugin, gj_text text,
                             gj_words what, gj_error *error)
{
    gj_words flaw = gj_text_flaw(text, GJ_MOST_OF_PLUGIN);

    if (!gj_words_given(flaw))
        return GJ_OK;
    return gj_fail(error, GJ_FAILED_PLUGIN,
                   "插件“%1$.*2$s”的%3$s%4$s%5$.0s%6$.0s",
                   "plugin \"%1$.*2$s\": its %5$s %6$s%3$.0s%4$.0s",
                   plugin->name.data, (int)plugin->name.length, what.zh.data,
                   flaw.zh.data, what.en.data, flaw.en.data);
}

/** Says why a file without our symbol is not ours. */
static gj_status refuse_symbol(void *handle, gj_error *error)
{
    char symbol[32];

    for (unsigned major = 1; major <= NEWEST_MAJOR_TRIED; major++) {
        if (major == GJ_ABI_MAJOR)
            continue;
        snprintf(symbol, sizeof symbol, "gouji_plugin_v%u", major);
        if (dlsym(handle, symbol) != NULL)
            return gj_fail(error, GJ_FAILED_PLUGIN,
                           "插件接口为第 %1$u 版，本程序为第 %2$u 版。请用"
                           "本版的 gouji/plugin.h 重新编译，或换用相应版本的 "
                           "gouji",
                           "made for plugin ABI %1$u, this program has ABI "
                           "%2$u; compile it again with this version's "
                           "gouji/plugin.h, or use a gouji of its version",
                           major, (unsigned)GJ_ABI_MAJOR);
    }
    return gj_fail(error, GJ_FAILED_PLUGIN,
                   "不是 gouji 插件：没有导出 gouji_plugin_v%1$u。若不是插件，"
                   "请移出插件文件夹",
                   "not a gouji plugin: it does not export "
                   "gouji_plugin_v%1$u; move it out of the plugin folder if "
                   "it is none",
                   (unsigned)GJ_ABI_MAJOR);
}

/** Copies what both sides know of the descriptor, and checks it. */
static gj_status take_descriptor(gj_plugin *copy, const gj_plugin *theirs,
                                 gj_error *error)
{
    if (!gj_take(copy, theirs, GJ_LEAST_PLUGIN))
        return gj_fail(error, GJ_FAILED_PLUGIN,
                       "插件描述的 size 为 %1$u，至少应为 %2$u",
                       "its descriptor's size is %1$u, less than %2$u",
                       theirs->size, (unsigned)GJ_LEAST_PLUGIN);
    if (copy->needs_minor > GJ_ABI_MINOR)
        return gj_fail(error, GJ_FAILED_PLUGIN,
                       "需要插件接口 %1$u.%2$u，本程序为 %1$u.%3$u。请升级 "
                       "gouji",
                       "needs plugin ABI %1$u.%2$u, this program has "
                       "%1$u.%3$u; a newer gouji is needed",
                       (unsigned)GJ_ABI_MAJOR, copy->needs_minor,
                       (unsigned)GJ_ABI_MINOR);
    if (!gj_is_identifier(copy->name, false))
        return gj_fail(error, GJ_FAILED_PLUGIN,
                       "插件名应为小写字母、数字和连字符",
                       "the plugin's name must be lower-case letters, digits "
                       "and hyphens");
    if (verify_text(copy, copy->version, GJ_BOTH("版本", "version"), error) ||
        verify_text(copy, copy->title.zh,
                    GJ_BOTH("中文标题", "title in Chinese"), error))
        return error->status;
    return verify_text(copy, copy->title.en,
                       GJ_BOTH("英文标题", "title in English"), error);
}

/* --------------------------------------------------------------- loading */

static gj_status load(gj_plugin *descriptor, const char *path, gj_error *error)
{
    const char *prefix = strchr(path, '/') ? "" : "./";
    char *full = gj_new(strlen(prefix) + strlen(path) + 1, 1);

    strcpy(full, prefix);
    strcat(full, path);
    void *handle = dlopen(full, RTLD_NOW | RTLD_LOCAL);
    free(full);
    if (handle == NULL)
        return gj_fail(error, GJ_FAILED_PLUGIN,
                       "无法加载（%s）。请确认它是为本机编译的共享库",
                       "cannot be loaded (%s); is it a shared object for "
                       "this machine?",
                       dlerror());
    const gj_plugin *theirs = dlsym(handle, "gouji_plugin_v1");
    if (theirs == NULL)
        return refuse_symbol(handle, error);
    return take_descriptor(descriptor, theirs, error);
}

static bool is_known_file(const gj_plugins *plugins, const struct stat *info)
{
    for (size_t i = 0; i < plugins->count; i++)
        if (plugins->at[i].file[0] != '\0' &&
            plugins->at[i].device == info->st_dev &&
            plugins->at[i].inode == info->st_ino)
            return true;
    return false;
}

/** Whether two files have the same bytes: one plugin, also where it was copied,
    as by `make install`. */
static bool is_copy(const char *file, const char *of)
{
    gj_buffer one = {0}, other = {0};
    gj_error error = {0};
    bool same = gj_input_read(&one, file, MOST_BYTES, &error) == GJ_OK &&
                gj_input_read(&other, of, MOST_BYTES, &error) == GJ_OK &&
                gj_text_is(gj_buffer_view(&one), gj_buffer_view(&other));

    gj_buffer_free(&one);
    gj_buffer_free(&other);
    return same;
}

static void append(gj_plugins *plugins, const gj_plugin *descriptor,
                   const char *file, const struct stat *info)
{
    gj_grow(&plugins->at, plugins->count, &plugins->room, sizeof *plugins->at);
    plugins->at[plugins->count++] =
        (gj_loaded){.descriptor = *descriptor,
                    .file = gj_copy(file, strlen(file)),
                    .device = info ? info->st_dev : 0,
                    .inode = info ? info->st_ino : 0};
}

static const gj_error *find_deadly(const gj_plugins *plugins, const char *path)
{
    for (size_t i = 0; i < plugins->deadly_count; i++)
        if (strcmp(plugins->deadly[i].file, path) == 0)
            return &plugins->deadly[i];
    return NULL;
}

/** Whether this process is to load the file. */
static bool is_meant(const gj_plugins *plugins, const char *path)
{
    if (plugins->only == NULL)
        return true;
    for (size_t i = 0; plugins->only[i] != NULL; i++)
        if (strcmp(plugins->only[i], path) == 0)
            return true;
    return false;
}

/** Says that another plugin has the name. */
static gj_status refuse_twin(const gj_plugin *descriptor,
                             const gj_loaded *other, gj_error *error)
{
    return gj_fail(error, GJ_FAILED_PLUGIN,
                   "已有同名插件“%.*s”（%s），内容不同。请只保留一个；若是同一"
                   "插件的新旧两版，请重新安装",
                   "there is a plugin \"%.*s\" already (%s), and it is not the "
                   "same; keep one of them, or, where one is an older build, "
                   "install it again",
                   GJ_PRINT(descriptor->name),
                   other->file[0] ? other->file : "gouji");
}

static void add_file(gj_plugins *plugins, const char *path)
{
    const gj_error *deadly = find_deadly(plugins, path);
    gj_error error = {0};
    gj_plugin descriptor = {0};
    struct stat info;

    gj_status status = trust(path, &info, &error);
    if (!is_meant(plugins, path) ||
        (status == GJ_OK && is_known_file(plugins, &info)))
        return;
    if (deadly != NULL) {
        gj_plugins_refuse(plugins, path, deadly);
        return;
    }
    gj_recorder_load(plugins->recorder, path);
    if (status == GJ_OK)
        status = load(&descriptor, path, &error);
    gj_recorder_host(plugins->recorder);
    if (status == GJ_OK && !gj_plugins_want(plugins, descriptor.name)) {
        gj_wishes_add(&plugins->left_out, descriptor.name, &(gj_origin){0});
        return;
    }
    if (status == GJ_OK) {
        const gj_loaded *other = gj_plugins_find(plugins, descriptor.name);
        if (other != NULL && is_copy(path, other->file))
            return;
        if (other != NULL)
            status = refuse_twin(&descriptor, other, &error);
    }
    if (status == GJ_OK)
        append(plugins, &descriptor, path, &info);
    else
        gj_plugins_refuse(plugins, path, &error);
}

static int is_plugin(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return entry->d_name[0] != '.' && length > 3 &&
           strcmp(entry->d_name + length - 3, ".so") == 0;
}

static bool is_file(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

/** Calls `visit` for each *.so of a folder, or for what is a file itself.
    Returns false, with errno set, where the folder cannot be read. */
static bool visit_files(const char *folder, gj_plugins_visit *visit,
                        void *context)
{
    struct dirent **entries = NULL;
    gj_buffer path = {0};

    if (is_file(folder)) {
        visit(context, folder);
        return true;
    }
    int count = scandir(folder, &entries, is_plugin, gj_folder_order);
    for (int i = 0; i < count; i++) {
        gj_buffer_clear(&path);
        gj_buffer_print(&path, "%s/%s", folder, entries[i]->d_name);
        visit(context, path.data);
        free(entries[i]);
    }
    free(entries);
    gj_buffer_free(&path);
    return count >= 0;
}

static void add_visited(void *context, const char *path)
{
    add_file(context, path);
}

void gj_plugins_add_folder(gj_plugins *plugins, const char *folder)
{
    gj_error error = {0};
    struct stat info;

    if ((is_file(folder) || trust(folder, &info, &error) == GJ_OK) &&
        !visit_files(folder, add_visited, plugins))
        gj_fail_reason(&error, GJ_FAILED_FILE, "无法读取插件文件夹：%s",
                       "the plugin folder cannot be read: %s", errno);
    if (error.status != GJ_OK)
        gj_plugins_refuse(plugins, folder, &error);
}

void gj_plugins_list(const char *folder, gj_plugins_visit *visit, void *context)
{
    visit_files(folder, visit, context);
}

void gj_plugins_add_builtin(gj_plugins *plugins, const gj_plugin *descriptor)
{
    append(plugins, descriptor, "", NULL);
}

void gj_plugins_refuse(gj_plugins *plugins, const char *file,
                       const gj_error *error)
{
    gj_grow(&plugins->refusals, plugins->refusal_count, &plugins->refusal_room,
            sizeof *plugins->refusals);
    gj_error *refusal = &plugins->refusals[plugins->refusal_count++];
    *refusal = *error;
    gj_error_file(refusal, file);
}

bool gj_plugins_want(const gj_plugins *plugins, gj_text name)
{
    return plugins->wanted == NULL || gj_wishes_have(plugins->wanted, name);
}

const gj_loaded *gj_plugins_find(const gj_plugins *plugins, gj_text name)
{
    for (size_t i = 0; i < plugins->count; i++)
        if (gj_text_is(plugins->at[i].descriptor.name, name))
            return &plugins->at[i];
    return NULL;
}

void gj_plugins_free(gj_plugins *plugins)
{
    for (size_t i = 0; i < plugins->count; i++)
        free(plugins->at[i].file);
    free(plugins->at);
    free(plugins->refusals);
    free(plugins->left_out.at);
    *plugins = (gj_plugins){0};
}
