/*
 * private_key: what stands in the database for a door or for an owner's identity: a keyed hash, and
 * its spelling as a token, which a rejected row carries instead of the number itself.
 */
#ifndef DATA_PRIVATE_KEY_H
#define DATA_PRIVATE_KEY_H

#include <stdbool.h>
#include <stdint.h>

#include "core/text.h"

/* The parts of an address as text, as private_key_strip() leaves them. By texts alone, so that a
 * door has one number in all databases of one salt (32 bytes). A `door` that is a token is what it
 * stands for. */
int64_t private_key_door(const unsigned char *salt, const char *building, const char *unit,
                         const char *door);
int64_t private_key_owner(const unsigned char *salt, const char *identity);

/* Adds the token of a hash: letters alone, which no spreadsheet takes for a number. */
void private_key_token(struct text *out, int64_t hash);
/* False where the text is no token. */
bool private_key_read(const char *text, int64_t *hash);

/* Takes off what says only what the column says, and writes a number as a number: 3号楼, 第3栋, 03,
 * 3.0 and 三号楼 are 3; 0301室 is 301. */
void private_key_strip(struct text *name);

#endif
