#include "reports/pdf_contents.h"

#include "core/i18n.h"
#include "reports/pdf_text.h"
#include "reports/report.h"

/* A reader of so few pages leafs through them. */
enum { PAGES_WITHOUT = 4 };
#define ENTRY_HEIGHT 15.0
#define ENTRY_SIZE 9.5
#define SPACE_BELOW 10.0

struct entry {
    const struct pdf_contents *contents;
    const char *text;
};

static void draw_title(const struct flow *flow, const struct piece *piece, const struct spot *spot)
{
    (void)flow;
    struct label label = {.text = piece->data,
                          .x = spot->x,
                          .y = spot->y,
                          .size = 11,
                          .bold = true,
                          .colour = pdf_ink};
    canvas_text(paper_canvas(spot->paper), &label);
}

static void draw_entry(const struct flow *flow, const struct piece *piece, const struct spot *spot)
{
    const struct entry *entry = piece->data;
    const struct piece *heading = &flow->pieces[entry->contents->headings[piece->index]];
    struct canvas *page = paper_canvas(spot->paper);
    double right = spot->x + PAGE_WIDTH;
    struct text words = TEXT_INIT;
    text_addf(&words, "%zu", heading->page + 1);
    struct box number = canvas_text(page, &(struct label){.text = words.data,
                                                          .x = right,
                                                          .y = spot->y,
                                                          .align = ALIGN_RIGHT,
                                                          .size = ENTRY_SIZE,
                                                          .colour = pdf_ink});
    struct box name = canvas_text(page, &(struct label){.text = entry->text,
                                                        .x = spot->x,
                                                        .y = spot->y,
                                                        .size = ENTRY_SIZE,
                                                        .colour = pdf_ink,
                                                        .max_width = PAGE_WIDTH - 40});
    double line = spot->y + number.height * 0.75;
    if (name.x + name.width + 6 < number.x - 6)
        canvas_line(page, name.x + name.width + 6, line, number.x - 6, line, pdf_line, 0.5);
    text_clear(&words);
    pdf_target(&words, flow, heading);
    paper_link(spot->paper, words.data, (struct box){spot->x, spot->y, PAGE_WIDTH, ENTRY_HEIGHT});
    text_release(&words);
}

static void add_entry(struct flow *flow, struct pdf_contents *contents, const char *text)
{
    struct entry *entry = arena_alloc(&flow->arena, sizeof *entry);
    struct text words = TEXT_INIT;
    pdf_plain(&words, text);
    *entry = (struct entry){contents, arena_strdup(&flow->arena, words.data)};
    text_release(&words);
    flow_add(flow, &(struct piece){.draw = draw_entry,
                                   .data = entry,
                                   .index = contents->count++,
                                   .height = ENTRY_HEIGHT,
                                   .hidden = true});
}

struct pdf_contents *pdf_add_contents(struct flow *flow, const struct report *report)
{
    struct pdf_contents *contents = arena_alloc(&flow->arena, sizeof *contents);
    *contents = (struct pdf_contents){.first = flow->count};
    contents->headings = arena_alloc(&flow->arena, (report->count + 1) * sizeof(size_t));
    flow_add(flow, &(struct piece){.draw = draw_title,
                                   .data = _("Contents"),
                                   .above = 18,
                                   .height = 20,
                                   .keep = true,
                                   .hidden = true});
    for (size_t i = 0; i < report->count; i++)
        if (report->blocks[i].kind == BLOCK_HEADING && report->blocks[i].level <= 2)
            add_entry(flow, contents, report->blocks[i].text);
    flow->pieces[flow->count - 1].height += SPACE_BELOW;
    return contents;
}

void pdf_contents_place(const struct pdf_contents *contents, struct flow *flow)
{
    flow_place(flow);
    if (flow->page_count <= PAGES_WITHOUT || contents->count < 2)
        return;
    for (size_t i = 0; i <= contents->count; i++)
        flow->pieces[contents->first + i].hidden = false;
    flow_place(flow);
}
