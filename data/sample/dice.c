#include "data/sample/dice.h"

static uint64_t splitmix(uint64_t *state)
{
    uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static uint64_t rotate_left(uint64_t bits, int by)
{
    return (bits << by) | (bits >> (64 - by));
}

void dice_start(struct dice *dice, uint64_t seed, const uint64_t *labels, size_t count)
{
    uint64_t state = seed;
    for (size_t i = 0; i < count; i++) {
        uint64_t mixed = splitmix(&state);
        state = mixed ^ labels[i];
    }
    for (size_t i = 0; i < 4; i++)
        dice->state[i] = splitmix(&state);
}

uint64_t dice_bits(struct dice *dice)
{
    uint64_t *s = dice->state;
    uint64_t result = rotate_left(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate_left(s[3], 45);
    return result;
}

double dice_unit(struct dice *dice)
{
    return (double)(dice_bits(dice) >> 11) * 0x1p-53;
}

double dice_range(struct dice *dice, double low, double high)
{
    return low + (high - low) * dice_unit(dice);
}

int dice_between(struct dice *dice, int low, int high)
{
    return low + (int)((double)(high - low + 1) * dice_unit(dice));
}

bool dice_chance(struct dice *dice, double probability)
{
    return dice_unit(dice) < probability;
}

double dice_normal(struct dice *dice)
{
    double sum = -6.0;
    for (int i = 0; i < 12; i++)
        sum += dice_unit(dice);
    return sum;
}
