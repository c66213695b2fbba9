#include "plugin/lint.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/** Newest major version whose symbol is looked for; names listed at most. */
enum { NEWEST_MAJOR_TRIED = 9, MOST_LISTED = 8 };

/* ------------------------------------------------------------ objections */

static gj_text print(gj_arena *arena, const char *format, va_list arguments)
{
    va_list again;

    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *text = gj_arena_new(arena, (size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    return (gj_text){text, (uint64_t)length};
}

void gj_lint_say(gj_lint *lint, uint32_t severity, const char *zh,
                 const char *en, ...)
{
    gj_objection objection = {.severity = severity};
    va_list arguments;

    va_start(arguments, en);
    objection.words.zh = print(&lint->arena, zh, arguments);
    va_end(arguments);
    va_start(arguments, en);
    objection.words.en = print(&lint->arena, en, arguments);
    va_end(arguments);
    gj_grow(&lint->objections, lint->count, &lint->room,
            sizeof *lint->objections);
    lint->objections[lint->count++] = objection;
}

size_t gj_lint_count(const gj_lint *lint, uint32_t severity)
{
    size_t count = 0;

    for (size_t i = 0; i < lint->count; i++)
        count += lint->objections[i].severity == severity;
    return count;
}

void gj_lint_free(gj_lint *lint)
{
    free(lint->objections);
    gj_arena_free(&lint->arena);
    *lint = (gj_lint){0};
}

/* ------------------------------------------------------------- the object */

static void check_safety(gj_lint *lint, const gj_image *image)
{
    if (image->has_text_relocations)
        gj_lint_say(lint, GJ_ERROR, "代码段里有重定位；编译时要加 -fPIC",
                    "it has text relocations; compile it with -fPIC");
    if (image->has_executable_stack)
        gj_lint_say(lint, GJ_ERROR,
                    "要求可执行的栈；链接时加 -Wl,-z,noexecstack",
                    "it asks for an executable stack; link it with "
                    "-Wl,-z,noexecstack");
    if (image->has_writable_code)
        gj_lint_say(lint, GJ_ERROR, "有一段内存既可写又可执行",
                    "a segment is writable and executable at once");
    if (image->has_resolvers)
        gj_lint_say(lint, GJ_WARNING, "有 IFUNC：加载时就会运行它的代码",
                    "it has IFUNCs: code of it runs when it is loaded");
}

/** Rust's library puts one into every plugin, which only takes the arguments
    of the program down; no author could do without it. */
static bool is_of_rust(const char *name)
{
    return strstr(name, "ARGV_INIT_ARRAY") != NULL;
}

static void check_constructors(gj_lint *lint, const gj_image *image)
{
    for (size_t i = 0; i < image->constructor_count; i++)
        if (!is_of_rust(image->constructors[i]))
            gj_lint_say(lint, GJ_WARNING,
                        "有构造函数 %s()，加载时就会运行；请移到 open() 里",
                        "constructor %s() runs when it is loaded; move what it "
                        "does into open()",
                        image->constructors[i]);
}

static void check_exports(gj_lint *lint, const gj_image *image)
{
    gj_buffer names = {0};
    size_t count = 0;

    for (size_t i = 0; i < image->symbol_count; i++) {
        const gj_symbol *symbol = &image->symbols[i];
        if (symbol->at == NULL || strcmp(symbol->name, "gouji_plugin_v1") == 0)
            continue;
        if (count++ < MOST_LISTED)
            gj_buffer_print(&names, " %s", symbol->name);
    }
    if (count > MOST_LISTED)
        gj_buffer_string(&names, " …");
    if (count > 0)
        gj_lint_say(lint, GJ_WARNING,
                    "除 gouji_plugin_v1 外还导出了别的名称（%1$zu 个）：%2$s；"
                    "编译时加 -fvisibility=hidden",
                    "it exports more than gouji_plugin_v1 (%1$zu):%2$s; "
                    "compile it with -fvisibility=hidden",
                    count, names.data);
    gj_buffer_free(&names);
}

static void miss_symbol(gj_lint *lint, const gj_image *image)
{
    char symbol[32];

    for (unsigned major = GJ_ABI_MAJOR + 1; major <= NEWEST_MAJOR_TRIED;
         major++) {
        snprintf(symbol, sizeof symbol, "gouji_plugin_v%u", major);
        if (gj_image_symbol(image, symbol) == NULL)
            continue;
        gj_lint_say(lint, GJ_ERROR, "插件接口为第 %1$u 版，本程序为第 %2$u 版",
                    "made for plugin ABI %1$u, this program has ABI %2$u",
                    major, (unsigned)GJ_ABI_MAJOR);
        return;
    }
    gj_lint_say(lint, GJ_ERROR,
                "没有导出 gouji_plugin_v1；它的定义前要写 GJ_EXPORT",
                "it does not export gouji_plugin_v1; GJ_EXPORT must stand "
                "before its definition");
}

void gj_lint_plugin(gj_lint *lint, const char *path)
{
    gj_image *image = NULL;
    gj_error error = {0};

    if (gj_image_read(&image, path, &error) != GJ_OK) {
        gj_lint_say(lint, GJ_ERROR, "%s%.0s", "%.0s%s", error.words[GJ_ZH],
                    error.words[GJ_EN]);
        return;
    }
    const gj_symbol *symbol = gj_image_symbol(image, "gouji_plugin_v1");
    if (symbol == NULL)
        miss_symbol(lint, image);
    else
        gj_lint_descriptor(lint, image, symbol->at);
    check_exports(lint, image);
    check_constructors(lint, image);
    check_safety(lint, image);
    gj_lint_libraries(lint, image, path);
    gj_image_free(image);
}
