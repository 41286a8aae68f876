/* private: finds what belongs to a person in a text, by its content, and takes it out. */
#ifndef INGEST_PRIVATE_H
#define INGEST_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text.h"

/*
 * Appends the text with every identity number (18 digits whose date and check digit are right;
 * GB 11643) and every mobile number (11 digits from 13… to 19…) replaced by "***". True where
 * there was one.
 */
bool private_scrub(struct text *out, const char *text, size_t length);

/* Whether there can be anything to scrub: 11 digits in a row. Cheap, for every cell. */
bool private_is_suspect(const char *text, size_t length);

#endif
