#include "reports/pdf_columns.h"

#include <math.h>
#include <string.h>

#include "core/text.h"
#include "reports/listing.h"
#include "reports/pdf_flow.h"

/* What a column would like, and the least that it can do with. */
struct wish {
    size_t column;
    double least, best;
    double words; /* the length of its longest text in one line; 0 for figures */
    bool figure;
};

/* Words up to this many columns of a terminal stay in one line: codes, names of districts. */
enum { SHORT_WORDS = 15 };
/* A table lies on its long side rather than break a text into more lines. */
#define MOST_LINES 4.0
#define WORDS_LEAST 68.0
#define SMALL_WISH 24.0
#define WORDS_BEST 480.0
#define HEADING_BEST 64.0
/* A table is drawn out to the page's width by no more than this per column. */
#define STRETCH 22.0

static double width_of(struct canvas *ruler, const char *text, bool bold)
{
    return canvas_measure(ruler, &(struct label){.text = text, .size = PDF_CELL_SIZE, .bold = bold})
        .width;
}

/* A heading may break into three lines between its words, and Chinese between its characters. */
static double heading_least(struct canvas *ruler, const struct table_column *column, double *best)
{
    struct text heading = TEXT_INIT;
    column_heading(&heading, column);
    *best = width_of(ruler, heading.data, true);
    double least = *best / 2.6;
    for (char *at = heading.data, *word; (word = strsep(&at, " ")) != NULL;) {
        bool ascii = text_width(word) == strlen(word);
        double width = width_of(ruler, word, true);
        least = fmax(least, ascii ? width : fmin(width, 3.2 * PDF_CELL_SIZE));
    }
    text_release(&heading);
    return least;
}

/* The widest cell by the count of its characters; digits are all of one width. */
static void widest_cell(struct text *widest, const struct table *table, size_t column, size_t rows)
{
    struct text cell = TEXT_INIT;
    size_t most = text_width(widest->data);
    for (size_t row = 0; row < rows; row++) {
        text_clear(&cell);
        cell_format(&cell, &table->columns[column],
                    &table->cells[row * table->column_count + column]);
        size_t width = text_width(cell.data);
        if (width <= most)
            continue;
        most = width;
        text_clear(widest);
        text_add_bytes(widest, cell.data, text_prefix(cell.data, 200));
    }
    text_release(&cell);
}

static struct wish wish_of(const struct table *table, const struct table *total, size_t column,
                           size_t rows, struct canvas *ruler)
{
    struct text cell = TEXT_INIT;
    struct wish wish = {.column = column, .figure = column_is_figure(&table->columns[column])};
    widest_cell(&cell, table, column, rows);
    if (total != NULL)
        widest_cell(&cell, total, column, total->row_count);
    /* Letters of a like count differ a little. */
    double cells = width_of(ruler, cell.data, total != NULL) * (wish.figure ? 1.02 : 1.06);
    double best, heading = heading_least(ruler, &table->columns[column], &best);
    wish.words = wish.figure ? 0 : cells;
    bool whole = wish.figure || text_width(cell.data) <= SHORT_WORDS;
    best = fmax(fmin(best, HEADING_BEST), heading);
    wish.best = fmax(best, fmin(cells, whole ? cells : WORDS_BEST));
    wish.least = fmax(heading, whole ? cells : fmin(cells, WORDS_LEAST));
    text_release(&cell);
    return wish;
}

static double least_sum(const struct wish *wishes, size_t count)
{
    double sum = count > 0 ? (double)(count - 1) * PDF_CELL_GAP : 0;
    for (size_t i = 0; i < count; i++)
        sum += wishes[i].least;
    return sum;
}

static double wanted(const struct wish *wish)
{
    return wish->best - wish->least;
}

/* The share that columns get of what they would like beyond their least. Small wishes come first,
 * for a little more room often saves a line in every row. */
struct shares {
    double small, large;
};

static struct shares shares_of(const struct wish *wishes, size_t count, double room)
{
    double left = room - least_sum(wishes, count), small = 0, large = 0;
    for (size_t i = 0; i < count; i++)
        *(wanted(&wishes[i]) <= SMALL_WISH ? &small : &large) += wanted(&wishes[i]);
    struct shares shares = {small <= 0 ? 0 : fmax(0, fmin(1, left / small)), 0};
    left -= shares.small * small;
    shares.large = large <= 0 ? 0 : fmax(0, fmin(1, left / large));
    return shares;
}

static double width_at(const struct wish *wish, const struct shares *shares)
{
    double share = wanted(wish) <= SMALL_WISH ? shares->small : shares->large;
    return wish->least + share * wanted(wish);
}

/* What is left when all have what they would like stretches the table a little. */
static void share(struct pdf_part *part, const struct wish *wishes, double room)
{
    struct shares shares = shares_of(wishes, part->count, room);
    double taken = (double)(part->count - 1) * PDF_CELL_GAP, x = 0;
    for (size_t i = 0; i < part->count; i++)
        taken += width_at(&wishes[i], &shares);
    double stretch = fmax(0, fmin(STRETCH, (room - taken) / (double)part->count));
    for (size_t i = 0; i < part->count; i++) {
        /* One column alone may be wider than the page. */
        double width = fmin(width_at(&wishes[i], &shares) + stretch, room);
        part->columns[i] = (struct pdf_column){wishes[i].column, x, width, wishes[i].figure};
        x += width + PDF_CELL_GAP;
    }
}

/* Whether some text would become a column of a few characters a line. */
static bool is_squeezed(const struct wish *wishes, size_t count, double room)
{
    struct shares shares = shares_of(wishes, count, room);
    for (size_t i = 0; i < count; i++)
        if (wishes[i].words > MOST_LINES * width_at(&wishes[i], &shares))
            return true;
    return least_sum(wishes, count) > room;
}

/* Adds the part that begins with the first column and goes on at `from`; returns its end. */
static size_t add_part(struct pdf_columns *columns, const struct wish *wishes, size_t count,
                       size_t from, double room, struct arena *arena)
{
    struct pdf_part *part = &columns->parts[columns->count++];
    struct wish *own = arena_alloc(arena, count * sizeof *own);
    own[part->count++] = wishes[0];
    size_t next = from == 0 ? 1 : from;
    while (next < count) {
        own[part->count] = wishes[next];
        if (part->count > 1 && least_sum(own, part->count + 1) > room)
            break;
        part->count++;
        next++;
    }
    part->columns = arena_alloc(arena, part->count * sizeof *part->columns);
    share(part, own, room);
    return next;
}

struct pdf_columns pdf_columns_fit(const struct table *table, const struct table *total,
                                   size_t rows, struct canvas *ruler, struct arena *arena)
{
    struct wish *wishes = arena_alloc(arena, (table->column_count + 1) * sizeof *wishes);
    struct pdf_columns columns = {.count = 0};
    size_t count = 0;
    for (size_t c = 0; c < table->column_count; c++)
        if (column_is_shown(&table->columns[c]))
            wishes[count++] = wish_of(table, total, c, rows, ruler);
    if (count == 0)
        return columns;
    columns.wide = is_squeezed(wishes, count, PAGE_WIDTH);
    columns.parts = arena_alloc(arena, count * sizeof *columns.parts);
    memset(columns.parts, 0, count * sizeof *columns.parts);
    size_t next = 0;
    do
        next =
            add_part(&columns, wishes, count, next, columns.wide ? PAGE_WIDE : PAGE_WIDTH, arena);
    while (next < count);
    return columns;
}
