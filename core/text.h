/* text: UTF-8 text that grows, is measured in columns, and is made comparable (utf8proc). */
#ifndef CORE_TEXT_H
#define CORE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/* `data` is always a NUL-terminated string of `length` bytes, also when nothing was added. */
struct text {
    char *data;
    size_t length, capacity;
};

extern char text_empty[1];
#define TEXT_INIT                                                                                  \
    {                                                                                              \
        text_empty, 0, 0                                                                           \
    }

void text_init(struct text *text);
void text_release(struct text *text);
/* Makes it empty and keeps the memory. */
void text_clear(struct text *text);
/* Hands the string over to the caller, who frees it; the text is empty afterwards. */
char *text_detach(struct text *text);
void text_add(struct text *text, const char *string);
void text_add_bytes(struct text *text, const char *bytes, size_t length);
/* One of several strings in one text: the NUL behind it is part of the text. */
void text_add_item(struct text *text, const char *bytes, size_t length);
void text_add_char(struct text *text, char c);
void text_addf(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_vaddf(struct text *text, const char *format, va_list args);

/* A cell of CSV, in quotes where it needs them. NULs, which no reader takes, go. */
void text_add_csv_cell(struct text *text, const char *cell, size_t length, char delimiter);

/* Columns that a terminal needs: 2 for wide characters, 0 for marks and controls. */
size_t text_width(const char *utf8);
/* The longest prefix, in bytes and never cutting a character, of at most `columns` columns. */
size_t text_prefix(const char *utf8, size_t columns);

/* Whether `length` bytes are well-formed UTF-8. */
bool text_is_utf8(const char *bytes, size_t length);

/*
 * The form in which two spellings of one thing are equal, for headers and names: NFKC with
 * case folded (full-width forms and brackets become narrow), white space and U+3000 removed,
 * dashes and quotation marks of every kind made one. Appends to `out`. Ill-formed bytes are
 * dropped.
 */
void text_normalise(struct text *out, const char *utf8, size_t length);

/* NFKC alone, white space trimmed at both ends: what a cell's value is read from. */
void text_compat(struct text *out, const char *utf8, size_t length);

#endif
