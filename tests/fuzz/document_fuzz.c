/* The reader against jansson: both must accept or refuse the same bytes, and
 * see the same values in them.
 *
 * Known differences, all of them decided:
 *   - gouji skips a byte order mark; jansson is given the bytes without it;
 *   - gouji reads numbers of any size; jansson refuses integers beyond 64 bits
 *     and exponents beyond a double;
 *   - gouji reads keys with \u0000 in them; jansson cannot hold them;
 *   - jansson overlooks a zero byte right behind a number or literal;
 *   - gouji's limit on depth is 256, jansson's 2048.
 * Keys that are there twice are refused by both (JSON_REJECT_DUPLICATES).
 *
 * What was accepted is asked for everything: pointers must lead back to their
 * node, positions must agree with plain counting; and neither bytes behind the
 * end nor what was read before may matter. */
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "document/look.h"

enum { MOST_POINTERS = 200, MOST_CHANGES = 8 };

#define REQUIRE(condition)                                                     \
    do {                                                                       \
        if (!(condition)) {                                                    \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);    \
            abort();                                                           \
        }                                                                      \
    } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void same_number(const gj_document *document, uint32_t node,
                        const json_t *json)
{
    int64_t millionths = 0;
    uint32_t how = gj_node_decimal(document, node, &millionths);

    REQUIRE(how != GJ_DECIMAL_TYPE);
    if (json_is_integer(json)) {
        int64_t value = json_integer_value(json);
        int64_t wanted;
        bool fits = !__builtin_mul_overflow(value, INT64_C(1000000), &wanted);
        REQUIRE(how == (fits ? GJ_DECIMAL_OK : GJ_DECIMAL_RANGE));
        REQUIRE(!fits || wanted == millionths);
        return;
    }
    double value = json_real_value(json);
    if (how == GJ_DECIMAL_OK)
        REQUIRE(fabs((double)millionths / 1e6 - value) <=
                fabs(value) * 1e-12 + 1e-300);
    else if (how == GJ_DECIMAL_RANGE)
        REQUIRE(fabs(value) > 9.2e12);
}

static void same_string(gj_text text, const char *data, size_t length)
{
    REQUIRE(text.length == length);
    REQUIRE(length == 0 || memcmp(text.data, data, length) == 0);
}

static void same_value(gj_document *document, uint32_t node, json_t *json);

static void same_object(gj_document *document, uint32_t node, json_t *json)
{
    uint32_t end = gj_node_next(document, node);
    uint32_t at = node + 1;
    const char *key;
    json_t *value;

    REQUIRE(gj_node_size(document, node) == json_object_size(json));
    json_object_foreach(json, key, value)
    {
        REQUIRE(at < end && gj_node_type(document, at) == GJ_KEY);
        same_string(gj_node_text(document, at), key, strlen(key));
        REQUIRE(gj_node_member(document, node, gj_text_of(key)) == at + 1);
        same_value(document, at + 1, value);
        at = gj_node_next(document, at + 1);
    }
    REQUIRE(at == end);
}

static void same_array(gj_document *document, uint32_t node, json_t *json)
{
    uint32_t at = node + 1;
    size_t index;
    json_t *value;

    REQUIRE(gj_node_size(document, node) == json_array_size(json));
    json_array_foreach(json, index, value)
    {
        same_value(document, at, value);
        at = gj_node_next(document, at);
    }
    REQUIRE(at == gj_node_next(document, node));
}

static void same_value(gj_document *document, uint32_t node, json_t *json)
{
    uint32_t type = gj_node_type(document, node);

    switch (json_typeof(json)) {
    case JSON_NULL:
        REQUIRE(type == GJ_NULL);
        break;
    case JSON_TRUE:
        REQUIRE(type == GJ_TRUE);
        break;
    case JSON_FALSE:
        REQUIRE(type == GJ_FALSE);
        break;
    case JSON_STRING:
        REQUIRE(type == GJ_STRING);
        same_string(gj_node_text(document, node), json_string_value(json),
                    json_string_length(json));
        break;
    case JSON_ARRAY:
        REQUIRE(type == GJ_ARRAY);
        same_array(document, node, json);
        break;
    case JSON_OBJECT:
        REQUIRE(type == GJ_OBJECT);
        same_object(document, node, json);
        break;
    default:
        REQUIRE(type == GJ_NUMBER);
        same_number(document, node, json);
    }
}

static void pointers_lead_back(gj_document *document)
{
    gj_buffer pointer = {0};
    uint32_t count = gj_node_count(document);
    uint32_t step = count / MOST_POINTERS + 1;

    for (uint32_t node = 0; node < count; node += step) {
        uint32_t value =
            gj_node_type(document, node) == GJ_KEY ? node + 1 : node;
        gj_buffer_clear(&pointer);
        gj_node_pointer(document, node, &pointer);
        REQUIRE(gj_node_at(document, 0, gj_buffer_view(&pointer)) == value);
    }
    gj_buffer_free(&pointer);
}

static void position_is_right(gj_document *document, const char *bytes,
                              size_t size, uint32_t offset)
{
    gj_position position = gj_document_position(document, offset);
    uint32_t line = 1;
    uint32_t column = 1;
    size_t at = size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

    for (; at < offset; at++) {
        if (bytes[at] == '\n' ||
            (bytes[at] == '\r' && (at + 1 == size || bytes[at + 1] != '\n'))) {
            line++;
            column = 1;
        } else if (((unsigned char)bytes[at] & 0xC0) != 0x80) {
            column++;
        }
    }
    REQUIRE(position.line == line && position.column == column);
}

static void places_are_right(gj_document *document, const char *bytes,
                             size_t size)
{
    uint32_t count = gj_node_count(document);
    uint32_t step = count / MOST_POINTERS + 1;

    for (uint32_t node = 0; node < count; node += step) {
        uint32_t type = gj_node_type(document, node);
        position_is_right(document, bytes, size, gj_node_start(document, node));
        REQUIRE(gj_node_start(document, node) < gj_node_end(document, node));
        REQUIRE(gj_node_end(document, node) <= size);
        if (type != GJ_STRING && type != GJ_KEY)
            continue;
        uint64_t length = gj_node_text(document, node).length;
        REQUIRE(gj_node_text_offset(document, node, length) ==
                gj_node_end(document, node) - 1);
        REQUIRE(gj_node_text_offset(document, node, 0) ==
                gj_node_start(document, node) + 1);
    }
}

/* Reads again with other bytes behind the end. */
static void padding_does_not_matter(gj_document *document, char *bytes,
                                    size_t size, const gj_error *wanted)
{
    static const char paddings[] = {'"', '0', ' ', '}', '\\', (char)0xB8};
    uint32_t count = gj_node_count(document);

    for (size_t i = 0; i < sizeof paddings; i++) {
        gj_error error = {.status = GJ_OK};
        memset(bytes + size, paddings[i], GJ_PADDING);
        /* From the third time on along what the reader remembers of it. */
        gj_document_read(document, bytes, size, NULL, &error);
        REQUIRE(error.status == wanted->status);
        REQUIRE(error.line == wanted->line && error.column == wanted->column);
        REQUIRE(strcmp(error.words[GJ_EN], wanted->words[GJ_EN]) == 0);
        REQUIRE(strcmp(error.words[GJ_ZH], wanted->words[GJ_ZH]) == 0);
        REQUIRE(gj_node_count(document) == count);
    }
}

static void compare(gj_document *document, const char *bytes, size_t size,
                    const gj_error *error)
{
    size_t mark = size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    json_error_t reason;
    json_t *json = json_loadb(
        bytes + mark, size - mark,
        JSON_DECODE_ANY | JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &reason);

    if (json != NULL && error->status == GJ_OK)
        same_value(document, 0, json);
    else if (json != NULL)
        REQUIRE(error->status == GJ_FAILED_LIMIT ||
                memchr(bytes, '\0', size) != NULL);
    else if (error->status == GJ_OK)
        REQUIRE(json_error_code(&reason) == json_error_numeric_overflow ||
                json_error_code(&reason) == json_error_null_byte_in_key);
    json_decref(json);
}

/* Changes the document here and there. A reader that knows the document must
   see what one sees that knows none. */
static void remembering_does_not_matter(gj_document *document, char *bytes,
                                        size_t size)
{
    static const char others[] = "\" :,{}[]0\\";
    size_t step = size / MOST_CHANGES + 1;

    for (size_t at = 0; at < size; at += step) {
        gj_document *fresh = gj_document_new();
        gj_error error = {.status = GJ_OK};
        gj_error wanted = {.status = GJ_OK};
        char byte = bytes[at];
        bytes[at] = others[at % (sizeof others - 1)];
        gj_document_read(document, bytes, size, NULL, &error);
        gj_document_read(fresh, bytes, size, NULL, &wanted);
        REQUIRE(error.status == wanted.status);
        REQUIRE(error.line == wanted.line && error.column == wanted.column);
        REQUIRE(strcmp(error.words[GJ_EN], wanted.words[GJ_EN]) == 0);
        REQUIRE(document->node_count == fresh->node_count);
        REQUIRE(memcmp(document->nodes, fresh->nodes,
                       fresh->node_count * sizeof *fresh->nodes) == 0);
        bytes[at] = byte;
        gj_document_free(fresh);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    gj_document *document = gj_document_new();
    char *bytes = gj_new(size + GJ_PADDING, 1);
    gj_error error = {.status = GJ_OK};

    if (size > 0)
        memcpy(bytes, data, size);
    gj_status status = gj_document_read(document, bytes, size, NULL, &error);
    REQUIRE(status == error.status);
    REQUIRE(status == GJ_OK || (error.line > 0 && error.column > 0));
    REQUIRE((status == GJ_OK) == (gj_node_count(document) > 0));
    compare(document, bytes, size, &error);
    if (status == GJ_OK) {
        pointers_lead_back(document);
        places_are_right(document, bytes, size);
    }
    padding_does_not_matter(document, bytes, size, &error);
    remembering_does_not_matter(document, bytes, size);
    gj_document_free(document);
    free(bytes);
    return 0;
}
