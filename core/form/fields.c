#include "form/fields.h"

#include "document/input.h"

static const gj_words type_words[] = {
    [GJ_ABSENT] = GJ_WORDS("无", "nothing"),
    [GJ_NULL] = GJ_WORDS("空值 null", "null"),
    [GJ_FALSE] = GJ_WORDS("布尔值", "a boolean"),
    [GJ_TRUE] = GJ_WORDS("布尔值", "a boolean"),
    [GJ_NUMBER] = GJ_WORDS("数字", "a number"),
    [GJ_STRING] = GJ_WORDS("文本", "a text"),
    [GJ_ARRAY] = GJ_WORDS("数组", "an array"),
    [GJ_OBJECT] = GJ_WORDS("对象", "an object"),
};

gj_status gj_fields_open(gj_document *document, gj_buffer *bytes,
                         const char *file, const gj_limits *limits,
                         gj_error *error)
{
    gj_status status =
        gj_input_read(bytes, file, limits != NULL ? limits->bytes : 0, error);
    if (status == GJ_OK)
        status = gj_document_read(document, bytes->data, bytes->length, limits,
                                  error);
    if (status == GJ_OK && gj_node_type(document, 0) != GJ_OBJECT) {
        status = gj_fail(error, GJ_FAILED_DATA, "此处应为对象 { … }",
                         "an object { … } is expected here");
        gj_error_place(error, 1, 1);
    }
    if (status != GJ_OK)
        gj_error_file(error, file);
    return status;
}

void gj_fields_place(const gj_fields *fields, uint32_t node)
{
    gj_position position = gj_document_position(
        fields->document, gj_node_start(fields->document, node));
    gj_error_place(fields->error, position.line, position.column);
    gj_error_file(fields->error, fields->file);
}

uint32_t gj_field(const gj_fields *fields, uint32_t object, const char *key,
                  uint32_t type, int required)
{
    if (object == GJ_NO_NODE)
        return GJ_NO_NODE;
    uint32_t node = gj_node_member(fields->document, object, gj_text_of(key));
    if (node == GJ_NO_NODE) {
        if (required) {
            gj_fail(fields->error, GJ_FAILED_DATA, "此对象缺少“%s”",
                    "this object lacks \"%s\"", key);
            gj_fields_place(fields, object);
        }
        return GJ_NO_NODE;
    }
    uint32_t found = gj_node_type(fields->document, node);
    if (found == type)
        return node;
    gj_fail(fields->error, GJ_FAILED_DATA, "“%1$s”应为%2$s，却是%3$s",
            "\"%1$s\" must be %2$.0s%3$.0s%4$s, not %5$s", key,
            type_words[type].zh.data, type_words[found].zh.data,
            type_words[type].en.data, type_words[found].en.data);
    gj_fields_place(fields, node);
    return GJ_NO_NODE;
}

gj_text gj_field_text(const gj_fields *fields, uint32_t object, const char *key,
                      int required)
{
    uint32_t node = gj_field(fields, object, key, GJ_STRING, required);
    if (node == GJ_NO_NODE)
        return (gj_text){"", 0};
    gj_text text = gj_node_text(fields->document, node);
    for (uint64_t i = 0; i < text.length; i++) {
        if ((unsigned char)text.data[i] >= 0x20 && text.data[i] != 0x7F)
            continue;
        gj_fail(fields->error, GJ_FAILED_DATA, "“%s”中有控制字符",
                "there is a control character in \"%s\"", key);
        gj_fields_place(fields, node);
        break;
    }
    return gj_arena_text(fields->arena, text);
}

gj_words gj_field_words(const gj_fields *fields, uint32_t object,
                        const char *key, int required)
{
    static const char *const keys[] = {"zh", "en", NULL};
    uint32_t node = gj_field(fields, object, key, GJ_OBJECT, required);
    if (node == GJ_NO_NODE)
        return (gj_words){{"", 0}, {"", 0}};
    gj_fields_only(fields, node, keys);
    gj_text zh = gj_field_text(fields, node, "zh", GJ_REQUIRED);
    gj_text en = gj_field_text(fields, node, "en", GJ_REQUIRED);
    return (gj_words){zh, en};
}

gj_text gj_field_pointer(const gj_fields *fields, uint32_t object,
                         const char *key, int required)
{
    gj_text text = gj_field_text(fields, object, key, required);
    if (text.length == 0 || text.data[0] == '/')
        return text;
    gj_fail(fields->error, GJ_FAILED_DATA, "“%s”应为以 / 开头的 JSON 指针",
            "\"%s\" must be a JSON Pointer, which begins with /", key);
    gj_fields_place(fields,
                    gj_node_member(fields->document, object, gj_text_of(key)));
    return (gj_text){"", 0};
}

static bool is_listed(const char *const *keys, gj_text key)
{
    for (; *keys != NULL; keys++)
        if (gj_text_is(gj_text_of(*keys), key))
            return true;
    return false;
}

void gj_fields_only(const gj_fields *fields, uint32_t object,
                    const char *const *keys)
{
    gj_document *document = fields->document;
    uint32_t end = gj_node_next(document, object);

    for (uint32_t key = object + 1; key < end;
         key = gj_node_next(document, key + 1)) {
        gj_text text = gj_node_text(document, key);
        if (is_listed(keys, text))
            continue;
        gj_fail(fields->error, GJ_FAILED_DATA, "此处没有名为“%.*s”的设置",
                "there is no \"%.*s\" here", GJ_PRINT(text));
        gj_fields_place(fields, key);
        return;
    }
}
