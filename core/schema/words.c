/* Sentences about what is wrong, in both languages. */
#include <inttypes.h>

#include "schema/checker.h"
#include "schema/described.h"

enum { MOST_SHOWN = 60, MOST_LISTED = 8 };

/* Both languages of a sentence in the making. */
typedef struct pair {
    gj_buffer zh;
    gj_buffer en;
} pair;

static void put(pair *p, const char *zh, const char *en)
{
    gj_buffer_string(&p->zh, zh);
    gj_buffer_string(&p->en, en);
}

static void put_text(pair *p, gj_text text)
{
    gj_buffer_text(&p->zh, text);
    gj_buffer_text(&p->en, text);
}

static void put_number(pair *p, uint64_t number)
{
    gj_buffer_print(&p->zh, "%" PRIu64, number);
    gj_buffer_print(&p->en, "%" PRIu64, number);
}

/* The text, cut off between two characters where it is long. A zero byte would
   end the sentence for whoever prints it. */
static void put_cut(pair *p, gj_text text)
{
    uint64_t length = text.length;

    if (length > MOST_SHOWN) {
        length = MOST_SHOWN;
        while (length > 0 && ((unsigned char)text.data[length] & 0xC0) == 0x80)
            length--;
    }
    for (uint64_t i = 0; i < length; i++)
        if (text.data[i] == '\0')
            put(p, "\\x00", "\\x00");
        else
            put_text(p, (gj_text){text.data + i, 1});
    if (length < text.length)
        put(p, "…", "…");
}

static void put_quoted(pair *p, gj_text text)
{
    put(p, "“", "\"");
    put_cut(p, text);
    put(p, "”", "\"");
}

static void put_value(pair *p, const gj_values *values, gj_value value)
{
    switch (values->type(value)) {
    case GJ_NULL:
        put(p, "null", "null");
        break;
    case GJ_FALSE:
        put(p, "false", "false");
        break;
    case GJ_TRUE:
        put(p, "true", "true");
        break;
    case GJ_NUMBER:
        put_cut(p, values->number(value));
        break;
    case GJ_STRING:
        put_quoted(p, values->text(value));
        break;
    case GJ_ARRAY:
        put(p, "一个数组", "an array");
        break;
    default:
        put(p, "一个对象", "an object");
        break;
    }
}

/* What the value is, behind a Chinese character or an English space. */
static void put_found(pair *p, const gj_values *values, gj_value value)
{
    if (values->type(value) <= GJ_NUMBER)
        put(p, " ", "");
    put_value(p, values, value);
}

/* ----------------------------------------------------------------- types */

static void put_types(pair *p, uint32_t types)
{
    static const struct {
        uint32_t bit;
        const char *zh;
        const char *en;
    } names[] = {
        {GJ_NUMBER, "数字", "a number"},  {GJ_STRING, "字符串", "a string"},
        {GJ_OBJECT, "对象", "an object"}, {GJ_ARRAY, "数组", "an array"},
        {GJ_TRUE, " true", "true"},       {GJ_FALSE, " false", "false"},
        {GJ_NULL, " null", "null"}};
    const size_t count = sizeof names / sizeof *names;
    bool begun = false;

    for (size_t i = 0; i < count; i++) {
        if ((types >> names[i].bit & 1) == 0)
            continue;
        if (begun)
            put(p, "或", " or ");
        begun = true;
        if (names[i].bit == GJ_NUMBER && (types & GJ_INTEGER_ONLY) != 0)
            put(p, "整数", "a whole number");
        else
            put(p, names[i].zh, names[i].en);
    }
}

static void tell_type(pair *p, gj_checker *c, const gj_note *note)
{
    put(p, "此处应为", "must be ");
    put_types(p, note->block->types);
    put(p, "，却是", ", not ");
    if (note->view->type == GJ_STRING)
        put(p, "字符串", "the string ");
    put_found(p, c->values, note->view->value);
}

/* ---------------------------------------------------------------- values */

/* What the schema asks for. Of an array or object there are many. */
static void put_wanted(pair *p, const gj_tree *tree, uint32_t at)
{
    put_value(p, tree->values, tree->twigs[at].value);
    if (tree->twigs[at].type > GJ_STRING)
        put(p, "（见模式）", " as the schema has it");
}

static void tell_const(pair *p, gj_checker *c, const gj_note *note)
{
    const gj_tree *tree = &c->schema->store->trees[note->block->tree];
    uint32_t type = tree->twigs[note->twig].type;

    put(p, type <= GJ_NUMBER ? "应为 " : "应为", "must be ");
    put_wanted(p, tree, note->twig);
    if (type > GJ_STRING && type == note->view->type) {
        put(p, "，此处与之不同", "; this one differs");
        return;
    }
    put(p, "，却是", ", not ");
    put_found(p, c->values, note->view->value);
}

static void tell_enum(pair *p, gj_checker *c, const gj_note *note)
{
    const gj_tree *tree = &c->schema->store->trees[note->block->tree];
    uint32_t at = tree->twigs[note->twig].first;
    int listed = 0;

    if (at == GJ_NONE_HERE)
        put(p, "模式没有列出任何允许的值", "the schema lists no value");
    else
        put(p, "应为以下之一：", "must be one of ");
    for (; at != GJ_NONE_HERE && listed < MOST_LISTED;
         at = tree->twigs[at].next, listed++) {
        if (listed > 0)
            put(p, "、", ", ");
        put_wanted(p, tree, at);
    }
    if (at != GJ_NONE_HERE)
        put(p, "……", ", …");
    put(p, "；却是", "; it is ");
    put_found(p, c->values, note->view->value);
}

/* What a keyword's bound is called, before and behind the bound itself; in
   English one thing and several. */
static const struct bound {
    gj_fault_id id;
    const char *zh;
    const char *zh_behind;
    const char *en;
    const char *en_one;
    const char *en_behind;
} bounds[] = {
    {GJ_AT_MINIMUM, "不能小于 ", "", "must be at least ", "", ""},
    {GJ_AT_MAXIMUM, "不能大于 ", "", "must be at most ", "", ""},
    {GJ_AT_EXCLUSIVE_MINIMUM, "应大于 ", "", "must be more than ", "", ""},
    {GJ_AT_EXCLUSIVE_MAXIMUM, "应小于 ", "", "must be less than ", "", ""},
    {GJ_AT_MULTIPLE_OF, "应为 ", " 的倍数", "must be a multiple of ", "", ""},
    {GJ_AT_MIN_LENGTH, "至少要有 ", " 个字", "must have at least ",
     " character", " characters"},
    {GJ_AT_MAX_LENGTH, "不能超过 ", " 个字", "must have at most ", " character",
     " characters"},
    {GJ_AT_MIN_ITEMS, "至少要有 ", " 项", "must have at least ", " item",
     " items"},
    {GJ_AT_MAX_ITEMS, "不能超过 ", " 项", "must have at most ", " item",
     " items"},
    {GJ_AT_MIN_PROPERTIES, "至少要有 ", " 个键", "must have at least ", " key",
     " keys"},
    {GJ_AT_MAX_PROPERTIES, "不能超过 ", " 个键", "must have at most ", " key",
     " keys"}};

/* How many decimals a number 0.…01 has; 0 where it is not one. */
static uint64_t decimals_of(gj_text number)
{
    static const char begin[] = "0.";

    if (number.length < 3 || memcmp(number.data, begin, 2) != 0 ||
        number.data[number.length - 1] != '1')
        return 0;
    for (uint64_t i = 2; i + 1 < number.length; i++)
        if (number.data[i] != '0')
            return 0;
    return number.length - 2;
}

/* However it is written. */
static bool is_one(gj_text text)
{
    gj_number number = gj_number_read(text);
    gj_number one = gj_number_read(gj_text_of("1"));

    return gj_number_compare(&number, &one) == 0;
}

static void put_bound(pair *p, const struct bound *bound, gj_text number)
{
    uint64_t decimals =
        bound->id == GJ_AT_MULTIPLE_OF ? decimals_of(number) : 0;

    if (decimals > 0) {
        put(p, "小数不能超过 ", "must have at most ");
        put_number(p, decimals);
        put(p, " 位", decimals == 1 ? " decimal place" : " decimal places");
        return;
    }
    put(p, bound->zh, bound->en);
    put_cut(p, number);
    put(p, bound->zh_behind, is_one(number) ? bound->en_one : bound->en_behind);
}

static void tell_bound(pair *p, gj_checker *c, const gj_note *note)
{
    const gj_tree *tree = &c->schema->store->trees[note->block->tree];
    const struct bound *bound = bounds;

    while (bound->id != note->id)
        bound++;
    put_bound(p, bound, tree->values->number(tree->twigs[note->twig].value));
    if (note->view->type == GJ_ARRAY || note->view->type == GJ_OBJECT) {
        put(p, "，现有 ", "; it has ");
        put_number(p, c->values->count(note->view->value));
    } else {
        put(p, "，现为 ", "; it is ");
        put_value(p, c->values, note->view->value);
    }
}

static void tell_format(pair *p, gj_checker *c, const gj_note *note,
                        const gj_format *format)
{
    put_value(p, c->values, note->view->value);
    put(p, "不是", " is not ");
    put(p, format->words.zh.data, format->words.en.data);
}

/* The format that stands beside a pattern and that the value has not either:
   people understand it better than the pattern. */
static const gj_format *format_beside(gj_checker *c, const gj_note *note)
{
    const gj_tree *tree = &c->schema->store->trees[note->block->tree];
    uint32_t twig = gj_twig_member(tree, note->block->twig, "format");

    if (twig == GJ_NONE_HERE)
        return NULL;
    const gj_format *format = gj_format_find(gj_twig_text(tree, twig));
    if (format != NULL && format->check(c->values->text(note->view->value)))
        return NULL;
    return format;
}

static void tell_pattern(pair *p, gj_checker *c, const gj_note *note)
{
    const gj_tree *tree = &c->schema->store->trees[note->block->tree];
    const gj_format *format = format_beside(c, note);
    gj_words described = gj_described(tree, note->block->twig);

    if (format != NULL) {
        tell_format(p, c, note, format);
        return;
    }
    put_value(p, c->values, note->view->value);
    if (gj_words_given(described)) {
        put(p, "不合要求：", " is not as it has to be: ");
        gj_buffer_text(&p->zh, described.zh);
        gj_buffer_text(&p->en, described.en);
        return;
    }
    put(p, "不符合要求的写法 ", " is not written as ");
    put_cut(p, gj_twig_text(tree, note->twig));
    put(p, "", " demands");
}

/* --------------------------------------------------------------- members */

static void tell_missing(pair *p, const gj_note *note)
{
    put(p, "缺少", "the key ");
    put_quoted(p, note->key);
    put(p, "这一项", " is missing");
    if (note->id == GJ_AT_DEPENDENT_REQUIRED) {
        put(p, "，有", ", which must be there beside ");
        put_quoted(p, note->nearest);
        put(p, "就必须有它", "");
    }
}

static void tell_unknown(pair *p, const gj_note *note)
{
    put(p, "这里不应有", "there should be no key ");
    put_quoted(p, note->key);
    put(p, "这一项", " here");
    if (note->nearest.length > 0) {
        put(p, "；是否应为", "; did you mean ");
        put_quoted(p, note->nearest);
        put(p, "？", "?");
    }
}

static void tell_contains(pair *p, const gj_note *note)
{
    put(p, "符合条件的项应", "must have ");
    put(p, note->id == GJ_AT_MIN_CONTAINS ? "至少有 " : "至多有 ",
        note->id == GJ_AT_MIN_CONTAINS ? "at least " : "at most ");
    put_number(p, note->second);
    put(p, " 个，现有 ",
        note->second == 1 ? " item that fits the schema; it has "
                          : " items that fit the schema; it has ");
    put_number(p, note->first);
    put(p, " 个", "");
}

static void tell_twins(pair *p, const gj_note *note)
{
    put(p, "各项不能重复，第 ", "the items must differ, but items ");
    put_number(p, note->first + 1);
    put(p, " 项与第 ", " and ");
    put_number(p, note->second + 1);
    put(p, " 项相同", " are equal");
}

/* -------------------------------------------------------------- branches */

/* All types that the branches admit; 0 where a branch says more than that. */
static uint32_t branch_types(const gj_schema *schema, const gj_op *op)
{
    uint32_t types = 0;
    bool number = false;

    for (uint32_t i = 0; i < op->b; i++) {
        const gj_clause *branch = &schema->blocks[schema->lists[op->a + i]];
        if (branch->types == GJ_ALL_TYPES || branch->never)
            return 0;
        number = number || (branch->types >> GJ_NUMBER & 1 &&
                            (branch->types & GJ_INTEGER_ONLY) == 0);
        types |= branch->types;
    }
    return number ? types & ~(uint32_t)GJ_INTEGER_ONLY : types;
}

static void tell_none_fits(pair *p, gj_checker *c, const gj_note *note)
{
    uint32_t types = branch_types(c->schema, note->op);

    if (types != 0 && (types >> note->view->type & 1) == 0) {
        put(p, "此处应为", "must be ");
        put_types(p, types);
        put(p, "，却是", ", not ");
    } else {
        put(p, "所列的 ", "fits none of the ");
        put_number(p, note->op->b);
        put(p, " 种情形都不符合：现为", " alternatives: it is ");
    }
    put_found(p, c->values, note->view->value);
}

static void tell_several_fit(pair *p, const gj_note *note)
{
    put(p, "只能符合一种情形，却同时符合第 ",
        "must fit one alternative only, but fits number ");
    put_number(p, note->first);
    put(p, " 种和第 ", " and number ");
    put_number(p, note->second);
    put(p, " 种", "");
}

static void tell_plain(pair *p, const gj_note *note)
{
    switch (note->id) {
    case GJ_AT_FALSE:
        put(p, "这里不应有任何值", "nothing is allowed here");
        break;
    case GJ_AT_PROPERTY_NAME:
        put(p, "键名", "the key ");
        put_quoted(p, note->key);
        put(p, "不合要求", " is not a name that is allowed here");
        break;
    case GJ_AT_NOT:
        put(p, "现在的值正是不允许的那种", "is just what is not allowed");
        break;
    case GJ_AT_EXTRA_ITEM:
        put(p, "多出一项：这是第 ", "one item too many: this is number ");
        put_number(p, note->first + 1);
        put(p, " 项", "");
        break;
    case GJ_AT_CYCLE:
        put(p,
            "无法检查：模式的动态引用在同一个值上兜圈子，或者一个接一个，"
            "超过 1000 次",
            "cannot be checked: the schema's dynamic references go round in "
            "circles at this value, or lead from one to the next more than "
            "1,000 times");
        break;
    case GJ_AT_DEPTH:
        put(p, "无法检查：值与模式嵌套过深",
            "cannot be checked: value and schema are nested too deeply");
        break;
    case GJ_AT_COST:
        put(p, "无法检查：所需步骤过多",
            "cannot be checked: it would take "
            "too many steps");
        break;
    default:
        put(p, "无法检查：正则表达式在这段文字上耗时过长",
            "cannot be checked: a regular expression takes too long on this "
            "text");
        break;
    }
}

static void tell(pair *p, gj_checker *c, const gj_note *note)
{
    switch (note->id) {
    case GJ_AT_TYPE:
        tell_type(p, c, note);
        break;
    case GJ_AT_CONST:
        tell_const(p, c, note);
        break;
    case GJ_AT_ENUM:
        tell_enum(p, c, note);
        break;
    case GJ_AT_PATTERN:
        tell_pattern(p, c, note);
        break;
    case GJ_AT_FORMAT:
        tell_format(p, c, note, c->schema->formats[note->op->a]);
        break;
    case GJ_AT_REQUIRED:
    case GJ_AT_DEPENDENT_REQUIRED:
        tell_missing(p, note);
        break;
    case GJ_AT_UNKNOWN_KEY:
        tell_unknown(p, note);
        break;
    case GJ_AT_MIN_CONTAINS:
    case GJ_AT_MAX_CONTAINS:
        tell_contains(p, note);
        break;
    case GJ_AT_UNIQUE_ITEMS:
        tell_twins(p, note);
        break;
    case GJ_AT_ANY_OF:
    case GJ_AT_ONE_OF_NONE:
        tell_none_fits(p, c, note);
        break;
    case GJ_AT_ONE_OF_SEVERAL:
        tell_several_fit(p, note);
        break;
    default:
        if (note->id >= GJ_AT_MINIMUM && note->id <= GJ_AT_MAX_PROPERTIES)
            tell_bound(p, c, note);
        else
            tell_plain(p, note);
        break;
    }
}

gj_words gj_note_words(gj_checker *c, const gj_note *note)
{
    pair p = {{NULL, 0, 0}, {NULL, 0, 0}};

    tell(&p, c, note);
    gj_words words = {gj_arena_text(&c->arena, gj_buffer_view(&p.zh)),
                      gj_arena_text(&c->arena, gj_buffer_view(&p.en))};
    gj_buffer_free(&p.zh);
    gj_buffer_free(&p.en);
    return words;
}
