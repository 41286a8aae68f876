/* person_number: identity and telephone numbers, by their form (see private.h). */
#ifndef INGEST_PERSON_NUMBER_H
#define INGEST_PERSON_NUMBER_H

#include <stddef.h>

/* A number that is known by itself has no fewer. */
enum { PERSON_NUMBER_DIGITS_MIN = 11 };

/* The digit that stands here, ASCII or full-width, and its bytes; -1: none. */
int digit_at(const char *text, size_t left, size_t *bytes);

/* The bytes of the digits that stand here side by side. */
size_t digit_run(const char *text, size_t left);

/* The bytes of the number of a person that begins here; 0: none. In a code only what is no part
 * of one for sure. */
size_t person_number_length(const char *text, size_t left);
size_t person_number_in_code(const char *text, size_t left);

#endif
