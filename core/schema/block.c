/* From one schema to its block of operations. */
#include <stdlib.h>

#include "schema/equal.h"
#include "schema/hash.h"
#include "schema/program.h"

uint32_t gj_compile_member(const gj_compiler *c, uint32_t twig,
                           gj_keyword_id keyword)
{
    const gj_keyword *k = &gj_keywords[keyword];

    if ((k->vocabulary & c->vocabularies) == 0)
        return GJ_NONE_HERE;
    return gj_twig_member(&c->store->trees[c->tree], twig, k->name.data);
}

void gj_compile_op(gj_compiler *c, gj_op op)
{
    GJ_ADD(c->schema, ops, op);
    c->schema->blocks[c->done].count++;
}

bool gj_compile_count(const gj_compiler *c, uint32_t twig, uint64_t *count)
{
    const gj_tree *tree = &c->store->trees[c->tree];
    int64_t millionths = 0;

    *count = 0;
    if (twig == GJ_NONE_HERE)
        return false;
    switch (tree->values->decimal(tree->twigs[twig].value, &millionths)) {
    case GJ_DECIMAL_OK:
        *count = millionths > 0 ? (uint64_t)millionths / 1000000 : 0;
        return true;
    case GJ_DECIMAL_RANGE:
        *count = UINT64_MAX;
        return true;
    default:
        return false;
    }
}

static uint32_t type_bits(gj_text name)
{
    static const struct {
        gj_text name;
        uint32_t bits;
    } types[] = {
        {GJ_TEXT("null"), GJ_TYPE_BIT(GJ_NULL)},
        {GJ_TEXT("boolean"), GJ_TYPE_BIT(GJ_TRUE) | GJ_TYPE_BIT(GJ_FALSE)},
        {GJ_TEXT("integer"), GJ_TYPE_BIT(GJ_NUMBER) | GJ_INTEGER_ONLY},
        {GJ_TEXT("number"), GJ_TYPE_BIT(GJ_NUMBER)},
        {GJ_TEXT("string"), GJ_TYPE_BIT(GJ_STRING)},
        {GJ_TEXT("array"), GJ_TYPE_BIT(GJ_ARRAY)},
        {GJ_TEXT("object"), GJ_TYPE_BIT(GJ_OBJECT)},
    };

    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (gj_text_is(types[i].name, name))
            return types[i].bits;
    return 0;
}

static gj_status compile_type(gj_compiler *c, uint32_t schema)
{
    const gj_tree *tree = &c->store->trees[c->tree];
    uint32_t twig = gj_compile_member(c, schema, GJ_KEY_TYPE);
    uint32_t bits = 0;
    bool number = false;

    if (twig == GJ_NONE_HERE)
        return GJ_OK;
    bool list = tree->twigs[twig].type == GJ_ARRAY;
    for (uint32_t at = list ? tree->twigs[twig].first : twig;
         at != GJ_NONE_HERE; at = list ? tree->twigs[at].next : GJ_NONE_HERE) {
        uint32_t own = type_bits(gj_twig_text(tree, at));
        if (own == 0)
            return gj_twig_fail(tree, at, c->error, "没有这种类型",
                                "there is no such type");
        number = number || own == GJ_TYPE_BIT(GJ_NUMBER);
        bits |= own;
    }
    if (number)
        bits &= ~(uint32_t)GJ_INTEGER_ONLY;
    c->schema->blocks[c->done].types = (uint16_t)bits;
    return GJ_OK;
}

static gj_op op_at(uint32_t twig, gj_op_id id, uint32_t types)
{
    return (gj_op){.id = (uint16_t)id, .types = (uint16_t)types, .twig = twig};
}

static gj_status compile_number(gj_compiler *c, gj_op op)
{
    const gj_tree *tree = &c->store->trees[c->tree];
    gj_text text = tree->values->number(tree->twigs[op.twig].value);

    if (text.data == NULL)
        return GJ_OK;
    gj_number number = gj_number_read(text);
    if (op.id == GJ_OP_MULTIPLE_OF &&
        (number.count == 0 || number.count > GJ_DIVISOR_DIGITS))
        return gj_twig_fail(tree, op.twig, c->error,
                            "multipleOf 应为正数，且不超过 %d 位有效数字",
                            "multipleOf must be above 0 and have at most %d "
                            "significant digits",
                            GJ_DIVISOR_DIGITS);
    op.a = GJ_ADD(c->schema, numbers, number);
    gj_compile_op(c, op);
    return GJ_OK;
}

static gj_status compile_count_op(gj_compiler *c, gj_op op)
{
    uint64_t count;

    if (gj_compile_count(c, op.twig, &count)) {
        op.a = GJ_ADD(c->schema, counts, count);
        gj_compile_op(c, op);
    }
    return GJ_OK;
}

gj_pattern *gj_compile_expression(gj_compiler *c, gj_text expression,
                                  uint32_t twig)
{
    enum { MOST_SEARCHED = 5000000 };
    gj_regex_fault fault = {.beyond = false};
    gj_pattern *pattern = gj_pattern_new(expression, &fault);

    /* What is known to be sound was looked at before. Beyond some steps what
       takes too long shows when it does. */
    if (pattern != NULL && !c->options->sound && c->searched < MOST_SEARCHED &&
        gj_pattern_explodes(pattern, expression, &c->searched)) {
        gj_pattern_free(pattern);
        pattern = NULL;
        gj_regex_refuse(&fault,
                        GJ_BOTH("重复每多一次，匹配所需的时间就成倍增加",
                                "each further turn of a repetition multiplies "
                                "the time that a match takes"),
                        true);
    }
    const char *open = fault.detail[0] != '\0' ? ": " : "";

    if (pattern != NULL)
        GJ_ADD(c->schema, patterns, pattern);
    else if (fault.beyond)
        gj_twig_fail(&c->store->trees[c->tree], twig, c->error,
                     "正则表达式“%.*s%s”超出 gouji 的能力：%s%.0s%s%s",
                     "the regular expression \"%.*s%s\" asks for more than "
                     "gouji can do: %.0s%s%s%s",
                     GJ_SHOW(expression), fault.words.zh.data,
                     fault.words.en.data, open, fault.detail);
    else
        gj_twig_fail(&c->store->trees[c->tree], twig, c->error,
                     "“%.*s%s”不是正则表达式：%s%.0s",
                     "\"%.*s%s\" is no regular expression: %.0s%s",
                     GJ_SHOW(expression), fault.words.zh.data,
                     fault.words.en.data);
    return pattern;
}

static gj_status compile_pattern(gj_compiler *c, gj_op op)
{
    gj_text text = gj_twig_text(&c->store->trees[c->tree], op.twig);

    if (text.data == NULL)
        return GJ_OK;
    if (gj_compile_expression(c, text, op.twig) == NULL)
        return GJ_FAILED_DATA;
    op.a = (uint32_t)c->schema->patterns_count - 1;
    gj_compile_op(c, op);
    return GJ_OK;
}

static bool is_left_out(const gj_compiler *c, gj_text name)
{
    for (size_t i = 0; i < c->schema->left_formats_count; i++) {
        const gj_left_format *left = &c->schema->left_formats[i];
        const gj_tree *tree = &c->store->trees[left->tree];
        if (gj_text_is(gj_twig_text(tree, left->twig), name))
            return true;
    }
    return false;
}

/* A format that no check is known for: the vocabulary asks that the schema be
   refused then; who asks by an option is told. */
static gj_status leave_format(gj_compiler *c, uint32_t twig)
{
    const gj_tree *tree = &c->store->trees[c->tree];
    gj_text name = gj_twig_text(tree, twig);

    if ((c->vocabularies & GJ_VOCABULARY_FORMAT_ASSERTION) != 0)
        return gj_twig_fail(tree, twig, c->error,
                            "元模式要求断言 format，而 gouji 不能断言“%.*s%s”",
                            "its metaschema asks that formats be asserted, and "
                            "gouji cannot assert \"%.*s%s\"",
                            GJ_SHOW(name));
    if (!is_left_out(c, name))
        GJ_ADD(c->schema, left_formats, (gj_left_format){c->tree, twig});
    return GJ_OK;
}

static gj_status compile_format(gj_compiler *c, gj_op op)
{
    gj_text name = gj_twig_text(&c->store->trees[c->tree], op.twig);
    const gj_format *format = gj_format_find(name);
    bool asserted = c->options->formats ||
                    (c->vocabularies & GJ_VOCABULARY_FORMAT_ASSERTION) != 0;

    if (!asserted || name.data == NULL)
        return GJ_OK;
    if (format == NULL)
        return leave_format(c, op.twig);
    op.a = GJ_ADD(c->schema, formats, format);
    gj_compile_op(c, op);
    return GJ_OK;
}

static bool is_schema(const gj_compiler *c, uint32_t twig)
{
    uint32_t type = gj_twig_at(c->store, c->tree, twig)->type;
    return type == GJ_OBJECT || type == GJ_TRUE || type == GJ_FALSE;
}

static gj_status compile_schema_op(gj_compiler *c, gj_op op)
{
    if (is_schema(c, op.twig)) {
        op.a = gj_compile_later(c, c->tree, op.twig);
        gj_compile_op(c, op);
    }
    return GJ_OK;
}

static gj_status compile_list_op(gj_compiler *c, gj_op op)
{
    uint32_t at = gj_twig_at(c->store, c->tree, op.twig)->first;

    op.a = (uint32_t)c->schema->lists_count;
    for (; at != GJ_NONE_HERE; at = gj_twig_at(c->store, c->tree, at)->next) {
        if (!is_schema(c, at))
            continue;
        uint32_t block = gj_compile_later(c, c->tree, at);
        GJ_ADD(c->schema, lists, block);
        op.b++;
    }
    if (op.b > 0)
        gj_compile_op(c, op);
    return GJ_OK;
}

static gj_status compile_unique(gj_compiler *c, gj_op op)
{
    if (gj_twig_at(c->store, c->tree, op.twig)->type == GJ_TRUE)
        gj_compile_op(c, op);
    return GJ_OK;
}

static gj_status compile_plain(gj_compiler *c, gj_op op)
{
    gj_compile_op(c, op);
    return GJ_OK;
}

/* Many values are found by their hash. */
static gj_status compile_enum(gj_compiler *c, gj_op op)
{
    enum { FEW = 16 };
    const gj_tree *tree = &c->store->trees[c->tree];
    uint32_t first = tree->twigs[op.twig].first;
    gj_index values = {NULL, 0, 0};
    uint64_t steps = 0;

    op.a = GJ_NO_BLOCK;
    for (uint32_t at = first; at != GJ_NONE_HERE && tree->count - first > FEW;
         at = tree->twigs[at].next)
        gj_index_add(
            &values,
            gj_values_hash((gj_side){tree->values, tree->twigs[at].value},
                           gj_hash_seed(), &steps),
            at);
    if (values.count > FEW)
        op.a = GJ_ADD(c->schema, enums, values);
    else
        gj_index_free(&values);
    gj_compile_op(c, op);
    return GJ_OK;
}

static gj_status compile_reference_op(gj_compiler *c, gj_op op)
{
    return gj_compile_reference(c, op.twig, (gj_op_id)op.id);
}

static gj_status compile_if(gj_compiler *c, gj_op op)
{
    uint32_t parent = gj_twig_at(c->store, c->tree, op.twig)->parent;
    uint32_t then = gj_compile_member(c, parent, GJ_KEY_THEN);
    uint32_t otherwise = gj_compile_member(c, parent, GJ_KEY_ELSE);

    if (!is_schema(c, op.twig))
        return GJ_OK;
    op.a = gj_compile_later(c, c->tree, op.twig);
    op.b = GJ_NO_BLOCK;
    op.c = GJ_NO_BLOCK;
    if (then != GJ_NONE_HERE && is_schema(c, then))
        op.b = gj_compile_later(c, c->tree, then);
    if (otherwise != GJ_NONE_HERE && is_schema(c, otherwise))
        op.c = gj_compile_later(c, c->tree, otherwise);
    gj_compile_op(c, op);
    return GJ_OK;
}

static gj_status compile_unevaluated(gj_compiler *c, gj_op op)
{
    c->schema->blocks[c->done].watches = true;
    return compile_schema_op(c, op);
}

/* Keywords with an operation of their own, in the order of evaluation. */
static const struct step {
    gj_keyword_id keyword;
    gj_op_id op;
    uint32_t types;
    gj_status (*compile)(gj_compiler *c, gj_op op);
} first_steps[] =
    {
        {GJ_KEY_CONST, GJ_OP_CONST, GJ_ALL_TYPES, compile_plain},
        {GJ_KEY_ENUM, GJ_OP_ENUM, GJ_ALL_TYPES, compile_enum},
        {GJ_KEY_MINIMUM, GJ_OP_MINIMUM, 1 << GJ_NUMBER, compile_number},
        {GJ_KEY_MAXIMUM, GJ_OP_MAXIMUM, 1 << GJ_NUMBER, compile_number},
        {GJ_KEY_EXCLUSIVE_MINIMUM, GJ_OP_EXCLUSIVE_MINIMUM, 1 << GJ_NUMBER,
         compile_number},
        {GJ_KEY_EXCLUSIVE_MAXIMUM, GJ_OP_EXCLUSIVE_MAXIMUM, 1 << GJ_NUMBER,
         compile_number},
        {GJ_KEY_MULTIPLE_OF, GJ_OP_MULTIPLE_OF, 1 << GJ_NUMBER, compile_number},
        {GJ_KEY_MIN_LENGTH, GJ_OP_MIN_LENGTH, 1 << GJ_STRING, compile_count_op},
        {GJ_KEY_MAX_LENGTH, GJ_OP_MAX_LENGTH, 1 << GJ_STRING, compile_count_op},
        {GJ_KEY_PATTERN, GJ_OP_PATTERN, 1 << GJ_STRING, compile_pattern},
        {GJ_KEY_FORMAT, GJ_OP_FORMAT, 1 << GJ_STRING, compile_format},
        {GJ_KEY_MIN_ITEMS, GJ_OP_MIN_ITEMS, 1 << GJ_ARRAY, compile_count_op},
        {GJ_KEY_MAX_ITEMS, GJ_OP_MAX_ITEMS, 1 << GJ_ARRAY, compile_count_op},
        {GJ_KEY_UNIQUE_ITEMS, GJ_OP_UNIQUE_ITEMS, 1 << GJ_ARRAY,
         compile_unique},
        {GJ_KEY_MIN_PROPERTIES, GJ_OP_MIN_PROPERTIES, 1 << GJ_OBJECT,
         compile_count_op},
        {GJ_KEY_MAX_PROPERTIES, GJ_OP_MAX_PROPERTIES, 1 << GJ_OBJECT,
         compile_count_op},
        {GJ_KEY_PROPERTY_NAMES, GJ_OP_PROPERTY_NAMES, 1 << GJ_OBJECT,
         compile_schema_op},
},
  last_steps[] = {
      {GJ_KEY_REF, GJ_OP_REF, GJ_ALL_TYPES, compile_reference_op},
      {GJ_KEY_DYNAMIC_REF, GJ_OP_DYNAMIC_REF, GJ_ALL_TYPES,
       compile_reference_op},
      {GJ_KEY_ALL_OF, GJ_OP_ALL_OF, GJ_ALL_TYPES, compile_list_op},
      {GJ_KEY_ANY_OF, GJ_OP_ANY_OF, GJ_ALL_TYPES, compile_list_op},
      {GJ_KEY_ONE_OF, GJ_OP_ONE_OF, GJ_ALL_TYPES, compile_list_op},
      {GJ_KEY_NOT, GJ_OP_NOT, GJ_ALL_TYPES, compile_schema_op},
      {GJ_KEY_IF, GJ_OP_IF, GJ_ALL_TYPES, compile_if},
      {GJ_KEY_UNEVALUATED_ITEMS, GJ_OP_UNEVALUATED, 1 << GJ_ARRAY,
       compile_unevaluated},
      {GJ_KEY_UNEVALUATED_PROPERTIES, GJ_OP_UNEVALUATED, 1 << GJ_OBJECT,
       compile_unevaluated},
};

gj_status gj_compile_worse(gj_status before, gj_status now)
{
    return before != GJ_OK ? before : now;
}

static gj_status compile_steps(gj_compiler *c, uint32_t twig,
                               const struct step *steps, size_t count)
{
    gj_status status = GJ_OK;

    for (size_t i = 0; i < count; i++) {
        uint32_t at = gj_compile_member(c, twig, steps[i].keyword);
        if (at == GJ_NONE_HERE)
            continue;
        gj_op op = op_at(at, steps[i].op, steps[i].types);
        status = gj_compile_worse(status, steps[i].compile(c, op));
    }
    return status;
}

gj_status gj_compile_block(gj_compiler *c)
{
    gj_clause *block = &c->schema->blocks[c->done];
    uint32_t twig = block->twig;

    block->first = (uint32_t)c->schema->ops_count;
    block->never = gj_twig_at(c->store, block->tree, twig)->type == GJ_FALSE;
    if (gj_twig_at(c->store, block->tree, twig)->type != GJ_OBJECT)
        return GJ_OK;
    c->tree = block->tree;
    gj_status status = gj_store_dialect(c->store, block->resource, c->error);
    if (status != GJ_OK)
        return status;
    c->vocabularies = c->store->resources[block->resource].vocabularies;
    c->older = c->store->resources[block->resource].older;
    status = compile_type(c, twig);
    status = gj_compile_worse(
        status, compile_steps(c, twig, first_steps,
                              sizeof first_steps / sizeof *first_steps));
    status = gj_compile_worse(status, gj_compile_array(c, twig));
    status = gj_compile_worse(status, gj_compile_object(c, twig));
    return gj_compile_worse(
        status, compile_steps(c, twig, last_steps,
                              sizeof last_steps / sizeof *last_steps));
}
