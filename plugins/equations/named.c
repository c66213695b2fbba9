/* Comparisons of texts: kind == "x", level in ("a", "b"). */
#include <stdlib.h>

#include "parser.h"

static bool read_options(parser *p, gj_node *node)
{
    gj_text *options = NULL;
    size_t count = 0, capacity = 0;
    bool sound;

    do {
        sound = p->token.kind == GJ_TOKEN_STRING;
        if (!sound) {
            UNEXPECTED(p, "双引号中的文字", "a text in double quotes");
            break;
        }
        gj_text *option = gj_push(&options, &count, &capacity, sizeof *options);
        *option = p->token.text;
        advance(p);
    } while (accept(p, GJ_TOKEN_COMMA));
    if (sound) {
        gj_text *kept = gj_pool_new(p->pool, count, sizeof *kept);
        memcpy(kept, options, count * sizeof *kept);
        node->options = kept;
        node->option_count = (uint32_t)count;
    }
    free(options);
    return sound;
}

static gj_node *finish_named(parser *p, gj_node *node)
{
    bool list = at_word(p, "in");

    if (p->token.kind == GJ_TOKEN_RELATION &&
        (p->token.relation == GJ_EQUAL || p->token.relation == GJ_UNEQUAL))
        node->relation = p->token.relation;
    else if (!list)
        return UNEXPECTED(p, "==、!= 或 in（比较文字）",
                          "==, != or in (to compare a text)");
    advance(p);
    if (list && !accept(p, GJ_TOKEN_OPEN))
        return UNEXPECTED(p, "左括号 (", "an opening bracket (");
    if (!list && p->token.kind != GJ_TOKEN_STRING)
        return UNEXPECTED(p, "双引号中的文字", "a text in double quotes");
    if (list) {
        if (!read_options(p, node))
            return NULL;
        if (!accept(p, GJ_TOKEN_CLOSE))
            return UNEXPECTED(p, "逗号或右括号 )",
                              "a comma or a closing bracket )");
    } else {
        gj_text *option = gj_pool_new(p->pool, 1, sizeof *option);
        *option = p->token.text;
        node->options = option;
        node->option_count = 1;
        advance(p);
    }
    node->length = (uint32_t)(p->end - node->offset);
    return node;
}

gj_node *gj_parse_named(parser *p)
{
    gj_text name = p->token.text;
    size_t start = p->token.offset;

    if (!p->grammar->names(p->grammar->context, name)) {
        gj_mistaken(p->mistake, start, name.length,
                    "“%.*s”不是函数，form.json 的 texts 里也没有这个名称",
                    "“%.*s” is no function, and form.json names no such text",
                    GJ_SHORT(name));
        return NULL;
    }
    advance(p);
    gj_node *node = new_atom(p, GJ_NODE_NAMED, start);
    node->text = name;
    return finish_named(p, node);
}
