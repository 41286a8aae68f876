#include "reports/pdf.h"

#include <math.h>
#include <stdlib.h>

#include "core/i18n.h"
#include "reports/pdf_contents.h"
#include "reports/pdf_key.h"
#include "reports/pdf_table.h"
#include "reports/pdf_text.h"
#include "reports/report.h"

/* A figure is drawn for the page's width; 12 of its units are 9 points. */
#define FIGURE_SCALE 0.75
/* A figure that is higher than a page leaves room for the heading over it … */
#define FIGURE_SPARE 60.0
/* … and is not made smaller than so much of a page for the words about it. */
#define FIGURE_LEAST 0.4

struct pdf {
    struct flow flow;
    const struct report *report;
    struct canvas **figures; /* kept until the file is finished */
    size_t figure_count, figure_capacity;
    struct pdf_contents *contents;
    size_t heading_count;
    const char *foot;
    struct error *error;
};

static void draw_figure(const struct flow *flow, const struct piece *piece, const struct spot *spot)
{
    (void)flow;
    /* The pieces share their canvases with struct pdf, which frees them. */
    struct canvas *figure = *(struct canvas *const *)piece->data;
    paper_place(spot->paper, figure, spot->x, spot->y, piece->height / canvas_height(figure));
}

static enum status add_figure(struct pdf *pdf, const struct figure *figure)
{
    struct canvas *canvas;
    enum status status = figure_render(&canvas, figure, PAGE_WIDTH / FIGURE_SCALE, pdf->error);
    if (status != STATUS_OK)
        return status;
    ARRAY_GROW(pdf->figures, pdf->figure_count + 1, pdf->figure_capacity);
    pdf->figures[pdf->figure_count++] = canvas;
    struct canvas **kept = arena_alloc(&pdf->flow.arena, sizeof(struct canvas *));
    *kept = canvas;
    struct flow *flow = &pdf->flow;
    size_t first = flow->count;
    pdf_add_caption(flow, figure->title, figure->alt);
    size_t drawing = flow->count;
    flow_add(flow, &(struct piece){.draw = draw_figure, .data = kept, .above = 4});
    pdf_add_text(flow, PDF_NOTE, figure->note, false);
    double room = page_room(false);
    double most = fmax(room - FIGURE_SPARE - flow_height(flow, first), FIGURE_LEAST * room);
    flow->pieces[drawing].height = fmin(canvas_height(canvas) * FIGURE_SCALE, most);
    flow_keep(flow, first, room);
    return STATUS_OK;
}

static void add_heading(struct pdf *pdf, const struct block *block)
{
    size_t piece = pdf_add_heading(&pdf->flow, block->level, block->text);
    if (block->level <= 2)
        pdf->contents->headings[pdf->heading_count++] = piece;
}

static enum status add_block(struct pdf *pdf, const struct block *block)
{
    switch (block->kind) {
    case BLOCK_HEADING:
        add_heading(pdf, block);
        break;
    case BLOCK_MESSAGE:
        pdf_add_text(&pdf->flow, PDF_MESSAGE, block->text, false);
        break;
    case BLOCK_PARAGRAPH:
        pdf_add_text(&pdf->flow, PDF_PARAGRAPH, block->text, false);
        break;
    case BLOCK_NOTE:
        pdf_add_text(&pdf->flow, PDF_NOTE, block->text, false);
        break;
    case BLOCK_KEY_FIGURES:
        pdf_add_key_figures(&pdf->flow, block->table);
        break;
    case BLOCK_TABLE:
        pdf_add_table(&pdf->flow, block->table, block->total);
        break;
    case BLOCK_FIGURE:
        return add_figure(pdf, block->figure);
    }
    return STATUS_OK;
}

static enum status add_all(struct pdf *pdf)
{
    const struct report *report = pdf->report;
    struct flow *flow = &pdf->flow;
    enum status status = STATUS_OK;
    pdf_add_text(flow, PDF_TITLE, report->title, false);
    pdf_add_text(flow, PDF_SUBTITLE, report->subtitle, false);
    if (report->notice != NULL)
        pdf_add_text(flow, PDF_NOTICE, report->notice, false);
    pdf->contents = pdf_add_contents(flow, report);
    for (size_t i = 0; status == STATUS_OK && i < report->count; i++)
        status = add_block(pdf, &report->blocks[i]);
    pdf_add_text(flow, PDF_NOTE, report->footer, false);
    return status;
}

static void draw_foot(const void *data, struct canvas *page, size_t number, size_t count, bool wide)
{
    const struct pdf *pdf = data;
    double right = PAGE_SIDE + (wide ? PAGE_WIDE : PAGE_WIDTH);
    double top = (wide ? PAGE_SHORT : PAGE_LONG) - 36;
    struct text words = TEXT_INIT;
    text_addf(&words, _("page %1$zu of %2$zu"), number, count);
    canvas_line(page, PAGE_SIDE, top - 4, right, top - 4, pdf_line, 0.5);
    struct box box = canvas_text(page, &(struct label){.text = words.data,
                                                       .x = right,
                                                       .y = top,
                                                       .align = ALIGN_RIGHT,
                                                       .size = 7.5,
                                                       .colour = pdf_muted});
    canvas_text(page, &(struct label){.text = pdf->foot,
                                      .x = PAGE_SIDE,
                                      .y = top,
                                      .size = 7.5,
                                      .colour = pdf_muted,
                                      .max_width = box.x - PAGE_SIDE - 20});
    text_release(&words);
}

/* The date comes first: what is too long is cut at the end. */
static const char *foot_of(struct pdf *pdf)
{
    struct text words = TEXT_INIT;
    if (*pdf->report->subtitle != '\0') {
        pdf_plain(&words, pdf->report->subtitle);
        text_add(&words, " · ");
    }
    pdf_plain(&words, pdf->report->title);
    const char *foot = arena_strdup(&pdf->flow.arena, words.data);
    text_release(&words);
    return foot;
}

static enum status draw(struct pdf *pdf, struct text *out)
{
    struct paper *paper;
    const struct report *report = pdf->report;
    const struct paper_facts facts = {report->title, report->subtitle, report->city, "renostat",
                                      report->made_on};
    enum status status = paper_new(&paper, out, &facts, pdf->error);
    if (status != STATUS_OK)
        return status;
    flow_draw(&pdf->flow, paper, draw_foot, pdf);
    status = paper_finish(paper, pdf->error);
    paper_free(paper);
    return status;
}

enum status pdf_write(struct text *out, const struct report *report, struct error *error)
{
    struct pdf pdf = {.report = report, .error = error};
    enum status status = flow_init(&pdf.flow, error);
    if (status == STATUS_OK)
        status = add_all(&pdf);
    if (status == STATUS_OK) {
        pdf_contents_place(pdf.contents, &pdf.flow);
        pdf.foot = foot_of(&pdf);
        status = draw(&pdf, out);
    }
    for (size_t i = 0; i < pdf.figure_count; i++)
        canvas_free(pdf.figures[i]);
    free(pdf.figures);
    flow_release(&pdf.flow);
    return status;
}
