#include "data/sample/apportion.h"

#include <stdlib.h>

#include "core/memory.h"

struct remainder {
    double value;
    size_t index;
};

static int by_remainder(const void *left, const void *right)
{
    const struct remainder *a = left, *b = right;
    if (a->value != b->value)
        return a->value < b->value ? 1 : -1;
    return a->index < b->index ? -1 : a->index > b->index;
}

void apportion(int64_t total, const double *weights, size_t count, int64_t *parts)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += weights[i];
        parts[i] = 0;
    }
    if (!(sum > 0))
        return;
    struct remainder *remainders = xmalloc(count * sizeof *remainders);
    int64_t left = total;
    for (size_t i = 0; i < count; i++) {
        double exact = (double)total * (weights[i] / sum);
        parts[i] = (int64_t)exact;
        left -= parts[i];
        remainders[i] = (struct remainder){exact - (double)parts[i], i};
    }
    qsort(remainders, count, sizeof *remainders, by_remainder);
    /* `left` is below `count` but for rounding, which the loop absorbs. */
    for (size_t i = 0; left > 0; i = (i + 1) % count) {
        if (weights[remainders[i].index] > 0) {
            parts[remainders[i].index]++;
            left--;
        }
    }
    for (size_t i = count; left<0; i = i> 1 ? i - 1 : count) {
        int64_t *part = &parts[remainders[i - 1].index];
        if (*part > 0) {
            --*part;
            left++;
        }
    }
    free(remainders);
}
