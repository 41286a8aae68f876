/* listing: the writers of a listing, one a format; listing_write() chooses among them. */
#ifndef REPORTS_LISTING_H
#define REPORTS_LISTING_H

#include <stdbool.h>

#include "core/text.h"
#include "reports/table.h"

/* Columns that line up on a terminal, also with Chinese text; a total under a rule. */
void listing_write_text(struct text *out, const struct listing *listing, bool colour);
/* RFC 4180 with a header of keys; several tables stand apart by an empty line. No totals. */
void listing_write_csv(struct text *out, const struct listing *listing);
/* One object: the head's values, then the tables by name, one row a line. */
void listing_write_json(struct text *out, const struct listing *listing);
/* Pipe tables under their captions. */
void listing_write_markdown(struct text *out, const struct listing *listing);

/* Whether people read this column to the right: figures and dates line up by their ends. */
bool column_is_figure(const struct table_column *column);

#endif
