/* digest: SHA-256 of files, keyed hashes of what must not be stored (libcrypto). */
#ifndef CORE_DIGEST_H
#define CORE_DIGEST_H

#include <stddef.h>
#include <stdint.h>

#include "core/error.h"

enum { DIGEST_HEX_MAX = 65 };

struct digest;

struct digest *digest_new(void);
void digest_add(struct digest *digest, const void *bytes, size_t length);
/* Writes 64 hexadecimal digits and a NUL, and ends the digest's use. */
void digest_finish(struct digest *digest, char hex[DIGEST_HEX_MAX]);
void digest_free(struct digest *digest);

/* The first 63 bits of HMAC-SHA-256: a door's number where its plain form must not be kept. */
int64_t digest_keyed(const unsigned char *key, size_t key_length, const void *bytes, size_t length);

/* Fills `bytes` from the system's random source. */
enum status digest_random(struct error *error, unsigned char *bytes, size_t length);

#endif
