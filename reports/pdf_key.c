#include "reports/pdf_key.h"

#include <math.h>

#include "reports/pdf_text.h"
#include "reports/report.h"

enum { CARDS = 4 };
#define CARD_GAP 8.0
#define CARD_PAD 8.0
#define CARD_WIDTH ((PAGE_WIDTH - (CARDS - 1) * CARD_GAP) / CARDS)

static struct label label_of_cell(size_t column, const char *text)
{
    static const struct label looks[KEY_COLUMNS] = {
        [KEY_LABEL] = {.size = 8, .colour = STYLE_RGB(0x555555)},
        [KEY_VALUE] = {.size = 14, .bold = true, .colour = STYLE_RGB(0x1D1D1F)},
        [KEY_REMARK] = {.size = 7.5, .colour = STYLE_RGB(0x555555)},
    };
    struct label label = looks[column];
    label.text = text;
    label.max_width = CARD_WIDTH - 2 * CARD_PAD;
    label.max_lines = 8;
    return label;
}

/* Draws a card, or measures it where there is no page; returns its height. */
static double lay_card(const struct table *table, size_t row, struct canvas *ruler,
                       struct canvas *page, double x, double y)
{
    double top = y;
    y += CARD_PAD;
    for (size_t column = 0; column < KEY_COLUMNS; column++) {
        const struct table_cell *cell = &table->cells[row * table->column_count + column];
        struct text words = TEXT_INIT;
        pdf_plain(&words, cell->known ? cell->text : column == KEY_VALUE ? "–" : "");
        if (words.length > 0) {
            struct label label = label_of_cell(column, words.data);
            label.x = x + CARD_PAD;
            label.y = y;
            y += (page == NULL ? canvas_measure(ruler, &label) : canvas_text(page, &label)).height +
                 1.5;
        }
        text_release(&words);
    }
    return y - top + CARD_PAD - 1.5;
}

static void draw_cards(const struct flow *flow, const struct piece *piece, const struct spot *spot)
{
    (void)flow;
    const struct table *table = piece->data;
    struct canvas *page = paper_canvas(spot->paper);
    for (size_t i = 0; i < CARDS && piece->index + i < table->row_count; i++) {
        double x = spot->x + (double)i * (CARD_WIDTH + CARD_GAP);
        canvas_rectangle(page, (struct box){x, spot->y, CARD_WIDTH, piece->height}, pdf_soft);
        lay_card(table, piece->index + i, NULL, page, x, spot->y);
    }
}

void pdf_add_key_figures(struct flow *flow, const struct table *table)
{
    for (size_t row = 0; row < table->row_count; row += CARDS) {
        double height = 0;
        for (size_t i = row; i < row + CARDS && i < table->row_count; i++)
            height = fmax(height, lay_card(table, i, flow->ruler, NULL, 0, 0));
        flow_add(flow, &(struct piece){.draw = draw_cards,
                                       .data = table,
                                       .index = row,
                                       .above = row == 0 ? 12 : CARD_GAP,
                                       .height = height});
    }
}
