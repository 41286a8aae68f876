#include "reports/canvas.h"

#include <cairo-svg.h>
#include <cairo.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "core/memory.h"
#include "reports/svg.h"

#define FONT_FAMILY "Noto Sans CJK SC"
/* A recording is bounded before its chart says how high it is. */
#define HIGHEST 1000000.0

struct canvas {
    double width, height;
    bool is_recording; /* else another's page */
    cairo_surface_t *surface;
    cairo_t *cairo;
    PangoLayout *layout; /* reused for every label */
    struct mark *marks;
    size_t mark_count, mark_capacity;
    unsigned references; /* to `cairo`, before it was lent */
};

/* Whether the family is installed: fontconfig would quietly give another without a Chinese
 * character in it. */
static bool font_is_installed(PangoContext *context)
{
    PangoFontFamily **families;
    int count;
    bool found = false;
    pango_context_list_families(context, &families, &count);
    for (int i = 0; i < count && !found; i++)
        found = strcmp(pango_font_family_get_name(families[i]), FONT_FAMILY) == 0;
    g_free(families);
    return found;
}

/* Outlines that do not depend on any screen. */
static void set_font_options(PangoContext *context)
{
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    pango_cairo_context_set_resolution(context, 72);
    cairo_font_options_destroy(options);
}

enum status canvas_over(struct canvas **result, void *cairo, struct error *error)
{
    struct canvas *canvas = xcalloc(1, sizeof *canvas);
    canvas->cairo = cairo_reference(cairo);
    canvas->surface = cairo_surface_reference(cairo_get_target(cairo));
    canvas->layout = pango_cairo_create_layout(canvas->cairo);
    PangoContext *context = pango_layout_get_context(canvas->layout);
    set_font_options(context);
    *result = canvas;
    if (font_is_installed(context))
        return STATUS_OK;
    canvas_free(canvas);
    *result = NULL;
    return error_set(error, STATUS_NOT_FOUND,
                     _("cannot draw charts or pages: the font '%s' is missing (Debian package "
                       "'%s')"),
                     FONT_FAMILY, "fonts-noto-cjk");
}

enum status canvas_new(struct canvas **result, double width, struct error *error)
{
    /* cairo 1.16 does not initialise the bounds of a recording without any, and looks at them: now
     * and then a chart came out millions of units beside its place. */
    const cairo_rectangle_t bounds = {0, 0, width, HIGHEST};
    cairo_surface_t *surface = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &bounds);
    cairo_t *cairo = cairo_create(surface);
    enum status status = canvas_over(result, cairo, error);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    if (status != STATUS_OK)
        return status;
    (*result)->is_recording = true;
    (*result)->width = width;
    return STATUS_OK;
}

void canvas_free(struct canvas *canvas)
{
    if (canvas == NULL)
        return;
    for (size_t i = 0; i < canvas->mark_count; i++)
        free(canvas->marks[i].text);
    free(canvas->marks);
    g_object_unref(canvas->layout);
    cairo_destroy(canvas->cairo);
    /* cairo 1.16 forgets a reference when it writes a recording into a file. */
    while (canvas->is_recording && cairo_surface_get_reference_count(canvas->surface) > 1)
        cairo_surface_destroy(canvas->surface);
    cairo_surface_destroy(canvas->surface);
    free(canvas);
}

double canvas_width(const struct canvas *canvas)
{
    return canvas->width;
}

double canvas_height(const struct canvas *canvas)
{
    return canvas->height;
}

void canvas_set_height(struct canvas *canvas, double height)
{
    canvas->height = height;
}

/* Sets the layout up for a label and returns its box. */
static struct box lay_out(struct canvas *canvas, const struct label *label)
{
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family_static(font, FONT_FAMILY);
    pango_font_description_set_weight(font, label->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    double size = label->size > 0 ? label->size : STYLE_SIZE_LABEL;
    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    PangoLayout *layout = canvas->layout;
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    bool bounded = label->max_width > 0;
    int lines = label->max_lines > 0 ? label->max_lines : 1;
    pango_layout_set_width(layout, bounded ? (int)(label->max_width * PANGO_SCALE) : -1);
    pango_layout_set_height(layout, -lines);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_ellipsize(layout, bounded ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
    pango_layout_set_single_paragraph_mode(layout, lines == 1);
    double leading = label->leading == 0 ? -0.15 : label->leading;
    pango_layout_set_spacing(layout, (int)(leading * size * PANGO_SCALE));
    static const PangoAlignment alignments[] = {PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER,
                                                PANGO_ALIGN_RIGHT};
    pango_layout_set_alignment(layout, alignments[label->align]);
    pango_layout_set_text(layout, label->text, -1);
    PangoRectangle extents;
    pango_layout_get_extents(layout, NULL, &extents);
    struct box box = {label->x, label->y, (double)extents.width / PANGO_SCALE,
                      (double)extents.height / PANGO_SCALE};
    box.x -= box.width * (label->align == ALIGN_RIGHT ? 1 : label->align == ALIGN_CENTRE ? 0.5 : 0);
    box.y -= box.height * (label->valign == VALIGN_BOTTOM   ? 1
                           : label->valign == VALIGN_MIDDLE ? 0.5
                                                            : 0);
    return box;
}

struct box canvas_measure(struct canvas *canvas, const struct label *label)
{
    return lay_out(canvas, label);
}

size_t canvas_fit(struct canvas *canvas, const struct label *label, double height)
{
    struct label whole = *label;
    size_t bytes = 0;
    whole.max_lines = 1000000;
    lay_out(canvas, &whole);
    PangoLayoutIter *line = pango_layout_get_iter(canvas->layout);
    do {
        int top, bottom;
        pango_layout_iter_get_line_yrange(line, &top, &bottom);
        if ((double)bottom / PANGO_SCALE > height)
            break;
        const PangoLayoutLine *it = pango_layout_iter_get_line_readonly(line);
        bytes = (size_t)(it->start_index + it->length);
    } while (pango_layout_iter_next_line(line));
    pango_layout_iter_free(line);
    return bytes;
}

/* While a plot is open its axes are in force, and half a path of its may be waiting. */
static cairo_t *begin(struct canvas *canvas, struct colour colour)
{
    cairo_save(canvas->cairo);
    cairo_identity_matrix(canvas->cairo);
    cairo_new_path(canvas->cairo);
    cairo_set_source_rgba(canvas->cairo, colour.red, colour.green, colour.blue, colour.alpha);
    return canvas->cairo;
}

static void end(struct canvas *canvas)
{
    cairo_new_path(canvas->cairo);
    cairo_restore(canvas->cairo);
}

struct box canvas_text(struct canvas *canvas, const struct label *label)
{
    struct box box = lay_out(canvas, label);
    PangoRectangle extents;
    pango_layout_get_extents(canvas->layout, NULL, &extents);
    cairo_t *cairo = begin(canvas, label->colour.alpha > 0 ? label->colour : style_ink);
    /* A bounded layout places its lines within its width; the box begins at the ink's left. */
    cairo_move_to(cairo, box.x - (double)extents.x / PANGO_SCALE, box.y);
    pango_cairo_show_layout(cairo, canvas->layout);
    end(canvas);
    return box;
}

void canvas_line(struct canvas *canvas, double x1, double y1, double x2, double y2,
                 struct colour colour, double width)
{
    cairo_t *cairo = begin(canvas, colour);
    cairo_set_line_width(cairo, width);
    cairo_move_to(cairo, x1, y1);
    cairo_line_to(cairo, x2, y2);
    cairo_stroke(cairo);
    end(canvas);
}

void canvas_rectangle(struct canvas *canvas, struct box box, struct colour colour)
{
    cairo_t *cairo = begin(canvas, colour);
    cairo_rectangle(cairo, box.x, box.y, box.width, box.height);
    cairo_fill(cairo);
    end(canvas);
}

void canvas_dot(struct canvas *canvas, double x, double y, double radius, int corners,
                struct colour colour)
{
    cairo_t *cairo = begin(canvas, colour);
    for (int i = 0; i < corners; i++) {
        double angle = 2 * M_PI * i / corners;
        cairo_line_to(cairo, x + radius * cos(angle), y + radius * sin(angle));
    }
    cairo_close_path(cairo);
    cairo_fill(cairo);
    end(canvas);
}

void canvas_mark(struct canvas *canvas, struct box box, const char *text)
{
    ARRAY_GROW(canvas->marks, canvas->mark_count + 1, canvas->mark_capacity);
    canvas->marks[canvas->mark_count++] = (struct mark){box, xstrdup(text)};
}

size_t canvas_mark_count(const struct canvas *canvas)
{
    return canvas->mark_count;
}

const struct mark *canvas_marks(const struct canvas *canvas)
{
    return canvas->marks;
}

void *canvas_lend(struct canvas *canvas)
{
    cairo_save(canvas->cairo);
    canvas->references = cairo_get_reference_count(canvas->cairo);
    return canvas->cairo;
}

void canvas_take_back(struct canvas *canvas)
{
    while (cairo_get_reference_count(canvas->cairo) > canvas->references)
        cairo_destroy(canvas->cairo);
    cairo_restore(canvas->cairo);
}

void canvas_dash(struct canvas *canvas, double on, double off)
{
    double lengths[] = {on, off};
    cairo_set_dash(canvas->cairo, lengths, on > 0 ? 2 : 0, 0);
}

void canvas_replay(struct canvas *canvas, void *cairo, double x, double y, double scale)
{
    cairo_save(cairo);
    cairo_translate(cairo, x, y);
    cairo_scale(cairo, scale, scale);
    cairo_set_source_surface(cairo, canvas->surface, 0, 0);
    cairo_paint(cairo);
    cairo_restore(cairo);
}

static cairo_status_t collect(void *closure, const unsigned char *bytes, unsigned int length)
{
    text_add_bytes(closure, (const char *)bytes, length);
    return CAIRO_STATUS_SUCCESS;
}

enum status canvas_svg(struct text *out, struct canvas *canvas, const char *prefix,
                       const char *attributes, struct error *error)
{
    struct text file = TEXT_INIT;
    cairo_surface_t *target =
        cairo_svg_surface_create_for_stream(collect, &file, canvas->width, canvas->height);
    cairo_t *cairo = cairo_create(target);
    canvas_replay(canvas, cairo, 0, 0, 1);
    cairo_status_t failure = cairo_status(cairo);
    cairo_destroy(cairo);
    cairo_surface_finish(target);
    if (failure == CAIRO_STATUS_SUCCESS)
        failure = cairo_surface_status(target);
    cairo_surface_destroy(target);
    if (failure == CAIRO_STATUS_SUCCESS)
        svg_inline(out, file.data, prefix, attributes, canvas->marks, canvas->mark_count);
    text_release(&file);
    if (failure != CAIRO_STATUS_SUCCESS)
        return error_set(error, STATUS_IO, _("cannot draw a chart: %s"),
                         cairo_status_to_string(failure));
    return STATUS_OK;
}
