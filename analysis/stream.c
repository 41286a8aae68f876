#include "analysis/stream.h"

#include <stdio.h>

#include <gsl/gsl_version.h>

gsl_rng *stream_new(void)
{
    return gsl_rng_alloc(gsl_rng_taus2);
}

void stream_free(gsl_rng *stream)
{
    if (stream)
        gsl_rng_free(stream);
}

/* FNV-1a, with a separator behind each text so that ("ab", "c") is not ("a", "bc"). */
static uint64_t hash_text(uint64_t hash, const char *text)
{
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
    return (hash ^ 0xff) * UINT64_C(0x100000001b3);
}

/* The finaliser of splitmix64: spreads every input bit over the word. */
static uint64_t mix(uint64_t word)
{
    word = (word ^ (word >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    word = (word ^ (word >> 27)) * UINT64_C(0x94d049bb133111eb);
    return word ^ (word >> 31);
}

void stream_choose(gsl_rng *stream, uint64_t seed, const char *kind, const char *first,
                   const char *second)
{
    uint64_t hash = mix(seed + UINT64_C(0x9e3779b97f4a7c15)) ^ UINT64_C(0xcbf29ce484222325);
    hash = hash_text(hash_text(hash_text(hash, kind), first), second);
    gsl_rng_set(stream, (unsigned long)(mix(hash) >> 32));
}

const char *stream_name(char *buffer, int size)
{
    (void)snprintf(buffer, (size_t)size, "taus2, GSL %s", gsl_version);
    return buffer;
}
