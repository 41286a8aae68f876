/* map_text: how a file was understood, as the text of a map file to be edited. */
#ifndef INGEST_MAP_TEXT_H
#define INGEST_MAP_TEXT_H

#include "ingest/plan.h"

/*
 * Appends the map. Read back unedited it makes the same fields of the same columns of the file;
 * columns that are not known stand in it as comments. `map` is the one that the file was read
 * with, NULL for none; `file` and `encoding` are as in the report.
 */
void map_text_add(struct text *out, const struct header *header, const struct plan *plan,
                  const struct column_map *map, const char *file, const char *encoding);

#endif
