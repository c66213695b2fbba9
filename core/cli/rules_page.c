/* The coverage of a form as a picture: its tables as they are printed, and in
 * each cell how rules look at it. One page that needs nothing else. */
#include "cli/rules.h"
#include "writer/markup.h"

typedef struct page {
    const gj_shape *shape;
    const gj_examination *examination;
    gj_language language;
} page;

static const gj_words said[] = {
    [GJ_LOOK_NONE] = GJ_WORDS("没有规则", "by no rule"),
    [GJ_LOOK_ALONE] = GJ_WORDS("只单独检查", "judged alone"),
    [GJ_LOOK_TIED] = GJ_WORDS("与其他格比较", "compared with others"),
};
static const char *const classes[] = {"none", "alone", "tied"};
static const char *const signs[] = {"○", "△", "●"};

/** Text of a form may hold anything. */
static void put_escaped(gj_text text)
{
    gj_buffer shown = {0};

    gj_buffer_escaped(&shown, text);
    if (shown.length > 0)
        fwrite(shown.data, 1, shown.length, stdout);
    gj_buffer_free(&shown);
}

static void put_words(const page *p, gj_words words)
{
    put_escaped(gj_words_in(words, p->language));
}

static void put_label(const page *p, const gj_items *items, const gj_line *line)
{
    const gj_item *item = &items->at[line->item];
    gj_buffer label = {0};

    gj_text words = gj_words_in(item->name, p->language);

    /* What is no part of a cell's name has a head in print only. */
    if (words.length == 0)
        words = gj_words_in(item->label, p->language);
    gj_item_words(words, line->element, &label);
    put_escaped(gj_buffer_view(&label));
    gj_buffer_free(&label);
}

static void put_cell(const page *p, uint32_t cell)
{
    gj_look look = gj_look_of(p->examination->cells[cell]);
    gj_buffer pointer = {0};
    gj_buffer name = {0};

    gj_shape_pointer(p->shape, cell, &pointer);
    gj_form_name(p->shape->form, gj_buffer_view(&pointer), p->language, &name);
    printf("<td class=\"%s\" title=\"", classes[look]);
    put_escaped(gj_buffer_view(&name));
    printf("\"><span aria-hidden=\"true\">%s</span><span class=\"said\">",
           signs[look]);
    put_words(p, said[look]);
    puts("</span></td>");
    gj_buffer_free(&pointer);
    gj_buffer_free(&name);
}

static void put_grid(const page *p, const gj_grid *grid)
{
    puts("<table><thead><tr><td></td>");
    for (uint32_t c = 0; c < grid->column_count; c++) {
        fputs("<th scope=\"col\">", stdout);
        put_label(p, &grid->block->columns, &grid->columns[c]);
        puts("</th>");
    }
    puts("</tr></thead><tbody>");
    for (uint32_t r = 0; r < grid->row_count; r++) {
        fputs("<tr><th scope=\"row\">", stdout);
        put_label(p, &grid->block->rows, &grid->rows[r]);
        puts("</th>");
        for (uint32_t c = 0; c < grid->column_count; c++)
            put_cell(p, grid->first + c * grid->row_count + r);
        puts("</tr>");
    }
    puts("</tbody></table>");
}

static void put_head(const page *p)
{
    printf("<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"
           "<title>",
           p->language == GJ_ZH ? "zh-CN" : "en");
    put_words(p, p->shape->form->title);
    puts("</title>\n<style>\n"
         "body{font-family:sans-serif;margin:2em;color:#111;background:#fff}\n"
         "table{border-collapse:collapse;margin:1em 0}\n"
         "th,td{border:1px solid #555;padding:.3em .5em;text-align:center}\n"
         "th{font-weight:normal}th[scope=row]{text-align:left}\n"
         ".tied{background:#d5ecd8}.alone{background:#fff1c2}\n"
         ".none{background:#f8d3d3}\n"
         ".said{position:absolute;width:1px;height:1px;overflow:hidden;"
         "clip-path:inset(50%)}\n"
         "td,th{position:relative}\n</style></head><body><main>");
    fputs("<h1>", stdout);
    put_words(p, p->shape->form->title);
    puts("</h1><ul>");
    for (int look = GJ_LOOK_TIED; look >= GJ_LOOK_NONE; look--) {
        printf("<li>%s ", signs[look]);
        put_words(p, said[look]);
        puts("</li>");
    }
    puts("</ul>");
}

static void put_remarks(const page *p)
{
    puts("<ul>");
    for (size_t i = 0; i < p->examination->count; i++) {
        const gj_weighed *one = &p->examination->remarks[i];
        fputs("<li>", stdout);
        put_escaped(gj_level_word(one->weight, p->language));
        putchar(' ');
        put_escaped(gj_text_of(one->error.words[p->language]));
        puts("</li>");
    }
    puts("</ul>");
}

void gj_rules_page(const gj_shape *shape, const gj_examination *examination,
                   gj_language language)
{
    const page p = {shape, examination, language};
    const gj_table *table = NULL;

    put_head(&p);
    if (examination->count > 0)
        put_remarks(&p);
    for (uint32_t i = 0; i < shape->grid_count; i++) {
        const gj_grid *grid = &shape->grids[i];
        if (grid->table != table) {
            fputs("<h2>", stdout);
            put_words(&p, grid->table->title);
            puts("</h2>");
        }
        table = grid->table;
        put_grid(&p, grid);
    }
    puts("</main></body></html>");
}
