#include "sum.h"

/** Where a parse stands. */
typedef struct parse {
    gj_keep *keep;
    gj_text source;
    uint64_t at;
    gj_mistake *mistake;
} parse;

static bool fail(parse *p, uint64_t offset, uint64_t length, const char *zh,
                 const char *en)
{
    *p->mistake = (gj_mistake){(uint32_t)offset,
                               (uint32_t)(length ? length : 1),
                               {gj_said(zh), gj_said(en)}};
    return false;
}

static void skip_spaces(parse *p)
{
    while (p->at < p->source.length && p->source.data[p->at] == ' ')
        p->at++;
}

static bool take(parse *p, const char *sign)
{
    size_t length = strlen(sign);

    skip_spaces(p);
    if (p->source.length - p->at < length ||
        memcmp(p->source.data + p->at, sign, length) != 0)
        return false;
    p->at += length;
    return true;
}

/** Characters up to a space, a bracket or a comma. */
static gj_text take_word(parse *p)
{
    static const char ends[] = " (),";
    gj_text word = {p->source.data + p->at, 0};

    while (p->at < p->source.length &&
           memchr(ends, p->source.data[p->at], sizeof ends - 1) == NULL) {
        p->at++;
        word.length++;
    }
    return word;
}

static bool is_name(gj_text word)
{
    for (uint64_t i = 0; i < word.length; i++) {
        char c = word.data[i];
        if (!((c >= 'a' && c <= 'z') || c == '_' ||
              (i > 0 && c >= '0' && c <= '9')))
            return false;
    }
    return word.length > 0;
}

static bool take_list(parse *p, gj_term *term)
{
    skip_spaces(p);
    uint64_t start = p->at;
    term->group = take_word(p);
    if (!is_name(term->group))
        return fail(p, start, term->group.length,
                    "“sum(…)”里应为模式中一个组的名称",
                    "the name of a group of the pattern is expected in "
                    "\"sum(…)\"");
    term->marks = (gj_text)GJ_TEXT("NC");
    if (take(p, ",")) {
        skip_spaces(p);
        term->marks = take_word(p);
    }
    if (!take(p, ")"))
        return fail(p, p->at, 1, "此处应为“)”", "\")\" is expected here");
    return true;
}

static bool take_term(parse *p, gj_term *term)
{
    if (take(p, "sum("))
        return take_list(p, term);
    skip_spaces(p);
    uint64_t start = p->at;
    gj_text word = take_word(p);
    if (word.length > 1 && word.data[0] == '/') {
        term->cells = word;
        return true;
    }
    term->group = word;
    return is_name(word) ||
           fail(p, start, word.length,
                "此处应为单元格的指针、组的名称或“sum(组)”",
                "a pointer of cells, the name of a group or \"sum(group)\" is "
                "expected here");
}

bool gj_sum_parse(gj_sum *sum, gj_keep *keep, gj_text source,
                  gj_mistake *mistake)
{
    uint64_t most = 1;

    sum->text = gj_keep_text(keep, source);
    parse p = {keep, sum->text, 0, mistake};
    for (uint64_t i = 0; i < source.length; i++)
        most += source.data[i] == '+' || source.data[i] == '-';
    sum->terms = gj_keep_new(keep, most, sizeof *sum->terms);
    for (bool minus = false;;) {
        gj_term *term = &sum->terms[sum->term_count++];
        term->minus = minus;
        if (!take_term(&p, term))
            return false;
        sum->has_groups |= term->group.length > 0;
        if (take(&p, "+"))
            minus = false;
        else if (take(&p, "-"))
            minus = true;
        else
            break;
    }
    skip_spaces(&p);
    return p.at == source.length ||
           fail(&p, p.at, 1, "此处应为“+”、“-”或结尾",
                "\"+\", \"-\" or the end is expected here");
}

/* ------------------------------------------------------------------ cells */

/** Takes in the cells that a pattern covers. */
typedef struct binding {
    gj_sum *sum;
    bool minus;
    bool group;
} binding;

static int32_t count_cell(void *context, gj_text pointer, uint32_t cell)
{
    binding *b = context;

    (void)pointer;
    b->group |= cell == GJ_NO_CELL;
    b->sum->addend_count++;
    return 0;
}

static int32_t add_cell(void *context, gj_text pointer, uint32_t cell)
{
    binding *b = context;

    (void)pointer;
    b->sum->addends[b->sum->addend_count++] = (gj_addend){cell, b->minus};
    return 0;
}

static void each_term(gj_sum *sum, const gj_host *host, const gj_shape *shape,
                      gj_match *match)
{
    sum->addend_count = 0;
    for (uint32_t i = 0; i < sum->term_count; i++) {
        binding b = {sum, sum->terms[i].minus, false};
        if (sum->terms[i].cells.length > 0)
            host->match(shape, sum->terms[i].cells, match, &b);
    }
}

bool gj_sum_bind(gj_sum *sum, gj_keep *keep, const gj_host *host,
                 const gj_shape *shape, gj_mistake *mistake)
{
    for (uint32_t i = 0; i < sum->term_count; i++) {
        gj_text cells = sum->terms[i].cells;
        binding b = {sum, false, false};
        if (cells.length == 0 ||
            (host->match(shape, cells, count_cell, &b) > 0 && !b.group))
            continue;
        *mistake = (gj_mistake){
            (uint32_t)(cells.data - sum->text.data), (uint32_t)cells.length,
            GJ_WORDS("表样里没有这样的单元格", "the form has no such cells")};
        return false;
    }
    each_term(sum, host, shape, count_cell);
    sum->addends =
        gj_keep_new(keep, sum->addend_count + 1u, sizeof *sum->addends);
    each_term(sum, host, shape, add_cell);
    return true;
}
