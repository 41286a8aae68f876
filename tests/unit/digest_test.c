#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "core/digest.h"

/* Asserts the checksum of "abc", added in two pieces. */
static void expect_abc(enum digest_kind kind, const char *expected)
{
    char hex[DIGEST_HEX_MAX];
    struct digest *digest = digest_new(kind);
    digest_add(digest, "a", 1);
    digest_add(digest, "bc", 2);
    digest_finish(digest, hex);
    digest_free(digest);
    assert_string_equal(hex, expected);
}

/* FIPS 180-2, appendix B. */
static void sha256_of_abc_is_the_published_one(void **state)
{
    (void)state;
    expect_abc(DIGEST_SHA256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    digest_free(NULL);
}

/* The bytes that xxhsum -H128 prints. */
static void xxh3_of_abc_is_that_of_its_reference(void **state)
{
    (void)state;
    expect_abc(DIGEST_XXH3, "06b05ab6733a618578af5f94892f3950");
}

/* RFC 4231, test case 2: the first eight bytes are 5bdcc146bf60754e. */
static void keyed_hash_is_the_head_of_hmac_sha256(void **state)
{
    (void)state;
    const char *message = "what do ya want for nothing?";
    int64_t hash = digest_keyed((const unsigned char *)"Jefe", 4, message, strlen(message));
    assert_true(hash == (int64_t)(0x5bdcc146bf60754eULL >> 1));
    assert_true(hash >= 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha256_of_abc_is_the_published_one),
        cmocka_unit_test(xxh3_of_abc_is_that_of_its_reference),
        cmocka_unit_test(keyed_hash_is_the_head_of_hmac_sha256),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
