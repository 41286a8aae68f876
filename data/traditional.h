/*
 * traditional: traditional characters as simplified ones, from the embedded traditional.csv. It has
 * those that stand for one simplified character each that the words of the dictionary, of the
 * enumerations and of the units are written in; 後 and 后 are one word in a header.
 */
#ifndef DATA_TRADITIONAL_H
#define DATA_TRADITIONAL_H

#include "core/text.h"

/* In place: a character and its counterpart have as many bytes. From the byte `from` on. */
void traditional_simplify(struct text *text, size_t from);

#endif
