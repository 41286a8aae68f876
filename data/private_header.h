/*
 * private_header: words that tell that a column, or a note, speaks of a person, from the embedded
 * private_headers.csv. The dictionary knows headers by their whole text; these are found wherever
 * they stand in one. A row of the file is a list of words:
 *
 * - a private field of the dictionary: a column with such a word in its header is dropped as that.
 *   Words in Latin letters stand alone ("tel" is not in "hotel"); with = they are the whole header;
 * - harmless: phrases that hold such a word and mean no person (业主单位: the client);
 * - counted: endings of headers that speak of how much or when, not of whom (业主总户数, 签字日期);
 * - label: words behind which, in a note above the table, somebody is named (填表人); with = they
 *   stand by themselves (审核：, but not 已审核);
 * - said: endings of labels whose values are nobody's (填报单位, 截至时间).
 */
#ifndef DATA_PRIVATE_HEADER_H
#define DATA_PRIVATE_HEADER_H

#include <stdbool.h>

/* The field of the dictionary that a column of the header is dropped as; -1: it is no person's. */
int private_header_field(const char *header);

/* Where the first word is behind which somebody is named, in a text after text_compat(); NULL. */
const char *private_label_find(const char *text);

/* Whether what stands behind the label and a colon is known to be nobody's. */
bool private_label_is_harmless(const char *label);

#endif
