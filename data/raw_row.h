/* raw_row: rejected rows as they came, a line of cells between any of the delimiters. */
#ifndef DATA_RAW_ROW_H
#define DATA_RAW_ROW_H

#include <stdbool.h>

/* Whether one of the cells, or a word of one, is the text, which is not empty. */
bool raw_row_has(const char *raw, const char *text);

#endif
