/* A form of three cells, made for one test, with any ruleset. */
#ifndef TESTS_WHOLE_MINI_H
#define TESTS_WHOLE_MINI_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "whole/engine.h"

typedef struct mini {
    char folder[sizeof GJ_BUILD + 32];
    gj_engine engine;
} mini;

static const char mini_form[] =
    "{\"id\": \"mini\", \"title\": {\"zh\": \"小\", \"en\": \"Mini\"},\n"
    "\"recognise\": [{\"pointer\": \"/mini\", \"type\": \"object\"}],\n"
    "\"unit\": \"/unit\", \"year\": \"/year\",\n"
    "\"texts\": {\"kind\": {\"pointer\": \"/kind\",\n"
    "  \"name\": {\"zh\": \"类\", \"en\": \"Kind\"}}},\n"
    "\"sets\": {\"letters\": [\"a\", \"b\", \"c\"]},\n"
    "\"layout\": \"layout.json\",\n"
    "\"plugins\": {\"equations\": {\"data\": [\"equations.json\"]}}}\n";

static const char mini_layout[] =
    "{\"tables\": [{\"id\": \"mini\",\n"
    " \"title\": {\"zh\": \"表\", \"en\": \"Table\"},\n"
    " \"blocks\": [{\"cell\": \"/mini/{row}\",\n"
    "  \"columns\": [{\"label\": {\"zh\": \"数\", \"en\": \"Number\"}}],\n"
    "  \"rows\": [{\"key\": \"a\", \"label\": {\"zh\": \"甲\", \"en\": "
    "\"A\"}},\n"
    "   {\"key\": \"b\", \"label\": {\"zh\": \"乙\", \"en\": \"B\"}},\n"
    "   {\"key\": \"c\", \"label\": {\"zh\": \"丙\", \"en\": \"C\"},\n"
    "    \"kind\": \"amount\"}]}]}]}\n";

static inline void mini_write(const mini *m, const char *name, const char *text)
{
    char path[sizeof GJ_BUILD + 64];

    snprintf(path, sizeof path, "%s/mini/%s", m->folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

/** Opens the engine on the form with this text as its ruleset. */
static inline void mini_open_files(mini *m, const char *form,
                                   const char *layout, const char *ruleset,
                                   gj_status wanted, gj_error *error)
{
    const char *forms[] = {m->folder, NULL};
    static const char *const plugins[] = {GJ_BUILD "/plugins", NULL};
    gj_engine_options options = {
        .form_folders = forms, .plugin_folders = plugins, .today = 20260101};
    char path[sizeof GJ_BUILD + 64];

    strcpy(m->folder, GJ_BUILD "/mini-XXXXXX");
    assert_non_null(mkdtemp(m->folder));
    snprintf(path, sizeof path, "%s/mini", m->folder);
    assert_int_equal(mkdir(path, 0755), 0);
    mini_write(m, "form.json", form);
    mini_write(m, "layout.json", layout);
    mini_write(m, "equations.json", ruleset);
    gj_status status = gj_engine_open(&m->engine, &options, error);
    if (status != wanted)
        fail_msg("status %d: %s", (int)status, error->words[GJ_EN]);
}

static inline void mini_close(mini *m)
{
    static const char *const files[] = {"form.json", "layout.json",
                                        "equations.json"};
    char path[sizeof GJ_BUILD + 64];

    gj_engine_close(&m->engine);
    for (size_t i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s/mini/%s", m->folder, files[i]);
        unlink(path);
    }
    snprintf(path, sizeof path, "%s/mini", m->folder);
    rmdir(path);
    rmdir(m->folder);
}

/** A ruleset of one sound rule, with some members given by the test. */
#define MINI_RULE(members)                                                     \
    "{\"rules\": [{\"id\": \"r\", \"severity\": \"error\",\n"                  \
    "\"title\": {\"zh\": \"题\", \"en\": \"t\"}, \"basis\": \"b\",\n"         \
    "\"about\": {\"zh\": \"关\", \"en\": \"a\"},\n"                           \
    "\"example\": {\"zh\": \"例\", \"en\": \"e\"},\n"                         \
    "\"remedy\": {\"zh\": \"改\", \"en\": \"r\"},\n" members "}]}\n"
#define MINI_MESSAGE "\"message\": {\"zh\": \"{place}\", \"en\": \"{place}\"}"

#endif
