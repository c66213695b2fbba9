#include "form/seal.h"

#include <stdlib.h>

#include "document/input.h"
#include "form/verify.h"

/* ---------------------------------------------------------------- a list */

static void read_line(gj_seals *seals, gj_text line)
{
    const size_t size = 2 * sizeof(gj_digest);
    gj_digest digest;

    if (line.length < size ||
        !gj_digest_read(&digest, (gj_text){line.data, size}))
        return;
    gj_grow(&seals->at, seals->count, &seals->room, sizeof *seals->at);
    seals->at[seals->count++] = digest;
}

static void read_lines(gj_seals *seals, gj_text text)
{
    while (text.length > 0) {
        const char *end = memchr(text.data, '\n', text.length);
        size_t length = end != NULL ? (size_t)(end - text.data) : text.length;
        read_line(seals, (gj_text){text.data, length});
        length += end != NULL;
        text = (gj_text){text.data + length, text.length - length};
    }
}

void gj_seals_read(gj_seals *seals, const char *plugins)
{
    gj_buffer path = {0};
    gj_buffer bytes = {0};
    gj_error error = {0};

    *seals = (gj_seals){.plugins = plugins};
    if (plugins == NULL)
        return;
    gj_buffer_print(&path, "%s/../seals", plugins);
    if (gj_input_read(&bytes, path.data, 0, &error) == GJ_OK)
        read_lines(seals, gj_buffer_view(&bytes));
    gj_buffer_free(&bytes);
    gj_buffer_free(&path);
}

void gj_seals_free(gj_seals *seals)
{
    free(seals->at);
    *seals = (gj_seals){0};
}

bool gj_seals_have(const gj_seals *seals, const gj_digest *digest)
{
    for (size_t i = 0; seals != NULL && i < seals->count; i++)
        if (memcmp(&seals->at[i], digest, sizeof *digest) == 0)
            return true;
    return false;
}

bool gj_seals_cover(const gj_seals *seals, gj_text plugin_file)
{
    const char *slash = plugin_file.length > 0
                            ? memrchr(plugin_file.data, '/', plugin_file.length)
                            : NULL;

    return seals != NULL && seals->plugins != NULL && slash != NULL &&
           gj_text_is((gj_text){plugin_file.data,
                                (uint64_t)(slash - plugin_file.data)},
                      gj_text_of(seals->plugins));
}

/* ----------------------------------------------------------- of one form */

/** A file's bytes, and those of the schema that it names. */
static void add_file(gj_hash *hash, const gj_datum *datum)
{
    gj_buffer schema = {0};
    gj_buffer bytes = {0};
    gj_error error = {0};

    gj_hash_text(hash, datum->plugin);
    gj_hash_text(hash, gj_buffer_view(&datum->bytes));
    if (gj_form_find_schema(datum, &schema) &&
        gj_input_read(&bytes, schema.data, 0, &error) == GJ_OK)
        gj_hash_text(hash, gj_buffer_view(&bytes));
    gj_buffer_free(&bytes);
    gj_buffer_free(&schema);
}

gj_digest gj_form_digest(const gj_form *form)
{
    gj_hash hash;

    sha256_init(&hash);
    gj_hash_text(&hash, gj_text_of(GJ_VERSION));
    for (uint32_t i = 0; i < form->datum_count; i++)
        add_file(&hash, &form->data[i]);
    return gj_hash_end(&hash);
}
