/* reading: how a file was read, in one word: the same bytes read in another way may say else. */
#ifndef INGEST_READING_H
#define INGEST_READING_H

#include "core/digest.h"
#include "ingest/import.h"

/*
 * A fingerprint of all that decides what the rows say, apart from the bytes: the dictionary, the
 * columns as they were understood, the map's words, the city and the date of knowledge.
 */
void reading_fingerprint(const struct import_report *report, const struct import_options *options,
                         char hex[DIGEST_HEX_MAX]);

#endif
