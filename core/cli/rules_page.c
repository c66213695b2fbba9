/* The coverage of a form as a picture: its tables as they are printed, and in
 * each cell how rules look at it. One page that needs nothing else. */
#include <stdlib.h>

#include "cli/rules.h"
#include "writer/html_grid.h"

typedef struct page {
    gj_buffer out;
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

static void add(page *p, const char *markup)
{
    gj_buffer_string(&p->out, markup);
}

/** Text of a form may hold anything. */
static void add_words(page *p, gj_words words)
{
    gj_buffer_escaped(&p->out, gj_words_in(words, p->language));
}

static void add_cell(void *context, uint32_t cell)
{
    page *p = context;
    gj_look look = gj_look_of(p->examination->cells[cell]);
    gj_buffer pointer = {0};
    gj_buffer name = {0};

    gj_shape_pointer(p->shape, cell, &pointer);
    gj_form_name(p->shape->form, gj_buffer_view(&pointer), p->language, &name);
    gj_buffer_print(&p->out, "<td class=\"%s\" title=\"", classes[look]);
    gj_buffer_escaped(&p->out, gj_buffer_view(&name));
    gj_buffer_print(&p->out,
                    "\"><span aria-hidden=\"true\">%s</span><span "
                    "class=\"said\">",
                    signs[look]);
    add_words(p, said[look]);
    add(p, "</span></td>");
    gj_buffer_free(&pointer);
    gj_buffer_free(&name);
}

static void add_grid(page *p, const gj_grid *grid)
{
    uint32_t *rows = gj_new(grid->row_count + (size_t)1, sizeof *rows);
    const gj_html_grid drawn = {.out = &p->out,
                                .language = p->language,
                                .grid = grid,
                                .rows = rows,
                                .row_count = grid->row_count,
                                .add_cell = add_cell,
                                .context = p};

    for (uint32_t i = 0; i < grid->row_count; i++)
        rows[i] = i;
    add(p, "<table>\n");
    gj_html_grid_add(&drawn);
    add(p, "</table>\n");
    free(rows);
}

static void add_head(page *p)
{
    gj_buffer_print(&p->out,
                    "<!DOCTYPE html>\n<html lang=\"%s\"><head>"
                    "<meta charset=\"utf-8\"><title>",
                    gj_say(p->language, "zh-Hans", "en"));
    add_words(p, p->shape->form->title);
    add(p,
        "</title>\n<style>\n"
        "body{font-family:sans-serif;margin:2em;color:#111;background:#fff}\n"
        "table{border-collapse:collapse;margin:1em 0}\n"
        "th,td{border:1px solid #555;padding:.3em .5em;text-align:center}\n"
        "th{font-weight:normal}th[scope=row]{text-align:left;max-width:16em}\n"
        "thead th{max-width:7em}.tied{background:#d5ecd8}\n"
        ".alone{background:#fff1c2}.none{background:#f8d3d3}\n"
        ".said{position:absolute;width:1px;height:1px;overflow:hidden;"
        "clip-path:inset(50%)}\n"
        "td,th{position:relative}\n</style></head><body><main>\n<h1>");
    add_words(p, p->shape->form->title);
    add(p, "</h1><ul>");
    for (int look = GJ_LOOK_TIED; look >= GJ_LOOK_NONE; look--) {
        gj_buffer_print(&p->out, "<li>%s ", signs[look]);
        add_words(p, said[look]);
        add(p, "</li>");
    }
    add(p, "</ul>\n");
}

static void add_remarks(page *p)
{
    add(p, "<ul>\n");
    for (size_t i = 0; i < p->examination->count; i++) {
        const gj_weighed *one = &p->examination->remarks[i];
        add(p, "<li>");
        gj_buffer_escaped(&p->out, gj_level_word(one->weight, p->language));
        add(p, " ");
        gj_buffer_escaped(&p->out, gj_text_of(one->error.words[p->language]));
        add(p, "</li>\n");
    }
    add(p, "</ul>\n");
}

static void add_title(page *p, const gj_table *table)
{
    add(p, "<h2>");
    add_words(p, table->name);
    add(p, " ");
    add_words(p, table->title);
    add(p, "</h2>\n");
}

void gj_rules_page(FILE *out, const gj_shape *shape,
                   const gj_examination *examination, gj_language language)
{
    page p = {{0}, shape, examination, language};
    const gj_table *table = NULL;

    add_head(&p);
    if (examination->count > 0)
        add_remarks(&p);
    for (uint32_t i = 0; i < shape->grid_count; i++) {
        const gj_grid *grid = &shape->grids[i];
        if (grid->table != table)
            add_title(&p, grid->table);
        table = grid->table;
        add_grid(&p, grid);
    }
    add(&p, "</main></body></html>\n");
    fwrite(p.out.data, 1, p.out.length, out);
    gj_buffer_free(&p.out);
}
