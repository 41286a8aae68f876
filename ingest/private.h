/* private: finds what belongs to a person in a text, by its content, and takes it out. */
#ifndef INGEST_PRIVATE_H
#define INGEST_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text.h"

/*
 * Appends the text with every number of a person replaced by "***", by its form, for a number
 * that was mistyped belongs to somebody all the same. Digits may be full-width. True where there
 * was one:
 * - identity numbers (GB 11643): 18 digits with a date that can be; from 2010 on, when codes of
 *   projects look alike, only with the right check digit; groups 6-8-4 may be set apart; also one
 *   with a digit too many, where the rest is right;
 * - their former form: 15 digits with a date of 1930 to 1999;
 * - mobile numbers: 11 digits from 13… to 19…, also behind 0, 86 or 0086, and in groups (3-4-4)
 *   set apart by single spaces, hyphens or points.
 * What has no width (U+200B) may stand between any two digits. Doors go as well, where they stand
 * behind a building or a stairwell and say that they are doors: 2单元301室.
 */
bool private_scrub(struct text *out, const char *text, size_t length);
/* The numbers alone: of an address, which is taken apart afterwards. */
bool private_scrub_numbers(struct text *out, const char *text, size_t length);

/* Whether there can be a number to scrub: 11 digits; or a door. Cheap, for every cell. */
bool private_is_suspect(const char *text, size_t length);
bool private_may_have_door(const char *text, size_t length);

/*
 * Whether a project's code is, or holds, the number of a person. Codes are made of regions, dates
 * and counters, and may look alike: an identity number is one only with the right check digit and
 * of somebody born before 2010 (one code in ten thousand has both), and 11 digits that begin with
 * a region are no mobile number (13, 14 and 15 are provinces: 13010222001).
 */
bool private_is_code(const char *code, size_t length);

#endif
