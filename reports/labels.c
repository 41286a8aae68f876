#include "reports/labels.h"

#include <math.h>
#include <stdlib.h>

#include "core/memory.h"

/* Labels that touch move as one block, whose place is the mean of what its members want. */
struct block {
    double sum;
    double size;
    size_t members;
};

static int by_value(const void *a, const void *b, void *centres)
{
    size_t i = *(const size_t *)a, j = *(const size_t *)b;
    const double *values = centres;
    if (values[i] != values[j])
        return values[i] < values[j] ? -1 : 1;
    return i < j ? -1 : i > j;
}

static double block_start(const struct block *block, double low, double high)
{
    double start = block->sum / (double)block->members;
    return fmax(low, fmin(start, high - block->size));
}

/* Joins the last block with the one before as long as they overlap. */
static size_t merge(struct block *blocks, size_t count, double low, double high)
{
    while (count > 1) {
        struct block *last = &blocks[count - 1], *before = &blocks[count - 2];
        if (block_start(before, low, high) + before->size <= block_start(last, low, high))
            break;
        before->sum += last->sum - (double)last->members * before->size;
        before->size += last->size;
        before->members += last->members;
        count--;
    }
    return count;
}

void labels_spread(double *centres, const double *sizes, size_t n, double low, double high)
{
    if (n == 0)
        return;
    size_t *order = xreallocarray(NULL, n, sizeof *order);
    struct block *blocks = xreallocarray(NULL, n, sizeof *blocks);
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        order[i] = i;
    qsort_r(order, n, sizeof *order, by_value, centres);
    for (size_t i = 0; i < n; i++) {
        double size = sizes[order[i]];
        blocks[count++] = (struct block){centres[order[i]] - size / 2, size, 1};
        count = merge(blocks, count, low, high);
    }
    size_t next = 0;
    for (size_t b = 0; b < count; b++) {
        double at = block_start(&blocks[b], low, high);
        for (size_t m = 0; m < blocks[b].members; m++, next++) {
            centres[order[next]] = at + sizes[order[next]] / 2;
            at += sizes[order[next]];
        }
    }
    free(order);
    free(blocks);
}
