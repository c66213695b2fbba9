/* A reader that remembers how documents were built reads every document as one
 * that has never read any. */
#include "document/look.h"
#include "unit/reading.h"

static const char sample[] =
    "{\n  \"unit\": {\"name\": \"清溪县\", \"code\": null},\n"
    "  \"year\": 2024, \"open\": [true, [], {}, [1, 2, {\"a\": \"\\n\"}]],\n"
    "  \"rows\": {\"new\": 12, \"handled\": {\"granted\": 3, \"other\": 1.5},\n"
    "    \"left\": 0}, \"last\": \"\"}\n";

enum { LENGTH = sizeof sample - 1 };

/* How else the sample may be written, and what may stand in its place. */
static const char *const others[] = {
    sample,
    "{\n  \"unit\": {\"name\": \"临江\\u5e02\", \"code\": \"7\"},\n"
    "  \"year\": 1, \"open\": [false, [], {}, [null, \"\", {\"a\": 0}]],\n"
    "  \"rows\": {\"new\": null, \"handled\": {\"granted\": -1e3, \"other\": "
    "1},\n"
    "    \"left\": 123456789}, \"last\": true}\n",
    "{\n  \"unit\": {\"name\": \"清溪县\", \"code\": null},\n"
    "  \"year\": 2024, \"open\": [true, [], {}, [1, 2, {\"a\": \"\\n\"}]],\n"
    "  \"rows\": {\"new\": 12, \"handled\": {\"granted\": 3, \"other\": 1.5},\n"
    "    \"left\": 0, \"new\": 1}, \"last\": \"\"}\n",
    "{\n  \"unit\": {\"name\": \"清溪县\", \"code\": null},\n"
    "  \"year\": 2024, \"open\": [true, [], {}, [1, 2, {\"\\u0061\": 1}]],\n"
    "  \"rows\": {\"new\": 12, \"handled\": {\"granted\": 3, \"other\": 1.5},\n"
    "    \"left\": 0, \"le\\u0066t\": 1}, \"last\": \"\"}\n",
    "{\n  \"unit\": {\"code\": null, \"name\": \"清溪县\"},\n  \"year\": 2024}",
    "{\n  \"unit\": {\"name\": \"清溪县\"}, \"unit\": {}}",
    "{\n  \"unit\": {\"name\": \"清溪县\", \"code\": {}}, \"unit\": {}}",
    "{\n  \"unit\": {\"name\": [\"清溪县\", \"code\"]}, \"unit\\\\\": {}}",
    "{\n  \"unit\": {\"name\": \"清溪县\", \"code\": [null]},\n  \"year\": {}}",
    "{\n  \"unit\": {\"name\": \"清溪县\", \"code\":  null},\n  \"year\": 3}",
    "{\n  \"unit\": {\"name\": \"清溪县\", \"code\": null,\n  \"year\": 3}",
    "{\n  \"unit\": {\"name\": \"清溪县\", \"code\": null}},\n  \"year\": 3}",
    "{\n  \"unit\": {\"name\": \"清溪\x80县\", \"code\": null}}",
    "{\n  \"unit\": {\"name\": \"清溪县\", \"code\": nul}}",
    "{\n  \"unit\": {\"name\": \"清溪县\", \"code\": 01}}",
    "\xEF\xBB\xBF{\"unit\": 1}",
    "{\"unit\": 1}",
    "{\"unit\": 1} ",
    "{\"unit\": 1}}",
    "{\"unit\": [1]}",
    "{\"unit\": [1, 2]}",
    "{\"unit\": [1, 2, [], 3]}",
    "{\"unit\": [1, 2, [], [3]]}",
    "[1, 2]",
    "[]",
    "{}",
    "1",
    " 1 ",
    "\"unit\"",
    "",
    " ",
};

enum { OTHERS = sizeof others / sizeof *others };

static uint32_t draw(uint64_t *random, uint32_t limit)
{
    *random = *random * UINT64_C(6364136223846793005) + 1442695040888963407;
    return (uint32_t)((*random >> 33) % limit);
}

/* Both readers' nodes, texts and troubles. */
static void assert_same(gj_document *document, gj_status status,
                        const gj_error *error, reading *fresh)
{
    gj_document *other = fresh->document;
    uint32_t count = gj_node_count(other);

    assert_int_equal(status, fresh->status);
    assert_int_equal(error->line, fresh->error.line);
    assert_int_equal(error->column, fresh->error.column);
    assert_string_equal(error->words[GJ_EN], fresh->error.words[GJ_EN]);
    assert_string_equal(error->words[GJ_ZH], fresh->error.words[GJ_ZH]);
    assert_int_equal(gj_node_count(document), count);
    if (count > 0)
        assert_memory_equal(document->nodes, other->nodes,
                            count * sizeof *other->nodes);
    for (uint32_t node = 0; node < count; node++) {
        gj_text text = gj_node_text(other, node);
        assert_true(gj_text_is(gj_node_text(document, node), text));
    }
}

/* Reads with a reader that has read before, and with one that has not. */
static void read_both(gj_document *document, const char *bytes, size_t length,
                      const gj_limits *limits)
{
    gj_error error = {.status = GJ_OK};
    reading fresh = read_with(bytes, length, '\0', limits);

    gj_status status =
        gj_document_read(document, fresh.bytes, length, limits, &error);
    assert_same(document, status, &error, &fresh);
    assert_int_equal(gj_document_skeleton(fresh.document), 0);
    end_reading(&fresh);
}

static void read_often(gj_document *document, const char *text)
{
    for (int i = 0; i < 4; i++)
        read_both(document, text, strlen(text), NULL);
}

static void reads_the_same_whatever_was_read_before(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed < 30; seed++) {
        gj_document *document = gj_document_new();
        uint64_t random = seed;
        for (int i = 0; i < 500; i++) {
            const char *text = others[draw(&random, OTHERS)];
            read_both(document, text, strlen(text), NULL);
        }
        gj_document_free(document);
    }
}

static void sees_every_byte_that_is_another_one(void **state)
{
    gj_document *document = gj_document_new();
    char bytes[LENGTH];
    uint64_t random = 7;
    (void)state;

    memcpy(bytes, sample, LENGTH);
    read_often(document, sample);
    for (size_t at = 0; at < LENGTH; at++) {
        for (int i = 0; i < 24; i++) {
            static const char bad[] = "\" :,{}[]\\0-e.tn";
            bytes[at] = i < 16 ? bad[i] : (char)draw(&random, 256);
            read_both(document, bytes, LENGTH, NULL);
        }
        bytes[at] = sample[at];
    }
    gj_document_free(document);
}

static void sees_where_a_document_is_cut_off_or_goes_on(void **state)
{
    gj_document *document = gj_document_new();
    char bytes[LENGTH + 1];
    (void)state;

    memcpy(bytes, sample, LENGTH);
    read_often(document, sample);
    for (size_t length = 0; length < LENGTH; length++)
        read_both(document, bytes, length, NULL);
    for (int c = 0; c < 256; c++) {
        bytes[LENGTH] = (char)c;
        read_both(document, bytes, LENGTH + 1, NULL);
    }
    gj_document_free(document);
}

/* Writes {"k0": 0, "k1": 0, …} with the keys of a sequence. */
static void put_object(gj_buffer *out, const uint32_t *keys, size_t count)
{
    gj_buffer_clear(out);
    for (size_t i = 0; i < count; i++)
        gj_buffer_print(out, "%s\"k%u\": %zu", i ? ", " : "{", keys[i], i);
    gj_buffer_string(out, "}");
}

static void
finds_a_key_that_is_there_twice_where_it_leaves_what_it_knows(void **state)
{
    enum { MOST = 40 };
    gj_buffer text = {0};
    uint32_t keys[MOST];
    (void)state;

    for (uint32_t known = 1; known < MOST; known++) {
        gj_document *document = gj_document_new();
        for (uint32_t i = 0; i < known; i++)
            keys[i] = i;
        put_object(&text, keys, known);
        read_often(document, text.data);
        for (uint32_t twin = 0; twin < known; twin++) {
            keys[known] = twin;
            put_object(&text, keys, known + 1);
            read_both(document, text.data, text.length, NULL);
            assert_int_equal(gj_node_count(document), 0);
        }
        keys[known] = MOST;
        put_object(&text, keys, known + 1);
        read_both(document, text.data, text.length, NULL);
        assert_int_equal(gj_node_count(document), 1 + 2 * (known + 1));
        gj_document_free(document);
    }
    gj_buffer_free(&text);
}

static void keeps_to_the_limits_of_each_reading(void **state)
{
    gj_document *document = gj_document_new();
    (void)state;

    read_often(document, sample);
    for (uint32_t depth = 1; depth < 6; depth++)
        read_both(document, sample, LENGTH, &(gj_limits){.depth = depth});
    for (uint32_t nodes = 1; nodes < 40; nodes++)
        read_both(document, sample, LENGTH, &(gj_limits){.nodes = nodes});
    read_both(document, sample, LENGTH, &(gj_limits){.bytes = LENGTH - 1});
    /* Sound documents that stay within what the sample does not. */
    for (int i = 0; i < 4; i++) {
        read_both(document, "[1]", 3, &(gj_limits){.depth = 1});
        read_both(document, "[1]", 3, &(gj_limits){.nodes = 2});
    }
    read_both(document, sample, LENGTH, NULL);
    assert_true(gj_document_skeleton(document) != 0);
    gj_document_free(document);
}

static uint64_t skeleton_of(gj_document *document, const char *text)
{
    size_t length = strlen(text);
    char *bytes = gj_new(length + GJ_PADDING, 1);

    memcpy(bytes, text, length);
    assert_int_equal(gj_document_read(document, bytes, length, NULL, NULL),
                     GJ_OK);
    uint64_t skeleton = gj_document_skeleton(document);
    free(bytes);
    return skeleton;
}

static void knows_a_skeleton_that_it_has_met_twice(void **state)
{
    gj_document *document = gj_document_new();
    (void)state;

    assert_int_equal(skeleton_of(document, "{\"a\": 1, \"b\": [2]}"), 0);
    assert_int_equal(skeleton_of(document, "{\"a\": 1, \"b\": [2]}"), 0);
    uint64_t known = skeleton_of(document, "{\"a\": 1, \"b\": [2]}");
    assert_true(known != 0);
    assert_int_equal(skeleton_of(document, "{\"a\": 345, \"b\": [\"七\"]}"),
                     known);
    assert_int_equal(skeleton_of(document, "{\"a\": 1, \"b\": [2] }"), 0);
    uint64_t other = skeleton_of(document, "{\"a\": 1, \"b\": [2] }");
    assert_true(other != 0 && other != known);
    assert_int_equal(skeleton_of(document, "{\"a\": null, \"b\": [0]}"), known);
    gj_document_free(document);
}

static void two_readers_never_give_the_same_number(void **state)
{
    gj_document *one = gj_document_new();
    gj_document *two = gj_document_new();
    uint64_t first = 0;
    uint64_t second = 0;
    (void)state;

    for (int i = 0; i < 3; i++) {
        first = skeleton_of(one, "{\"a\": 1}");
        second = skeleton_of(two, "{\"b\": 1}");
    }
    assert_true(first != 0 && second != 0 && first != second);
    gj_document_free(one);
    gj_document_free(two);
}

static void forgets_when_it_has_met_too_many(void **state)
{
    gj_document *document = gj_document_new();
    gj_buffer text = {0};
    uint32_t keys[200];
    uint64_t before = 0;
    (void)state;

    for (uint32_t i = 0; i < 200; i++)
        keys[i] = i;
    put_object(&text, keys, 200);
    read_often(document, text.data);
    before = skeleton_of(document, text.data);
    assert_true(before != 0);
    for (uint32_t turn = 0; turn < 8000; turn++) {
        keys[turn % 199] += 200;
        put_object(&text, keys, 200);
        read_both(document, text.data, text.length, NULL);
    }
    for (uint32_t i = 0; i < 200; i++)
        keys[i] = i;
    put_object(&text, keys, 200);
    uint64_t after = 0;
    for (int i = 0; i < 400 && after == 0; i++)
        after = skeleton_of(document, text.data);
    assert_true(after != 0 && after != before);
    gj_buffer_free(&text);
    gj_document_free(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_same_whatever_was_read_before),
        cmocka_unit_test(sees_every_byte_that_is_another_one),
        cmocka_unit_test(sees_where_a_document_is_cut_off_or_goes_on),
        cmocka_unit_test(
            finds_a_key_that_is_there_twice_where_it_leaves_what_it_knows),
        cmocka_unit_test(keeps_to_the_limits_of_each_reading),
        cmocka_unit_test(knows_a_skeleton_that_it_has_met_twice),
        cmocka_unit_test(two_readers_never_give_the_same_number),
        cmocka_unit_test(forgets_when_it_has_met_too_many),
    };
    return cmocka_run_group_tests_name("document: skeletons", tests, NULL,
                                       NULL);
}
