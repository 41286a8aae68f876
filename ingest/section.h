/*
 * section: rows that head a section of a list (一、续建项目), most with the sum of the rows below.
 * They are no projects, though they stand where projects do.
 */
#ifndef INGEST_SECTION_H
#define INGEST_SECTION_H

#include "ingest/rows.h"

/* Whether the record heads one, or may as well be a project; *column is that of its name. */
enum section section_find(const struct row_watch *watch, const struct csv_record *record,
                          int *column);

/* Notes in the plan that the list has no such rows, or no others (plan->no_sections): names that
 * are numbered alike are those of projects. Reads the first rows of the file. */
enum status sections_find(struct plan *plan, const struct header *header,
                          const struct source_file *file, struct error *error);

#endif
