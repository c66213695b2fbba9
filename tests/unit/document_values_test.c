/* What can be asked of a document: nodes, pointers, positions, handles. */
#include "unit/reading.h"

static uint32_t node_at(reading *r, const char *pointer)
{
    return gj_node_at(r->document, 0, gj_text_of(pointer));
}

static void finds_nodes_by_pointer(void **state)
{
    /* The examples of RFC 6901, and some that must find nothing. */
    static const struct {
        const char *pointer;
        const char *source;
    } cases[] = {
        {"/foo", "[\"bar\", \"baz\"]"},
        {"/foo/0", "bar"},
        {"/", "0"},
        {"/a~1b", "1"},
        {"/c%d", "2"},
        {"/e^f", "3"},
        {"/g|h", "4"},
        {"/i\\j", "5"},
        {"/k\"l", "6"},
        {"/ ", "7"},
        {"/m~0n", "8"},
        {"/foo/2", NULL},
        {"/foo/-", NULL},
        {"/foo/00", NULL},
        {"/foo/+0", NULL},
        {"/foo/", NULL},
        {"foo", NULL},
        {"/a~b", NULL},
        {"/a~2b", NULL},
        {"/m~", NULL},
        {"/foo/0/x", NULL},
        {"/nothing", NULL},
        {"/foo/99999999999", NULL},
    };
    reading r = read_text(
        "{\"foo\": [\"bar\", \"baz\"], \"\": 0, \"a/b\": 1, \"c%d\": 2,"
        "\"e^f\": 3, \"g|h\": 4, \"i\\\\j\": 5, \"k\\\"l\": 6, \" \": 7,"
        "\"m~n\": 8}");
    (void)state;

    assert_int_equal(r.status, GJ_OK);
    assert_int_equal(node_at(&r, ""), 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t node = node_at(&r, cases[i].pointer);
        if ((node == GJ_NO_NODE) != (cases[i].source == NULL))
            fail_msg("%s", cases[i].pointer);
        if (node != GJ_NO_NODE)
            assert_text(gj_node_source(r.document, node), cases[i].source);
    }
    end_reading(&r);
}

static void leads_back_from_every_node(void **state)
{
    reading r = read_text("{\"a\":[1,{\"b~/c\":[[],{},[2]]},3],"
                          "\"\\u4e2d\":{\"\":{\"\":null}},\"z\":0}");
    gj_buffer pointer = {0};
    (void)state;

    for (uint32_t node = 0; node < gj_node_count(r.document); node++) {
        bool key = gj_node_type(r.document, node) == GJ_KEY;
        gj_buffer_clear(&pointer);
        gj_node_pointer(r.document, node, &pointer);
        assert_int_equal(gj_node_at(r.document, 0, gj_buffer_view(&pointer)),
                         key ? node + 1 : node);
    }
    gj_buffer_clear(&pointer);
    gj_node_pointer(r.document, node_at(&r, "/a/1/b~0~1c/2/0"), &pointer);
    assert_text(gj_buffer_view(&pointer), "/a/1/b~0~1c/2/0");
    gj_buffer_clear(&pointer);
    gj_node_pointer(r.document, node_at(&r, "/中//"), &pointer);
    assert_text(gj_buffer_view(&pointer), "/中//");
    gj_buffer_free(&pointer);
    end_reading(&r);
}

static void knows_spans_and_sizes(void **state)
{
    reading r = read_text(" {\"a\" : [10, \"x\"] , \"b\":{}}");
    uint32_t array = node_at(&r, "/a");
    (void)state;

    assert_int_equal(gj_node_start(r.document, 0), 1);
    assert_int_equal(gj_node_end(r.document, 0), 27);
    assert_int_equal(gj_node_size(r.document, 0), 2);
    assert_int_equal(gj_node_next(r.document, 0), gj_node_count(r.document));
    assert_text(gj_node_source(r.document, array), "[10, \"x\"]");
    assert_int_equal(gj_node_size(r.document, array), 2);
    assert_text(gj_node_source(r.document, array + 1), "10");
    assert_text(gj_node_source(r.document, array + 2), "x");
    assert_int_equal(gj_node_start(r.document, array + 2), 13);
    assert_int_equal(gj_node_end(r.document, array + 2), 16);
    assert_int_equal(gj_node_size(r.document, array + 1), 0);
    assert_int_equal(gj_node_size(r.document, node_at(&r, "/b")), 0);
    assert_int_equal(gj_node_type(r.document, array - 1), GJ_KEY);
    end_reading(&r);
}

static void decodes_escapes_once_and_for_all(void **state)
{
    reading r = read_text("[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\",\"\\u4e2D\\u00e9x\","
                          "\"\\uD83D\\uDE00\",\"\\u0000\",\"plain 中\"]");
    (void)state;

    assert_text(gj_node_text(r.document, 1), "\"\\/\b\f\n\r\t");
    assert_text(gj_node_text(r.document, 2), "中éx");
    assert_text(gj_node_text(r.document, 3), "😀");
    gj_text zero = gj_node_text(r.document, 4);
    assert_int_equal(zero.length, 1);
    assert_int_equal(zero.data[0], 0);
    assert_text(gj_node_text(r.document, 5), "plain 中");
    assert_true(gj_node_escaped(r.document, 1));
    assert_false(gj_node_escaped(r.document, 5));
    assert_ptr_equal(gj_node_text(r.document, 2).data,
                     gj_node_text(r.document, 2).data);
    end_reading(&r);
}

static void finds_the_source_of_decoded_bytes(void **state)
{
    reading r = read_text("[\"a\\n中\\u4e2d\\uD83D\\uDE00z\",\"中a\"]");
    static const uint32_t offsets[] = {2,  3,  5,  6,  7,  8,  8, 8,
                                       14, 14, 14, 14, 26, 27, 27};
    (void)state;

    for (uint32_t i = 0; i < sizeof offsets / sizeof *offsets; i++)
        assert_int_equal(gj_node_text_offset(r.document, 1, i), offsets[i]);
    assert_int_equal(gj_node_text_offset(r.document, 1, UINT64_MAX), 27);
    assert_int_equal(gj_node_text_offset(r.document, 2, 3), 33);
    assert_int_equal(gj_node_text_offset(r.document, 2, 4), 34);
    assert_int_equal(gj_node_text_offset(r.document, 2, 400), 34);
    end_reading(&r);
}

static void assert_position(reading *r, uint32_t offset, uint32_t line,
                            uint32_t column)
{
    gj_position position = gj_document_position(r->document, offset);
    if (position.line != line || position.column != column)
        fail_msg("offset %u: %u:%u", offset, position.line, position.column);
}

static void counts_characters_and_every_kind_of_line(void **state)
{
    reading r = read_text("\xEF\xBB\xBF[\"中文é😀\",\r\n1,\r2,\n\r\n3]");
    (void)state;

    assert_position(&r, 0, 1, 1);
    assert_position(&r, 3, 1, 1);
    assert_position(&r, 4, 1, 2);
    assert_position(&r, 17, 1, 7);
    assert_position(&r, 18, 1, 8);
    assert_position(&r, 19, 1, 9);
    assert_position(&r, 21, 2, 1);
    assert_position(&r, 24, 3, 1);
    assert_position(&r, 27, 4, 1);
    assert_position(&r, 29, 5, 1);
    assert_position(&r, 31, 5, 3);
    assert_position(&r, 9999, 5, 3);
    end_reading(&r);
}

static void finds_places_far_into_a_document(void **state)
{
    gj_buffer text = {0};
    (void)state;

    gj_buffer_string(&text, "[");
    for (int i = 0; i < 900; i++)
        gj_buffer_string(&text, "\"中\",\r\n 12,");
    gj_buffer_string(&text, "0]");
    reading r = read_text(text.data);
    assert_int_equal(r.status, GJ_OK);
    for (uint32_t node = 1; node < 1801; node++) {
        uint32_t line = (node - 1) / 2 + 1 + (node % 2 == 0);
        uint32_t column = node % 2 == 0 ? 2 : node == 1 ? 2 : 5;
        assert_position(&r, gj_node_start(r.document, node), line, column);
    }
    gj_buffer_free(&text);
    end_reading(&r);
}

static void walks_by_handles(void **state)
{
    const gj_values *v = &gj_document_values;
    reading r = read_text("{\"a\":[1,[2,{\"x\":3}],\"s\"],\"\\u0062\":{},"
                          "\"c\":2.5}");
    gj_value root = gj_document_root(r.document);
    gj_value a = v->first(root);
    (void)state;

    assert_int_equal(v->type(root), GJ_OBJECT);
    assert_int_equal(v->type(v->next(root)), GJ_ABSENT);
    assert_int_equal(v->count(a), 3);
    assert_text(v->key(a), "a");
    gj_value one = v->first(a);
    assert_text(v->number(one), "1");
    assert_text(v->key(one), "");
    gj_value inner = v->next(one);
    assert_int_equal(v->type(inner), GJ_ARRAY);
    assert_int_equal(v->type(v->next(v->next(v->first(inner)))), GJ_ABSENT);
    assert_text(v->text(v->next(inner)), "s");
    assert_int_equal(v->type(v->next(v->next(inner))), GJ_ABSENT);
    gj_value b = v->next(a);
    assert_text(v->key(b), "b");
    assert_int_equal(v->type(v->first(b)), GJ_ABSENT);
    int64_t millionths = 0;
    assert_int_equal(v->decimal(v->next(b), &millionths), GJ_DECIMAL_OK);
    assert_int_equal(millionths, 2500000);
    assert_int_equal(v->type(v->next(v->next(b))), GJ_ABSENT);
    assert_int_equal(v->count(v->member(root, gj_text_of("b"))), 0);
    assert_text(v->number(v->at(a, gj_text_of("/1/1/x"))), "3");
    assert_ptr_equal(gj_value_document(b), r.document);
    assert_int_equal(gj_value_node(a), 2);
    end_reading(&r);
}

static void accepts_the_absent_value_everywhere(void **state)
{
    const gj_values *v = &gj_document_values;
    const gj_value absent = {NULL, 0};
    gj_document *empty = gj_document_new();
    int64_t millionths = 5;
    (void)state;

    assert_int_equal(v->size, sizeof *v);
    assert_int_equal(v->type(absent), GJ_ABSENT);
    assert_int_equal(v->count(absent), 0);
    assert_null(v->first(absent).owner);
    assert_null(v->next(absent).owner);
    assert_text(v->key(absent), "");
    assert_null(v->member(absent, gj_text_of("a")).owner);
    assert_null(v->at(absent, gj_text_of("/a")).owner);
    assert_null(v->text(absent).data);
    assert_null(v->number(absent).data);
    assert_int_equal(v->decimal(absent, &millionths), GJ_DECIMAL_TYPE);
    assert_int_equal(millionths, 5);
    assert_int_equal(gj_value_node(absent), GJ_NO_NODE);
    assert_null(gj_document_root(empty).owner);
    gj_document_free(empty);
}

static void answers_nothing_for_the_wrong_type(void **state)
{
    const gj_values *v = &gj_document_values;
    reading r = read_text("[\"1\",2,null]");
    gj_value text = v->first(gj_document_root(r.document));
    gj_value number = v->next(text);
    int64_t millionths = 5;
    (void)state;

    assert_null(v->number(text).data);
    assert_null(v->text(number).data);
    assert_int_equal(v->decimal(text, &millionths), GJ_DECIMAL_TYPE);
    assert_int_equal(v->count(number), 0);
    assert_null(v->first(text).owner);
    assert_null(v->member(gj_document_root(r.document), gj_text_of("0")).owner);
    end_reading(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_nodes_by_pointer),
        cmocka_unit_test(leads_back_from_every_node),
        cmocka_unit_test(knows_spans_and_sizes),
        cmocka_unit_test(decodes_escapes_once_and_for_all),
        cmocka_unit_test(finds_the_source_of_decoded_bytes),
        cmocka_unit_test(counts_characters_and_every_kind_of_line),
        cmocka_unit_test(finds_places_far_into_a_document),
        cmocka_unit_test(walks_by_handles),
        cmocka_unit_test(accepts_the_absent_value_everywhere),
        cmocka_unit_test(answers_nothing_for_the_wrong_type),
    };
    return cmocka_run_group_tests_name("document: values", tests, NULL, NULL);
}
