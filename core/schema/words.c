/* Sentences about what is wrong, in both languages. */
#include "schema/checker.h"
#include "schema/described.h"
#include "schema/pair.h"

enum { MOST_LISTED = 8 };

/* ----------------------------------------------------------------- types */

static void tell_type(gj_pair *p, gj_checker *c, const gj_note *note)
{
    gj_pair_put(p, "此处应为", "must be ");
    gj_pair_types(p, note->block->types);
    gj_pair_put(p, "，却是", ", not ");
    if (note->view->type == GJ_STRING)
        gj_pair_put(p, "字符串", "the string ");
    gj_pair_found(p, c->values, note->view->value);
}

/* ---------------------------------------------------------------- values */

/* What the schema asks for. Of an array or object there are many. */
static void put_wanted(gj_pair *p, const gj_tree *tree, uint32_t at)
{
    gj_pair_value(p, tree->values, tree->twigs[at].value);
    if (tree->twigs[at].type > GJ_STRING)
        gj_pair_put(p, "（见模式）", " as the schema has it");
}

static void tell_const(gj_pair *p, gj_checker *c, const gj_note *note)
{
    const gj_tree *tree = &c->schema->store->trees[note->block->tree];
    uint32_t type = tree->twigs[note->twig].type;

    gj_pair_put(p, type <= GJ_NUMBER ? "应为 " : "应为", "must be ");
    put_wanted(p, tree, note->twig);
    if (type > GJ_STRING && type == note->view->type) {
        gj_pair_put(p, "，此处与之不同", "; this one differs");
        return;
    }
    gj_pair_put(p, "，却是", ", not ");
    gj_pair_found(p, c->values, note->view->value);
}

static void tell_enum(gj_pair *p, gj_checker *c, const gj_note *note)
{
    const gj_tree *tree = &c->schema->store->trees[note->block->tree];
    uint32_t at = tree->twigs[note->twig].first;
    int listed = 0;

    if (at == GJ_NONE_HERE)
        gj_pair_put(p, "模式没有列出任何允许的值", "the schema lists no value");
    else
        gj_pair_put(p, "应为以下之一：", "must be one of ");
    for (; at != GJ_NONE_HERE && listed < MOST_LISTED;
         at = tree->twigs[at].next, listed++) {
        if (listed > 0)
            gj_pair_put(p, "、", ", ");
        put_wanted(p, tree, at);
    }
    if (at != GJ_NONE_HERE)
        gj_pair_put(p, "……", ", …");
    gj_pair_put(p, "；却是", "; it is ");
    gj_pair_found(p, c->values, note->view->value);
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

static void put_bound(gj_pair *p, const struct bound *bound, gj_text number)
{
    uint64_t decimals =
        bound->id == GJ_AT_MULTIPLE_OF ? decimals_of(number) : 0;

    if (decimals > 0) {
        gj_pair_put(p, "小数不能超过 ", "must have at most ");
        gj_pair_number(p, decimals);
        gj_pair_put(p, " 位",
                    decimals == 1 ? " decimal place" : " decimal places");
        return;
    }
    gj_pair_put(p, bound->zh, bound->en);
    gj_pair_cut(p, number);
    gj_pair_put(p, bound->zh_behind,
                is_one(number) ? bound->en_one : bound->en_behind);
}

static void tell_bound(gj_pair *p, gj_checker *c, const gj_note *note)
{
    const gj_tree *tree = &c->schema->store->trees[note->block->tree];
    const struct bound *bound = bounds;

    while (bound->id != note->id)
        bound++;
    put_bound(p, bound, tree->values->number(tree->twigs[note->twig].value));
    if (note->view->type == GJ_ARRAY || note->view->type == GJ_OBJECT) {
        gj_pair_put(p, "，现有 ", "; it has ");
        gj_pair_number(p, c->values->count(note->view->value));
    } else {
        gj_pair_put(p, "，现为 ", "; it is ");
        gj_pair_value(p, c->values, note->view->value);
    }
}

static void tell_format(gj_pair *p, gj_checker *c, const gj_note *note,
                        const gj_format *format)
{
    gj_pair_value(p, c->values, note->view->value);
    gj_pair_put(p, "不是", " is not ");
    gj_pair_put(p, format->words.zh.data, format->words.en.data);
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

static void tell_pattern(gj_pair *p, gj_checker *c, const gj_note *note)
{
    const gj_tree *tree = &c->schema->store->trees[note->block->tree];
    const gj_format *format = format_beside(c, note);
    gj_words described = gj_described(tree, note->block->twig);

    if (format != NULL) {
        tell_format(p, c, note, format);
        return;
    }
    gj_pair_value(p, c->values, note->view->value);
    if (gj_words_given(described)) {
        gj_pair_put(p, "不合要求：", " does not fit: ");
        gj_buffer_text(&p->zh, described.zh);
        gj_buffer_text(&p->en, described.en);
        return;
    }
    gj_pair_put(p, "不符合要求的写法 ", " is not written as ");
    gj_pair_cut(p, gj_twig_text(tree, note->twig));
    gj_pair_put(p, "", " demands");
}

/* --------------------------------------------------------------- members */

static void tell_missing(gj_pair *p, const gj_note *note)
{
    gj_pair_put(p, "缺少", "the key ");
    gj_pair_quoted(p, note->key);
    gj_pair_put(p, "这一项", " is missing");
    if (note->id == GJ_AT_DEPENDENT_REQUIRED) {
        gj_pair_put(p, "，有", ", which must be there beside ");
        gj_pair_quoted(p, note->nearest);
        gj_pair_put(p, "就必须有它", "");
    }
}

static void tell_unknown(gj_pair *p, const gj_note *note)
{
    gj_pair_put(p, "这里不应有", "there should be no key ");
    gj_pair_quoted(p, note->key);
    gj_pair_put(p, "这一项", " here");
    if (note->nearest.length > 0) {
        gj_pair_put(p, "；是否应为", "; did you mean ");
        gj_pair_quoted(p, note->nearest);
        gj_pair_put(p, "？", "?");
    }
}

static void tell_contains(gj_pair *p, const gj_note *note)
{
    gj_pair_put(p, "符合条件的项应", "must have ");
    gj_pair_put(p, note->id == GJ_AT_MIN_CONTAINS ? "至少有 " : "至多有 ",
                note->id == GJ_AT_MIN_CONTAINS ? "at least " : "at most ");
    gj_pair_number(p, note->second);
    gj_pair_put(p, " 个，现有 ",
                note->second == 1 ? " item that fits the schema; it has "
                                  : " items that fit the schema; it has ");
    gj_pair_number(p, note->first);
    gj_pair_put(p, " 个", "");
}

static void tell_twins(gj_pair *p, const gj_note *note)
{
    gj_pair_put(p, "各项不能重复，第 ", "the items must differ, but items ");
    gj_pair_number(p, note->first + 1);
    gj_pair_put(p, " 项与第 ", " and ");
    gj_pair_number(p, note->second + 1);
    gj_pair_put(p, " 项相同", " are equal");
}

static void tell_plain(gj_pair *p, const gj_note *note)
{
    switch (note->id) {
    case GJ_AT_FALSE:
        gj_pair_put(p, "这里不应有任何值", "nothing is allowed here");
        break;
    case GJ_AT_PROPERTY_NAME:
        gj_pair_put(p, "键名", "the key ");
        gj_pair_quoted(p, note->key);
        gj_pair_put(p, "不合要求", " is not a name that is allowed here");
        break;
    case GJ_AT_NOT:
        gj_pair_put(p, "现在的值正是不允许的那种",
                    "is just what is not allowed");
        break;
    case GJ_AT_EXTRA_ITEM:
        gj_pair_put(p, "多出一项：这是第 ",
                    "one item too many: this is number ");
        gj_pair_number(p, note->first + 1);
        gj_pair_put(p, " 项", "");
        break;
    case GJ_AT_CYCLE:
        gj_pair_put(
            p,
            "无法检查：模式的动态引用在同一个值上兜圈子，或者一个接一个，"
            "超过 1000 次",
            "cannot be checked: the schema's dynamic references go round in "
            "circles at this value, or lead from one to the next more than "
            "1,000 times");
        break;
    case GJ_AT_DEPTH:
        gj_pair_put(
            p, "无法检查：值与模式嵌套过深",
            "cannot be checked: value and schema are nested too deeply");
        break;
    case GJ_AT_COST:
        gj_pair_put(p, "无法检查：所需步骤过多",
                    "cannot be checked: it would take "
                    "too many steps");
        break;
    default:
        gj_pair_put(
            p, "无法检查：正则表达式在这段文字上耗时过长",
            "cannot be checked: a regular expression takes too long on this "
            "text");
        break;
    }
}

static void tell(gj_pair *p, gj_checker *c, const gj_note *note)
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
        gj_tell_none_fits(p, c, note);
        break;
    case GJ_AT_ONE_OF_SEVERAL:
        gj_tell_several_fit(p, note);
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
    gj_pair p = {{NULL, 0, 0}, {NULL, 0, 0}};

    tell(&p, c, note);
    return gj_pair_keep(&p, &c->arena);
}
