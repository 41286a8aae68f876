#include "reports/figure.h"

enum status figure_render(struct canvas **result, const struct figure *figure, double width,
                          struct error *error)
{
    struct canvas *canvas;
    *result = NULL;
    enum status status = canvas_new(&canvas, width, error);
    if (status != STATUS_OK)
        return status;
    status = figure->type->draw(figure->data, canvas, error);
    if (status == STATUS_OK)
        *result = canvas;
    else
        canvas_free(canvas);
    return status;
}
