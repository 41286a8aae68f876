/*
 * paper: the pages of a PDF file, drawn one after another, with bookmarks and links (cairo).
 *
 * Lengths are points. The file depends on what is drawn alone, not on a clock. Names of targets
 * are plain words: letters and digits.
 */
#ifndef REPORTS_PAPER_H
#define REPORTS_PAPER_H

#include "core/date.h"
#include "core/error.h"
#include "core/text.h"
#include "reports/canvas.h"

struct paper;

/* What the file says of itself; "" is left out. */
struct paper_facts {
    const char *title, *subject, *author, *creator;
    daynum made_on; /* DAYNUM_NONE: the first day that PDF can say */
};

/* Appends the file to `out`, which has to live as long as the paper. */
enum status paper_new(struct paper **paper, struct text *out, const struct paper_facts *facts,
                      struct error *error);
void paper_free(struct paper *paper);
/* Ends the file; what failed on the way is told here. */
enum status paper_finish(struct paper *paper, struct error *error);

/* Begins a page; its canvas is the paper's own. */
struct canvas *paper_begin(struct paper *paper, double width, double height);
void paper_end(struct paper *paper);
struct canvas *paper_canvas(struct paper *paper);

/* Draws a figure as vectors; it has to live until the paper is finished. */
void paper_place(struct paper *paper, struct canvas *figure, double x, double y, double scale);

/* A place that links and bookmarks lead to. Each that is named has to be set on some page. */
void paper_target(struct paper *paper, const char *name, double x, double y);
void paper_link(struct paper *paper, const char *name, struct box box);
/* A bookmark under the last one of a smaller depth; 0 is outermost. */
void paper_bookmark(struct paper *paper, size_t depth, const char *text, const char *target);

#endif
