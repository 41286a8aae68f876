/* picture: the first figure of a document by itself, as an SVG file. */
#ifndef REPORTS_PICTURE_H
#define REPORTS_PICTURE_H

#include "core/error.h"
#include "core/text.h"
#include "reports/report.h"

/* A document without a figure is STATUS_NOT_FOUND. */
enum status picture_write(struct text *out, const struct report *report, struct error *error);

#endif
