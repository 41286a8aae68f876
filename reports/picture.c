#include "reports/picture.h"

#include "core/i18n.h"
#include "reports/svg.h"

#define PICTURE_WIDTH 760.0

static const struct figure *first_figure(const struct report *report)
{
    for (size_t i = 0; i < report->count; i++)
        if (report->blocks[i].kind == BLOCK_FIGURE)
            return report->blocks[i].figure;
    return NULL;
}

enum status picture_write(struct text *out, const struct report *report, struct error *error)
{
    struct canvas *canvas = NULL;
    struct text attributes = TEXT_INIT;
    const struct figure *figure = first_figure(report);
    if (figure == NULL)
        return error_set(error, STATUS_NOT_FOUND, _("'%s' has no figure"), report->file_stem);
    enum status status = figure_render(&canvas, figure, PICTURE_WIDTH, error);
    if (status != STATUS_OK)
        return status;
    /* White, since a viewer may stand on any ground. */
    text_add(&attributes, "role=\"img\" style=\"background:#fff\" aria-label=\"");
    markup_escape(&attributes, figure->alt);
    text_add_char(&attributes, '"');
    text_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    status = canvas_svg(out, canvas, "", attributes.data, error);
    text_release(&attributes);
    canvas_free(canvas);
    return status;
}
