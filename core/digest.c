#include "core/digest.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <stdlib.h>

#include "core/i18n.h"
#include "core/memory.h"

struct digest {
    EVP_MD_CTX *context;
};

struct digest *digest_new(void)
{
    struct digest *digest = xmalloc(sizeof *digest);
    digest->context = EVP_MD_CTX_new();
    if (digest->context != NULL)
        EVP_DigestInit_ex(digest->context, EVP_sha256(), NULL);
    return digest;
}

void digest_add(struct digest *digest, const void *bytes, size_t length)
{
    EVP_DigestUpdate(digest->context, bytes, length);
}

void digest_finish(struct digest *digest, char hex[DIGEST_HEX_MAX])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char hash[EVP_MAX_MD_SIZE] = {0};
    unsigned length = 0;
    EVP_DigestFinal_ex(digest->context, hash, &length);
    for (size_t i = 0; i < 32; i++) {
        hex[2 * i] = digits[hash[i] >> 4];
        hex[2 * i + 1] = digits[hash[i] & 15];
    }
    hex[64] = '\0';
}

void digest_free(struct digest *digest)
{
    if (digest == NULL)
        return;
    EVP_MD_CTX_free(digest->context);
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
