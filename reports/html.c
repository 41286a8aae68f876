#include "reports/html.h"

#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "report_css.h"
#include "reports/html_table.h"
#include "reports/phrase.h"
#include "reports/report.h"
#include "reports/svg.h"

/* The widths, in CSS pixels, that a figure is drawn for: a page and a phone. */
static const struct {
    const char *name;
    double width;
} sizes[] = {{"wide", 860}, {"narrow", 344}};

struct page {
    struct text *out;
    const struct report *report;
    size_t figures, tables;
    struct error *error;
};

static void add_element(struct text *out, const char *tag, const char *class, const char *text)
{
    if (*class == '\0')
        text_addf(out, "<%s>", tag);
    else
        text_addf(out, "<%s class=\"%s\">", tag, class);
    markup_escape(out, text);
    text_addf(out, "</%s>\n", tag);
}

static void add_head(struct page *page)
{
    struct text *out = page->out;
    const struct report *report = page->report;
    text_addf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
              strcmp(report->language, "zh") == 0 ? "zh-CN" : report->language);
    text_add(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                  "<meta name=\"generator\" content=\"renostat\">\n<title>");
    markup_escape(out, report->title);
    text_add(out, "</title>\n<style>\n");
    text_add_bytes(out, (const char *)report_css, report_css_size);
    text_add(out, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">");
    markup_escape(out, _("to the content"));
    text_add(out, "</a>\n<header>\n");
    add_element(out, "h1", "", report->title);
    if (*report->subtitle != '\0')
        add_element(out, "p", "subtitle", report->subtitle);
    if (report->notice != NULL)
        add_element(out, "p", "notice", report->notice);
    text_add(out, "</header>\n");
}

static void add_contents(struct page *page)
{
    struct text *out = page->out;
    text_add(out, "<nav aria-label=\"");
    markup_escape(out, _("contents"));
    text_add(out, "\">\n<ul>\n");
    for (size_t i = 0; i < page->report->count; i++) {
        const struct block *block = &page->report->blocks[i];
        if (block->kind != BLOCK_HEADING || block->level != 2 || *block->anchor == '\0')
            continue;
        text_addf(out, "<li><a href=\"#%s\">", block->anchor);
        markup_escape(out, block->text);
        text_add(out, "</a></li>\n");
    }
    text_add(out, "</ul>\n</nav>\n");
}

static void add_heading(struct page *page, const struct block *block)
{
    int level = block->level < 2 ? 2 : block->level > 6 ? 6 : block->level;
    text_addf(page->out, "<h%d", level);
    if (*block->anchor != '\0')
        text_addf(page->out, " id=\"%s\"", block->anchor);
    text_add(page->out, ">");
    markup_escape(page->out, block->text);
    text_addf(page->out, "</h%d>\n", level);
}

static void add_key_figures(struct page *page, const struct table *table)
{
    text_add(page->out, "<dl class=\"key\">\n");
    for (size_t row = 0; row < table->row_count; row++) {
        const struct table_cell *cells = &table->cells[row * table->column_count];
        text_add(page->out, "<div>\n");
        add_element(page->out, "dt", "", cells[KEY_LABEL].known ? cells[KEY_LABEL].text : "");
        add_element(page->out, "dd", "value", cells[KEY_VALUE].known ? cells[KEY_VALUE].text : "–");
        if (cells[KEY_REMARK].known)
            add_element(page->out, "dd", "remark", cells[KEY_REMARK].text);
        text_add(page->out, "</div>\n");
    }
    text_add(page->out, "</dl>\n");
}

/* One drawing of a figure, in the width of a page or of a phone; style shows one of them. */
static enum status add_drawing(struct page *page, const struct figure *figure, size_t size)
{
    struct canvas *canvas;
    struct text prefix = TEXT_INIT, attributes = TEXT_INIT;
    enum status status = figure_render(&canvas, figure, sizes[size].width, page->error);
    if (status != STATUS_OK)
        return status;
    text_addf(&prefix, "f%zu%c-", page->figures, sizes[size].name[0]);
    text_add(&attributes, "role=\"img\" aria-label=\"");
    markup_escape(&attributes, figure->alt);
    text_addf(&attributes, "\" data-figure=\"%s\"", figure->type->name);
    text_addf(page->out, "<div class=\"chart %s\">\n", sizes[size].name);
    status = canvas_svg(page->out, canvas, prefix.data, attributes.data, page->error);
    text_add(page->out, "</div>\n");
    text_release(&prefix);
    text_release(&attributes);
    canvas_free(canvas);
    return status;
}

static enum status add_figure(struct page *page, const struct figure *figure)
{
    enum status status = STATUS_OK;
    page->figures++;
    text_addf(page->out, "<figure id=\"figure-%zu\">\n", page->figures);
    add_element(page->out, "figcaption", "", figure->title);
    for (size_t size = 0; status == STATUS_OK && size < sizeof sizes / sizeof *sizes; size++)
        status = add_drawing(page, figure, size);
    if (*figure->note != '\0')
        add_element(page->out, "p", "note", figure->note);
    text_add(page->out, "<details>\n<summary>");
    markup_escape(page->out, _("the figure's data as a table"));
    text_add(page->out, "</summary>\n");
    html_table(page->out, figure->table, NULL, page->tables++);
    text_add(page->out, "</details>\n</figure>\n");
    return status;
}

static enum status add_block(struct page *page, const struct block *block)
{
    switch (block->kind) {
    case BLOCK_HEADING:
        add_heading(page, block);
        break;
    case BLOCK_MESSAGE:
        add_element(page->out, "p", "message", block->text);
        break;
    case BLOCK_PARAGRAPH:
        add_element(page->out, "p", "", block->text);
        break;
    case BLOCK_NOTE:
        add_element(page->out, "p", "note", block->text);
        break;
    case BLOCK_KEY_FIGURES:
        add_key_figures(page, block->table);
        break;
    case BLOCK_TABLE:
        html_table(page->out, block->table, block->total, page->tables++);
        break;
    case BLOCK_FIGURE:
        return add_figure(page, block->figure);
    }
    return STATUS_OK;
}

enum status html_write(struct text *out, const struct report *report, struct error *error)
{
    struct page page = {.out = out, .report = report, .error = error};
    enum status status = STATUS_OK;
    add_head(&page);
    add_contents(&page);
    text_add(out, "<main id=\"main\">\n");
    for (size_t i = 0; status == STATUS_OK && i < report->count; i++)
        status = add_block(&page, &report->blocks[i]);
    text_add(out, "</main>\n<footer>\n");
    add_element(out, "p", "", report->footer);
    text_add(out, "</footer>\n</body>\n</html>\n");
    return status;
}
