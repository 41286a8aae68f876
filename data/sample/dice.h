/*
 * dice: the random numbers of the sample, the same on every machine.
 *
 * The generator is xoshiro256** 1.0 (Blackman & Vigna 2018), seeded through SplitMix64. The
 * transforms use additions, multiplications and comparisons of doubles only: IEEE 754 fixes
 * their results, which it does not do for exp() and its kin. The library is compiled without
 * contraction of a*b+c for the same reason.
 */
#ifndef DATA_SAMPLE_DICE_H
#define DATA_SAMPLE_DICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct dice {
    uint64_t state[4];
};

/* A stream of its own for each `seed` and sequence of labels (purpose, year, district, …). */
void dice_start(struct dice *dice, uint64_t seed, const uint64_t *labels, size_t count);

uint64_t dice_bits(struct dice *dice);
/* In [0, 1), a multiple of 2^-53. */
double dice_unit(struct dice *dice);
/* In [low, high). */
double dice_range(struct dice *dice, double low, double high);
/* One of low … high, both included. */
int dice_between(struct dice *dice, int low, int high);
bool dice_chance(struct dice *dice, double probability);
/* Mean 0, variance 1, within ±6: the sum of twelve units less six (Irwin–Hall). */
double dice_normal(struct dice *dice);

#endif
