#include "reports/paper.h"

#include <cairo-pdf.h>
#include <cairo.h>
#include <stdlib.h>

#include "core/i18n.h"
#include "core/memory.h"

enum { DEPTHS = 6 };

struct paper {
    cairo_surface_t *surface;
    cairo_t *cairo;
    struct canvas *canvas;
    int last[DEPTHS]; /* the last bookmark of each depth */
};

static cairo_status_t collect(void *closure, const unsigned char *bytes, unsigned int length)
{
    text_add_bytes(closure, (const char *)bytes, length);
    return CAIRO_STATUS_SUCCESS;
}

static void say(struct paper *paper, cairo_pdf_metadata_t which, const char *value)
{
    if (*value != '\0')
        cairo_pdf_surface_set_metadata(paper->surface, which, value);
}

static void set_facts(struct paper *paper, const struct paper_facts *facts)
{
    struct text made = TEXT_INIT;
    char day[DATE_TEXT_MAX];
    say(paper, CAIRO_PDF_METADATA_TITLE, facts->title);
    say(paper, CAIRO_PDF_METADATA_SUBJECT, facts->subject);
    say(paper, CAIRO_PDF_METADATA_AUTHOR, facts->author);
    say(paper, CAIRO_PDF_METADATA_CREATOR, facts->creator);
    /* Without a date of ours cairo would take the clock's. */
    bool known = facts->made_on != DAYNUM_NONE;
    text_addf(&made, "%sT00:00:00Z", known ? daynum_format(facts->made_on, day) : "1970-01-01");
    say(paper, CAIRO_PDF_METADATA_CREATE_DATE, made.data);
    text_release(&made);
}

enum status paper_new(struct paper **result, struct text *out, const struct paper_facts *facts,
                      struct error *error)
{
    struct paper *paper = xcalloc(1, sizeof *paper);
    paper->surface = cairo_pdf_surface_create_for_stream(collect, out, 1, 1);
    paper->cairo = cairo_create(paper->surface);
    set_facts(paper, facts);
    enum status status = canvas_over(&paper->canvas, paper->cairo, error);
    if (status != STATUS_OK) {
        paper_free(paper);
        paper = NULL;
    }
    *result = paper;
    return status;
}

void paper_free(struct paper *paper)
{
    if (paper == NULL)
        return;
    canvas_free(paper->canvas);
    cairo_destroy(paper->cairo);
    cairo_surface_finish(paper->surface);
    cairo_surface_destroy(paper->surface);
    free(paper);
}

enum status paper_finish(struct paper *paper, struct error *error)
{
    cairo_status_t failure = cairo_status(paper->cairo);
    cairo_surface_finish(paper->surface);
    if (failure == CAIRO_STATUS_SUCCESS)
        failure = cairo_surface_status(paper->surface);
    return failure == CAIRO_STATUS_SUCCESS
               ? STATUS_OK
               : error_set(error, STATUS_IO, _("cannot make the PDF's pages: %s"),
                           cairo_status_to_string(failure));
}

struct canvas *paper_begin(struct paper *paper, double width, double height)
{
    cairo_pdf_surface_set_size(paper->surface, width, height);
    return paper->canvas;
}

void paper_end(struct paper *paper)
{
    cairo_show_page(paper->cairo);
}

struct canvas *paper_canvas(struct paper *paper)
{
    return paper->canvas;
}

void paper_place(struct paper *paper, struct canvas *figure, double x, double y, double scale)
{
    /* What is recorded has no lower end, and some reader might make room for all of it. */
    cairo_save(paper->cairo);
    cairo_rectangle(paper->cairo, x, y, canvas_width(figure) * scale,
                    canvas_height(figure) * scale);
    cairo_clip(paper->cairo);
    canvas_replay(figure, paper->cairo, x, y, scale);
    cairo_restore(paper->cairo);
}

/* A tag needs nothing between its begin and its end: its attributes say where it lies. */
static void tag(struct paper *paper, const char *name, const char *attributes)
{
    cairo_tag_begin(paper->cairo, name, attributes);
    cairo_tag_end(paper->cairo, name);
}

void paper_target(struct paper *paper, const char *name, double x, double y)
{
    struct text attributes = TEXT_INIT;
    text_addf(&attributes, "name='%s' x=%.1f y=%.1f", name, x, y);
    tag(paper, CAIRO_TAG_DEST, attributes.data);
    text_release(&attributes);
}

void paper_link(struct paper *paper, const char *name, struct box box)
{
    struct text attributes = TEXT_INIT;
    text_addf(&attributes, "dest='%s' rect=[%.1f %.1f %.1f %.1f]", name, box.x, box.y, box.width,
              box.height);
    tag(paper, CAIRO_TAG_LINK, attributes.data);
    text_release(&attributes);
}

void paper_bookmark(struct paper *paper, size_t depth, const char *text, const char *target)
{
    struct text link = TEXT_INIT;
    depth = depth < DEPTHS ? depth : DEPTHS - 1;
    int above = depth == 0 ? CAIRO_PDF_OUTLINE_ROOT : paper->last[depth - 1];
    text_addf(&link, "dest='%s'", target);
    int number = cairo_pdf_surface_add_outline(paper->surface, above, text, link.data,
                                               (cairo_pdf_outline_flags_t)0);
    /* A depth that has no bookmark of its own yet stands for the one above it. */
    for (size_t i = depth; i < DEPTHS; i++)
        paper->last[i] = number;
    text_release(&link);
}
