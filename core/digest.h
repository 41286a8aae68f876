/*
 * digest: checksums of files, keyed hashes of what must not be stored (libcrypto).
 *
 * SHA-256 is the checksum that stands for a file, and that others can compute as well. XXH3 is a
 * dozen times as fast, and as good at telling files apart that nobody forged.
 */
#ifndef CORE_DIGEST_H
#define CORE_DIGEST_H

#include <stddef.h>
#include <stdint.h>

#include "core/error.h"

enum { DIGEST_HEX_MAX = 65 };

enum digest_kind { DIGEST_SHA256, DIGEST_XXH3 /* of 128 bits */ };

struct digest;

struct digest *digest_new(enum digest_kind kind);
void digest_add(struct digest *digest, const void *bytes, size_t length);
/* Writes 64 (XXH3: 32) hexadecimal digits and a NUL, and ends the digest's use. */
void digest_finish(struct digest *digest, char hex[DIGEST_HEX_MAX]);
void digest_free(struct digest *digest);

/* The first 63 bits of HMAC-SHA-256: a door's number where its plain form must not be kept. */
int64_t digest_keyed(const unsigned char *key, size_t key_length, const void *bytes, size_t length);

/* Fills `bytes` from the system's random source. */
enum status digest_random(struct error *error, unsigned char *bytes, size_t length);

#endif
