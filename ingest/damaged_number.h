/* damaged_number: digits of which a spreadsheet or a clerk has left only some. */
#ifndef INGEST_DAMAGED_NUMBER_H
#define INGEST_DAMAGED_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

/* 2.02201E+11 has lost its last digits. */
bool number_is_rounded(const char *text);

/*
 * Whether the text is a date that a spreadsheet makes of a building such as 3-1 or 1-3-1: 3月1日,
 * 2001/3/1, 3-Jan, or the number 44621 that it keeps for one.
 */
bool number_is_date(const char *text);

/*
 * Whether an identity number, as the cell has it, may be that of several people: rounded, masked
 * (1101****4610), or with the three zeros that a spreadsheet puts behind fifteen digits. A cell
 * that is kept from the spreadsheet (="…", '…) has the zeros of its own.
 */
bool identity_is_damaged(const char *cell, size_t length);

#endif
