/*
 * xlsx_names: texts and names as a spreadsheet takes them. It counts characters in UTF-16, takes
 * names that differ in case alone for one, and reads "_x0041_" in a cell as "A".
 */
#ifndef REPORTS_XLSX_NAMES_H
#define REPORTS_XLSX_NAMES_H

#include <stddef.h>

#include "core/memory.h"
#include "core/text.h"

enum { SHEET_NAME_MAX = 31, SHEET_CELL_MAX = 32767 };

/* Appends what XML 1.0 can hold of a text: without controls, ill-formed bytes, non-characters. */
void sheet_clean(struct text *out, const char *utf8);

/* The same as the content of a cell: what a spreadsheet would take for an escaped character is
 * escaped itself, and what is longer than a cell ends in "…". */
void sheet_cell(struct text *out, const char *utf8);

/* Names that are given, so that each is given once. */
struct sheet_names {
    struct arena arena;
    const char **keys;
    size_t count, capacity;
};

void sheet_names_init(struct sheet_names *names);
void sheet_names_release(struct sheet_names *names);

/* A sheet's name like `caption`: at most 31 characters, none that is forbidden, and new. */
const char *sheet_name(struct sheet_names *names, const char *caption);
/* A range's name like `key`: "data_projects". It is no cell's address and needs no quotes. */
const char *range_name(struct sheet_names *names, const char *key);

#endif
