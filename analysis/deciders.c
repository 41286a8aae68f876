#include "analysis/deciders.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"

struct kept_project {
    size_t project;
    double p;
    uint64_t *made; /* keeps its memory when another project takes the place */
};

static size_t words(size_t draws)
{
    return (draws + 63) / 64;
}

void deciders_init(struct deciders *deciders, size_t draws)
{
    *deciders = (struct deciders){.draws = draws};
    deciders->kept = xcalloc(DECIDERS_KEPT, sizeof *deciders->kept);
}

void deciders_release(struct deciders *deciders)
{
    for (size_t i = 0; deciders->kept != NULL && i < DECIDERS_KEPT; i++)
        free(deciders->kept[i].made);
    free(deciders->kept);
    *deciders = (struct deciders){0};
}

void deciders_clear(struct deciders *deciders)
{
    deciders->count = 0;
}

static double doubt(double p)
{
    return p * (1 - p);
}

/* Whether one project leaves more open than another; of equals the first. */
static bool is_before(double doubt_a, size_t a, double doubt_b, size_t b)
{
    return doubt_a > doubt_b || (doubt_a >= doubt_b && a < b);
}

static struct kept_project *least_open(const struct deciders *deciders)
{
    struct kept_project *least = &deciders->kept[0];
    for (size_t i = 1; i < deciders->count; i++) {
        struct kept_project *item = &deciders->kept[i];
        if (is_before(doubt(least->p), least->project, doubt(item->p), item->project))
            least = item;
    }
    return least;
}

uint64_t *deciders_place(struct deciders *deciders, size_t project, double p)
{
    struct kept_project *place;
    if (deciders->count < DECIDERS_KEPT) {
        place = &deciders->kept[deciders->count++];
    } else {
        place = least_open(deciders);
        if (!is_before(doubt(p), project, doubt(place->p), place->project))
            return NULL;
    }
    if (place->made == NULL)
        place->made = xcalloc(words(deciders->draws) + 1, sizeof *place->made);
    place->project = project;
    place->p = p;
    memset(place->made, 0, words(deciders->draws) * sizeof *place->made);
    return place->made;
}

void deciders_join(struct deciders *deciders, const struct deciders *other)
{
    for (size_t i = 0; i < other->count; i++) {
        const struct kept_project *item = &other->kept[i];
        uint64_t *made = deciders_place(deciders, item->project, item->p);
        if (made != NULL)
            memcpy(made, item->made, words(deciders->draws) * sizeof *made);
    }
}

/* The draws in which a count is just `count`, as bits. */
static uint64_t *draws_with(const struct target *target, int64_t count)
{
    uint64_t *bits = xcalloc(words(target->draws) + 1, sizeof *bits);
    for (size_t i = 0; i < target->draws; i++)
        bits[i / 64] |= (uint64_t)(target->by_draw[i] == count) << (i % 64);
    return bits;
}

/* Bits that are set, added up side by side in ever wider fields. */
static unsigned bit_count(uint64_t word)
{
    word -= (word >> 1) & UINT64_C(0x5555555555555555);
    word = (word & UINT64_C(0x3333333333333333)) + ((word >> 2) & UINT64_C(0x3333333333333333));
    word = (word + (word >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
    return (unsigned)((word * UINT64_C(0x0101010101010101)) >> 56);
}

static double swing_of(const struct kept_project *item, const uint64_t *just,
                       const uint64_t *one_short, size_t draws)
{
    unsigned pivotal = 0;
    for (size_t w = 0; w < words(draws); w++)
        pivotal += bit_count((item->made[w] & just[w]) | (~item->made[w] & one_short[w]));
    return (double)pivotal / (double)draws;
}

static bool decides_more(const struct decider *a, const struct decider *b)
{
    return is_before(doubt(a->p) * a->swing, a->project, doubt(b->p) * b->swing, b->project);
}

/* Puts a project where it belongs in the list; what falls off its end is forgotten. */
static size_t enlist(struct decider *list, size_t count, const struct decider *item)
{
    size_t at = count;
    while (at > 0 && decides_more(item, &list[at - 1]))
        at--;
    if (at == DECIDERS_MOST)
        return count;
    size_t kept = count < DECIDERS_MOST ? count : DECIDERS_MOST - 1;
    memmove(&list[at + 1], &list[at], (kept - at) * sizeof *list);
    list[at] = *item;
    return kept + 1;
}

size_t deciders_list(const struct deciders *deciders, const struct target *target,
                     struct decider list[DECIDERS_MOST])
{
    double chance = target_chance(target);
    size_t count = 0;
    if (!(chance > 0 && chance < 1))
        return 0;
    int64_t needed = target_needed(target->share, target->n) - target->known;
    uint64_t *just = draws_with(target, needed), *one_short = draws_with(target, needed - 1);
    for (size_t i = 0; i < deciders->count; i++) {
        const struct kept_project *kept = &deciders->kept[i];
        struct decider item = {kept->project, kept->p,
                               swing_of(kept, just, one_short, target->draws)};
        if (doubt(item.p) * item.swing >= DECIDERS_LEAST_PART)
            count = enlist(list, count, &item);
    }
    free(just);
    free(one_short);
    return count;
}
