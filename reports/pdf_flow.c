#include "reports/pdf_flow.h"

#include <stdlib.h>

enum status flow_init(struct flow *flow, struct error *error)
{
    *flow = (struct flow){.arena = ARENA_INIT};
    return canvas_new(&flow->ruler, PAGE_WIDTH, error);
}

void flow_release(struct flow *flow)
{
    canvas_free(flow->ruler);
    free(flow->pieces);
    free(flow->wide_pages);
    arena_release(&flow->arena);
}

struct piece *flow_add(struct flow *flow, const struct piece *piece)
{
    ARRAY_GROW(flow->pieces, flow->count + 1, flow->capacity);
    flow->pieces[flow->count] = *piece;
    return &flow->pieces[flow->count++];
}

double page_room(bool wide)
{
    return (wide ? PAGE_SHORT : PAGE_LONG) - PAGE_TOP - PAGE_BOTTOM;
}

/* The next page that is being filled. */
struct fill {
    struct flow *flow;
    double y; /* the end of what stands on it, from the top margin */
};

static void new_page(struct fill *fill, bool wide)
{
    struct flow *flow = fill->flow;
    ARRAY_GROW(flow->wide_pages, flow->page_count + 1, flow->page_capacity);
    flow->wide_pages[flow->page_count++] = wide;
    fill->y = 0;
}

/* The pieces from `first` on that have to stand on one page; returns the first behind them. */
static size_t group_end(const struct flow *flow, size_t first)
{
    size_t end = first;
    while (end < flow->count && (flow->pieces[end].keep || flow->pieces[end].hidden))
        end++;
    return end < flow->count ? end + 1 : end;
}

static double group_height(const struct flow *flow, size_t first, size_t end)
{
    double height = 0;
    for (size_t i = first; i < end; i++)
        if (!flow->pieces[i].hidden)
            height += flow->pieces[i].above + flow->pieces[i].height;
    return height;
}

double flow_height(const struct flow *flow, size_t first)
{
    return group_height(flow, first, flow->count);
}

void flow_keep(struct flow *flow, size_t first, double most)
{
    if (flow_height(flow, first) > most)
        return;
    for (size_t i = first; i + 1 < flow->count; i++)
        flow->pieces[i].keep = true;
}

static void put(struct fill *fill, struct piece *piece)
{
    struct flow *flow = fill->flow;
    bool first = fill->y == 0;
    piece->under_head = first && piece->head > 0;
    if (piece->under_head)
        fill->y += flow->pieces[piece->head - 1].height;
    else if (!first)
        fill->y += piece->above;
    piece->page = flow->page_count - 1;
    piece->y = PAGE_TOP + fill->y;
    fill->y += piece->height;
}

static void put_group(struct fill *fill, size_t first, size_t end)
{
    struct flow *flow = fill->flow;
    bool wide = flow->pieces[end - 1].wide;
    double room = page_room(wide);
    bool other_side = flow->page_count == 0 || flow->wide_pages[flow->page_count - 1] != wide;
    if (other_side || (fill->y > 0 && fill->y + group_height(flow, first, end) > room))
        new_page(fill, wide);
    for (size_t i = first; i < end; i++) {
        struct piece *piece = &flow->pieces[i];
        piece->wide = wide;
        if (piece->hidden)
            continue;
        /* A group that no page can hold breaks where it has to. */
        if (fill->y > 0 && fill->y + piece->above + piece->height > room)
            new_page(fill, wide);
        put(fill, piece);
    }
}

void flow_place(struct flow *flow)
{
    struct fill fill = {.flow = flow};
    flow->page_count = 0;
    for (size_t first = 0, end; first < flow->count; first = end) {
        end = group_end(flow, first);
        put_group(&fill, first, end);
    }
}

static void draw_piece(const struct flow *flow, const struct piece *piece, struct paper *paper)
{
    struct spot spot = {.paper = paper, .x = PAGE_SIDE, .y = piece->y};
    if (piece->under_head) {
        const struct piece *head = &flow->pieces[piece->head - 1];
        struct spot over = {paper, PAGE_SIDE, PAGE_TOP, true};
        head->draw(flow, head, &over);
    }
    piece->draw(flow, piece, &spot);
}

void flow_draw(const struct flow *flow, struct paper *paper,
               void (*foot)(const void *data, struct canvas *page, size_t number, size_t count,
                            bool wide),
               const void *data)
{
    size_t next = 0;
    for (size_t page = 0; page < flow->page_count; page++) {
        bool wide = flow->wide_pages[page];
        struct canvas *canvas =
            paper_begin(paper, wide ? PAGE_LONG : PAGE_SHORT, wide ? PAGE_SHORT : PAGE_LONG);
        for (; next < flow->count && (flow->pieces[next].hidden || flow->pieces[next].page == page);
             next++)
            if (!flow->pieces[next].hidden)
                draw_piece(flow, &flow->pieces[next], paper);
        foot(data, canvas, page + 1, flow->page_count, wide);
        paper_end(paper);
    }
}
