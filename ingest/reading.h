/* reading: how a file was read, in one word: the same bytes read in another way may say else. */
#ifndef INGEST_READING_H
#define INGEST_READING_H

#include "core/digest.h"
#include "ingest/import.h"
#include "ingest/plan.h"

/*
 * A fingerprint of all that decides what the rows say, apart from the bytes: the dictionary, the
 * encoding, the header, the fields with their columns and rules, and the city. From when on it is
 * known is no part of it. A map that says what is found without it changes nothing.
 */
void reading_fingerprint(const struct header *header, const struct plan *plan,
                         const struct import_options *options, const char *encoding,
                         char hex[DIGEST_HEX_MAX]);

#endif
