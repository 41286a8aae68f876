#include "core/digest.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "core/i18n.h"
#include "core/memory.h"

struct digest {
    EVP_MD_CTX *sha256;
    XXH3_state_t *xxh3; /* NULL: SHA-256 */
};

struct digest *digest_new(enum digest_kind kind)
{
    struct digest *digest = xcalloc(1, sizeof *digest);
    if (kind == DIGEST_XXH3 && (digest->xxh3 = XXH3_createState()) != NULL) {
        XXH3_128bits_reset(digest->xxh3);
        return digest;
    }
    digest->sha256 = EVP_MD_CTX_new();
    if (digest->sha256 != NULL)
        EVP_DigestInit_ex(digest->sha256, EVP_sha256(), NULL);
    return digest;
}

void digest_add(struct digest *digest, const void *bytes, size_t length)
{
    if (digest->xxh3 != NULL)
        XXH3_128bits_update(digest->xxh3, bytes, length);
    else
        EVP_DigestUpdate(digest->sha256, bytes, length);
}

void digest_finish(struct digest *digest, char hex[DIGEST_HEX_MAX])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char hash[EVP_MAX_MD_SIZE] = {0};
    XXH128_canonical_t canonical;
    unsigned length = sizeof canonical.digest;
    if (digest->xxh3 != NULL) {
        XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(digest->xxh3));
        memcpy(hash, canonical.digest, length);
    } else {
        EVP_DigestFinal_ex(digest->sha256, hash, &length);
    }
    for (size_t i = 0; i < length; i++) {
        hex[2 * i] = digits[hash[i] >> 4];
        hex[2 * i + 1] = digits[hash[i] & 15];
    }
    hex[2 * length] = '\0';
}

void digest_free(struct digest *digest)
{
    if (digest == NULL)
        return;
    EVP_MD_CTX_free(digest->sha256);
    XXH3_freeState(digest->xxh3);
    free(digest);
}

int64_t digest_keyed(const unsigned char *key, size_t key_length, const void *bytes, size_t length)
{
    unsigned char hash[EVP_MAX_MD_SIZE] = {0};
    unsigned hash_length = 0;
    HMAC(EVP_sha256(), key, (int)key_length, bytes, length, hash, &hash_length);
    uint64_t value = 0;
    for (size_t i = 0; i < 8; i++)
        value = value << 8 | hash[i];
    return (int64_t)(value >> 1);
}

enum status digest_random(struct error *error, unsigned char *bytes, size_t length)
{
    if (RAND_bytes(bytes, (int)length) != 1)
        return error_set(error, STATUS_IO, _("the system has no random numbers to give"));
    return STATUS_OK;
}
