/*
 * pdf_flow: pieces of a document that stand one below the other, and the pages they fall on.
 *
 * A piece is as high as it says and is never cut: what may break is several pieces. The flow
 * knows nothing of what they draw. Lengths are points.
 */
#ifndef REPORTS_PDF_FLOW_H
#define REPORTS_PDF_FLOW_H

#include <stdbool.h>
#include <stddef.h>

#include "core/memory.h"
#include "reports/paper.h"

/* A4, and what is left of it. */
#define PAGE_SHORT 595.28
#define PAGE_LONG 841.89
#define PAGE_SIDE 48.0
#define PAGE_TOP 42.0
#define PAGE_BOTTOM 50.0
#define PAGE_WIDTH (PAGE_SHORT - 2 * PAGE_SIDE)
#define PAGE_WIDE (PAGE_LONG - 2 * PAGE_SIDE)

struct flow;
struct piece;

/* Where a piece is drawn. */
struct spot {
    struct paper *paper;
    double x, y;
    bool again; /* a head that stands again over the part of its table on a further page */
};

struct piece {
    void (*draw)(const struct flow *flow, const struct piece *piece, const struct spot *spot);
    const void *data;
    size_t index; /* the draw function's own: a row of a table, say */
    double above; /* room over it, except where it begins a page */
    double height;
    bool keep;   /* not on another page than the piece behind it */
    bool wide;   /* on a page that lies on its long side */
    bool hidden; /* takes no room */
    size_t head; /* 1 + the piece that stands again over this one where it begins a page; 0: none */
    /* Set by flow_place(): */
    size_t page; /* from 0 */
    double y;
    bool under_head; /* its head stands over it again */
};

struct flow {
    struct piece *pieces;
    size_t count, capacity;
    bool *wide_pages;
    size_t page_count, page_capacity;
    struct canvas *ruler; /* measures text */
    struct arena arena;   /* for the pieces' data */
};

/* Fails where the fonts are missing. */
enum status flow_init(struct flow *flow, struct error *error);
void flow_release(struct flow *flow);

/* Valid until the next piece is added. */
struct piece *flow_add(struct flow *flow, const struct piece *piece);
/* Keeps the pieces from `first` to the last on one page, if they are no higher than `most`. */
void flow_keep(struct flow *flow, size_t first, double most);
/* The height of the pieces from `first` on. */
double flow_height(const struct flow *flow, size_t first);
void flow_place(struct flow *flow);
/* The room between the margins of a page on this side. */
double page_room(bool wide);

/* Draws all pages; `foot` draws what stands at the end of each. */
void flow_draw(const struct flow *flow, struct paper *paper,
               void (*foot)(const void *data, struct canvas *page, size_t number, size_t count,
                            bool wide),
               const void *data);

#endif
