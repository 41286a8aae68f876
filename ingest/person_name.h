/* person_name: Chinese names of people. */
#ifndef INGEST_PERSON_NAME_H
#define INGEST_PERSON_NAME_H

#include <stdbool.h>
#include <stddef.h>

/* Whether the text may be somebody's name: a surname and one or two characters more. */
bool person_name_is_likely(const char *text, size_t length);

/* Whether the character is a surname of one. */
bool person_name_is_surname(const char *character);

#endif
