/* Reading from string literals, for the tests of core/document. */
#ifndef TESTS_UNIT_READING_H
#define TESTS_UNIT_READING_H

/* cmocka wants these before it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "document/document.h"

/* A document with bytes of its own. `padding` fills what is behind them. */
typedef struct reading {
    gj_document *document;
    char *bytes;
    gj_status status;
    gj_error error;
} reading;

static inline reading read_with(const void *bytes, size_t length, char padding,
                                const gj_limits *limits)
{
    reading r = {.document = gj_document_new()};

    r.bytes = gj_new(length + GJ_PADDING, 1);
    memset(r.bytes, padding, length + GJ_PADDING);
    memcpy(r.bytes, bytes, length);
    r.status = gj_document_read(r.document, r.bytes, length, limits, &r.error);
    return r;
}

static inline reading read_bytes(const void *bytes, size_t length)
{
    return read_with(bytes, length, '\0', NULL);
}

static inline reading read_text(const char *text)
{
    return read_bytes(text, strlen(text));
}

static inline void end_reading(reading *r)
{
    gj_document_free(r->document);
    free(r->bytes);
}

static inline void assert_text(gj_text text, const char *wanted)
{
    if (!gj_text_is(text, gj_text_of(wanted)))
        fail_msg("\"%.*s\" is not \"%s\"", GJ_PRINT(text), wanted);
}

static inline void assert_accepted(const char *text)
{
    reading r = read_text(text);
    if (r.status != GJ_OK)
        fail_msg("%s: %s", text, r.error.words[GJ_EN]);
    assert_true(gj_node_count(r.document) > 0);
    end_reading(&r);
}

static inline void assert_refused(const char *text, gj_status status,
                                  uint32_t line, uint32_t column)
{
    reading r = read_text(text);
    if (r.status != status || r.error.line != line || r.error.column != column)
        fail_msg("%s: status %d at %u:%u, %s", text, r.status, r.error.line,
                 r.error.column, r.error.words[GJ_EN]);
    assert_int_equal(r.error.status, status);
    assert_int_equal(gj_node_count(r.document), 0);
    assert_true(strlen(r.error.words[GJ_ZH]) > 0);
    end_reading(&r);
}

#endif
