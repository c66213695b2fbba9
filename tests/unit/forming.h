/* Forms from string literals, for the tests of core/form. */
#ifndef TESTS_UNIT_FORMING_H
#define TESTS_UNIT_FORMING_H

#include <sys/stat.h>
#include <unistd.h>

#include "form/form.h"
#include "unit/reading.h"

/* A form in a folder of its own. What a test leaves NULL is not written. */
typedef struct forming {
    const char *form;
    const char *layout;
    const char *data;
    char folder[sizeof GJ_BUILD + 32];
    gj_form *loaded;
    gj_status status;
    gj_error error;
} forming;

/* The members that every form needs, without the outer braces. */
#define FORM_HEAD                                                              \
    "\"id\": \"f\", \"title\": {\"zh\": \"表\", \"en\": \"F\"}, "             \
    "\"unit\": \"/unit\", \"year\": \"/year\", "
#define FORM_FITS "\"recognise\": [{\"pointer\": \"/f\", \"type\": \"null\"}]"
#define FORM_SOUND "{" FORM_HEAD FORM_FITS ", \"layout\": \"layout.json\"}"
/* A layout of one table with these blocks; one label. */
#define LAYOUT(blocks)                                                         \
    "{\"tables\": [{\"id\": \"t\", \"title\": {\"zh\": \"表\", \"en\": "      \
    "\"Table\"},\n\"blocks\": [" blocks "]}]}"
#define LABEL(en) "\"label\": {\"zh\": \"" en "\", \"en\": \"" en "\"}"
#define ONE "[{" LABEL("One") "}]"

static inline void form_file(const forming *f, const char *name,
                             const char *text)
{
    char path[sizeof GJ_BUILD + 64];

    if (text == NULL)
        return;
    snprintf(path, sizeof path, "%s/%s", f->folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static inline void form_unlink(const forming *f, const char *name)
{
    char path[sizeof GJ_BUILD + 64];

    snprintf(path, sizeof path, "%s/%s", f->folder, name);
    unlink(path);
}

/* Writes, loads and removes it. */
static inline forming make_form(const char *form, const char *layout,
                                const char *data)
{
    forming f = {.form = form,
                 .layout = layout,
                 .data = data,
                 .folder = GJ_BUILD "/form-XXXXXX"};

    assert_non_null(mkdtemp(f.folder));
    form_file(&f, "form.json", form);
    form_file(&f, "layout.json", layout);
    form_file(&f, "data.json", data);
    f.status = gj_form_load(&f.loaded, f.folder, NULL, &f.error);
    form_unlink(&f, "form.json");
    form_unlink(&f, "layout.json");
    form_unlink(&f, "data.json");
    rmdir(f.folder);
    return f;
}

static inline gj_form *sound_form(const char *form, const char *layout)
{
    forming f = make_form(form, layout, NULL);
    if (f.status != GJ_OK)
        fail_msg("%s:%u:%u: %s", f.error.file, f.error.line, f.error.column,
                 f.error.words[GJ_EN]);
    return f.loaded;
}

/* It is refused for a reason in a file at a place, said in both languages. */
static inline void assert_faulty(forming f, const char *file, unsigned line,
                                 unsigned column, const char *words)
{
    if (f.status == GJ_OK)
        gj_form_free(f.loaded);
    if (f.status != GJ_FAILED_DATA || f.error.line != line ||
        f.error.column != column || strstr(f.error.words[GJ_EN], words) == NULL)
        fail_msg("status %d at %u:%u “%s”, not %u:%u “%s”", (int)f.status,
                 f.error.line, f.error.column, f.error.words[GJ_EN], line,
                 column, words);
    assert_true(f.error.words[GJ_ZH][0] != '\0');
    assert_string_not_equal(f.error.words[GJ_ZH], f.error.words[GJ_EN]);
    assert_non_null(strstr(f.error.file, file));
}

#endif
