/* What the results of a run depend on. */
#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/journal.h"
#include "document/input.h"

static void hash_words(gj_hash *hash, const gj_error *error)
{
    gj_hash_text(hash, gj_text_of(error->words[GJ_EN]));
}

static void hash_wishes(gj_hash *hash, const gj_wishes *wishes)
{
    gj_hash_number(hash, (int64_t)wishes->count);
    for (size_t i = 0; i < wishes->count; i++)
        gj_hash_text(hash, wishes->at[i].name);
}

static void hash_policy(gj_hash *hash, const gj_policy *policy)
{
    hash_wishes(hash, &policy->forms);
    hash_wishes(hash, &policy->plugins);
    gj_hash_number(hash, (int64_t)policy->selection.count);
    for (size_t i = 0; i < policy->selection.count; i++) {
        gj_hash_text(hash, gj_text_of(policy->selection.choices[i].pattern));
        gj_hash_number(hash, policy->selection.choices[i].wanted);
    }
    gj_hash_number(hash, (int64_t)policy->severity_count);
    for (size_t i = 0; i < policy->severity_count; i++) {
        gj_hash_text(hash, gj_text_of(policy->severities[i].pattern));
        gj_hash_number(hash, policy->severities[i].severity);
    }
    gj_hash_number(hash, (int64_t)policy->parameter_count);
    for (size_t i = 0; i < policy->parameter_count; i++) {
        gj_hash_text(hash, policy->parameters[i].rule);
        gj_hash_text(hash, policy->parameters[i].parameter);
        gj_hash_text(hash, policy->parameters[i].value);
    }
}

static void hash_settings(gj_hash *hash, const gj_settings *settings)
{
    gj_hash_text(hash, gj_text_of(GJ_VERSION));
    gj_hash_text(hash, gj_text_of(settings->form ? settings->form : ""));
    hash_policy(hash, &settings->policy);
    gj_hash_number(hash, settings->today);
    gj_hash_number(hash, (int64_t)settings->limits.bytes);
    gj_hash_number(hash, settings->limits.depth);
    gj_hash_number(hash, settings->limits.nodes);
    gj_hash_number(hash, (int64_t)settings->unpacking.bytes);
    gj_hash_number(hash, (int64_t)settings->unpacking.ratio);
    /* How many workers there are makes no difference, but whether. */
    gj_hash_number(hash, settings->jobs > 0);
    gj_hash_number(hash, settings->max_faults);
    gj_hash_number(hash, settings->rule_timeout);
    gj_hash_number(hash, (int64_t)settings->memory_limit);
}

static void hash_file(gj_hash *hash, gj_text path)
{
    gj_buffer bytes = {0};
    gj_error ignored = {0};
    char *name = gj_copy(path.data, path.length);

    if (gj_input_read(&bytes, name, 0, &ignored) == GJ_OK)
        gj_hash_text(hash, gj_buffer_view(&bytes));
    gj_buffer_free(&bytes);
    free(name);
}

static int is_data(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/** A form is all files of its folder. */
static void hash_folder(gj_hash *hash, gj_text folder)
{
    struct dirent **entries = NULL;
    char *name = gj_copy(folder.data, folder.length);
    int count = scandir(name, &entries, is_data, alphasort);

    for (int i = 0; i < count; i++) {
        gj_buffer path = {0};
        gj_buffer_print(&path, "%s/%s", name, entries[i]->d_name);
        gj_hash_text(hash, gj_text_of(entries[i]->d_name));
        hash_file(hash, gj_buffer_view(&path));
        gj_buffer_free(&path);
        free(entries[i]);
    }
    free(entries);
    free(name);
}

static void hash_catalogue(gj_hash *hash, const gj_catalogue *catalogue)
{
    if (catalogue->form != NULL) {
        gj_hash_text(hash, catalogue->form->id);
        hash_folder(hash, catalogue->form->folder);
    }
    for (uint32_t i = 0; i < catalogue->plugin_count; i++) {
        const gj_plugin_entry *plugin = &catalogue->plugins[i];
        gj_hash_text(hash, plugin->name);
        gj_hash_text(hash, plugin->version);
        if (plugin->file.length > 0)
            hash_file(hash, plugin->file);
    }
    for (uint32_t i = 0; i < catalogue->rule_count; i++)
        gj_hash_text(hash, catalogue->rules[i].id);
}

gj_digest gj_journal_key(const gj_settings *settings, const gj_pool *pool)
{
    gj_hash hash;
    const gj_error *error;
    size_t count;
    gj_catalogue *const *catalogues = gj_pool_catalogues(pool, &count);

    sha256_init(&hash);
    hash_settings(&hash, settings);
    for (size_t i = 0; i < count; i++)
        hash_catalogue(&hash, catalogues[i]);
    for (size_t i = 0; (error = gj_pool_broken(pool, i)) != NULL; i++)
        hash_words(&hash, error);
    for (size_t i = 0; (error = gj_pool_refusal(pool, i)) != NULL; i++)
        hash_words(&hash, error);
    return gj_hash_end(&hash);
}

gj_digest gj_journal_input(const gj_input *input)
{
    gj_hash hash;

    sha256_init(&hash);
    gj_hash_text(&hash, input->path);
    gj_hash_number(&hash, (int64_t)input->record);
    gj_hash_number(&hash, input->kind);
    gj_hash_number(&hash, input->found);
    if (input->kind == GJ_INPUT_FAULT)
        hash_words(&hash, input->error);
    else
        gj_hash_text(&hash, input->bytes);
    return gj_hash_end(&hash);
}
