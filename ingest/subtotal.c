#include "ingest/subtotal.h"

#include <stdlib.h>

#include "core/memory.h"

struct subtotal_sum {
    int64_t all, since, top; /* VALUE_NONE: no cell of the column is filled */
};

void subtotals_init(struct subtotals *subtotals, const struct plan *plan)
{
    *subtotals = (struct subtotals){.plan = plan, .top_label = "", .strings = ARENA_INIT};
    subtotals->sums = xcalloc(plan->count + 1, sizeof *subtotals->sums);
    for (size_t i = 0; i < plan->count; i++)
        subtotals->sums[i] = (struct subtotal_sum){VALUE_NONE, VALUE_NONE, VALUE_NONE};
}

void subtotals_release(struct subtotals *subtotals)
{
    free(subtotals->sums);
    free(subtotals->mismatches);
    arena_release(&subtotals->strings);
    *subtotals = (struct subtotals){0};
}

/* Amounts add up; percents, years and the number that a row came back by do not. */
static bool adds_up(const struct plan_field *field)
{
    enum field_type type = field->about->type;
    return field->about->subject != SUBJECT_KEY && (type == FIELD_COUNT || type == FIELD_MONEY ||
                                                    type == FIELD_AREA || type == FIELD_LENGTH);
}

void subtotals_add(struct subtotals *subtotals, const int64_t *values)
{
    subtotals->rows++;
    subtotals->rows_since++;
    for (size_t i = 0; i < subtotals->plan->count; i++) {
        struct subtotal_sum *sum = &subtotals->sums[i];
        if (!adds_up(&subtotals->plan->fields[i]) || values[i] == VALUE_NONE)
            continue;
        sum->all = value_add(sum->all, values[i]);
        sum->since = value_add(sum->since, values[i]);
    }
}

void subtotals_taint(struct subtotals *subtotals)
{
    subtotals->tainted = true;
}

static void add_mismatch(struct subtotals *subtotals, size_t field, const char *label, int64_t line,
                         int64_t printed, int64_t summed)
{
    ARRAY_GROW(subtotals->mismatches, subtotals->count + 1, subtotals->capacity);
    subtotals->mismatches[subtotals->count++] = (struct subtotal_mismatch){
        .line = line,
        .field = subtotals->plan->fields[field].field,
        .label = label,
        .printed = printed,
        .summed = summed,
    };
}

static int64_t distance(int64_t a, int64_t b)
{
    return a > b ? a - b : b - a;
}

/* A sum of blank cells is printed as 0. */
static int64_t or_nothing(int64_t sum)
{
    return sum == VALUE_NONE ? 0 : sum;
}

/* Which rows a subtotal means its name does not say for sure: the nearer sum is meant. */
static void check_column(struct subtotals *subtotals, size_t field, int64_t printed,
                         const char *label, int64_t line)
{
    const struct subtotal_sum *sum = &subtotals->sums[field];
    int64_t all = or_nothing(sum->all), since = or_nothing(sum->since);
    bool of_group = subtotals->rows_since > 0 && distance(since, printed) < distance(all, printed);
    int64_t nearer = of_group ? since : all;
    /* With rows missing from one of the sums nobody knows which was meant. */
    if (nearer != printed && !subtotals->tainted)
        add_mismatch(subtotals, field, label, line, printed, nearer);
}

static void keep_top(struct subtotals *subtotals, const int64_t *values, const char *label,
                     int64_t line)
{
    if (subtotals->top_line != 0)
        return;
    subtotals->top_line = line;
    subtotals->top_label = label;
    for (size_t i = 0; i < subtotals->plan->count; i++)
        if (adds_up(&subtotals->plan->fields[i]))
            subtotals->sums[i].top = values[i];
}

void subtotals_check(struct subtotals *subtotals, const int64_t *values, const char *label,
                     int64_t line)
{
    const char *kept = arena_strdup(&subtotals->strings, label);
    if (subtotals->rows == 0) {
        keep_top(subtotals, values, kept, line);
        return;
    }
    for (size_t i = 0; i < subtotals->plan->count; i++)
        if (adds_up(&subtotals->plan->fields[i]) && values[i] != VALUE_NONE)
            check_column(subtotals, i, values[i], kept, line);
    subtotals->rows_since = 0;
    for (size_t i = 0; i < subtotals->plan->count; i++)
        subtotals->sums[i].since = VALUE_NONE;
}

void subtotals_end(struct subtotals *subtotals)
{
    for (size_t i = 0; i < subtotals->plan->count && !subtotals->tainted; i++) {
        const struct subtotal_sum *sum = &subtotals->sums[i];
        if (sum->top != VALUE_NONE && sum->all != VALUE_NONE && sum->top != sum->all)
            add_mismatch(subtotals, i, subtotals->top_label, subtotals->top_line, sum->top,
                         sum->all);
    }
}
