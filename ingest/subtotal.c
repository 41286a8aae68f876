#include "ingest/subtotal.h"

#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "core/names.h"

/* More than any table for people has; what comes behind is not looked at. */
enum { MARKS_MAX = 4096 };

/* The sums and cells of the rows before it are those at its point: see point_of(). */
struct subtotal_mark {
    int64_t line, rows;
    const char *label;
    bool tainted;
    int64_t *printed, *steps, *sums, *filled, *rounded;
};

/* Amounts add up; percents, years, fees per household and the number that a row came back by do
 * not. */
static bool adds_up(const struct field *field)
{
    bool amount = field->type == FIELD_COUNT || field->type == FIELD_MONEY ||
                  field->type == FIELD_AREA || field->type == FIELD_LENGTH;
    bool fee = field->type == FIELD_MONEY && field->subject == SUBJECT_COMPOUND;
    return amount && !fee && field->subject != SUBJECT_KEY;
}

static void add_field(struct subtotals *subtotals, size_t at, int meant)
{
    subtotals->meant[subtotals->field_count] = meant;
    subtotals->fields[subtotals->field_count++] = at;
}

/* Under columns of ticks a sum counts them. */
static void add_ticks(struct subtotals *subtotals)
{
    static const char *const counts[] = {[ANSWER_AGREE] = "consent_agree",
                                         [ANSWER_DISAGREE] = "consent_disagree",
                                         [ANSWER_ABSTAIN] = "consent_abstain"};
    const struct plan *plan = subtotals->plan;
    int at = plan->by_field[dictionary_find("answer")];
    const struct plan_field *answer = at < 0 ? NULL : &plan->fields[at];
    subtotals->ticked = answer != NULL && answer->ticks != NULL ? answer : NULL;
    for (int i = ANSWER_AGREE; i < ANSWER_NONE && subtotals->ticked != NULL; i++)
        add_field(subtotals, plan->count + (size_t)i, dictionary_find(counts[i]));
}

void subtotals_init(struct subtotals *subtotals, const struct plan *plan)
{
    *subtotals =
        (struct subtotals){.plan = plan, .tainted = plan->sums_unsure, .strings = ARENA_INIT};
    size_t most = plan->count + ANSWER_COUNT;
    subtotals->fields = xcalloc(most, sizeof *subtotals->fields);
    subtotals->meant = xcalloc(most, sizeof *subtotals->meant);
    for (size_t i = 0; i < plan->count; i++)
        if (adds_up(plan->fields[i].about))
            add_field(subtotals, i, plan->fields[i].field);
    add_ticks(subtotals);
    subtotals->sums = xcalloc(subtotals->field_count + 1, sizeof *subtotals->sums);
    subtotals->filled = xcalloc(subtotals->field_count + 1, sizeof *subtotals->filled);
    subtotals->rounded = xcalloc(subtotals->field_count + 1, sizeof *subtotals->rounded);
    subtotals->finest = xcalloc(subtotals->field_count + 1, sizeof *subtotals->finest);
    for (size_t i = 0; i < subtotals->field_count; i++)
        subtotals->finest[i] = INT64_MAX;
}

void subtotals_release(struct subtotals *subtotals)
{
    free(subtotals->fields);
    free(subtotals->meant);
    free(subtotals->sums);
    free(subtotals->filled);
    free(subtotals->rounded);
    free(subtotals->finest);
    free(subtotals->marks);
    free(subtotals->mismatches);
    arena_release(&subtotals->strings);
    *subtotals = (struct subtotals){0};
}

void subtotals_add(struct subtotals *subtotals, const int64_t *values, const int64_t *steps)
{
    subtotals->rows++;
    for (size_t i = 0; i < subtotals->field_count; i++) {
        int64_t value = values[subtotals->fields[i]];
        if (value == VALUE_NONE)
            continue;
        int64_t step = steps[subtotals->fields[i]];
        subtotals->filled[i]++;
        subtotals->rounded[i] += step == 0;
        if (step < subtotals->finest[i])
            subtotals->finest[i] = step;
        if (__builtin_add_overflow(subtotals->sums[i], value, &subtotals->sums[i]))
            subtotals->tainted = true;
    }
}

void subtotals_taint(struct subtotals *subtotals)
{
    subtotals->tainted = true;
}

static int64_t *kept(struct subtotals *subtotals, const int64_t *numbers)
{
    size_t bytes = (subtotals->field_count + 1) * sizeof *numbers;
    return memcpy(arena_alloc(&subtotals->strings, bytes), numbers,
                  subtotals->field_count * sizeof *numbers);
}

void subtotals_note(struct subtotals *subtotals, const int64_t *values, const int64_t *steps,
                    const char *label, int64_t line)
{
    if (subtotals->mark_count == MARKS_MAX)
        return;
    ARRAY_GROW(subtotals->marks, subtotals->mark_count + 1, subtotals->mark_capacity);
    struct subtotal_mark *mark = &subtotals->marks[subtotals->mark_count++];
    *mark = (struct subtotal_mark){
        .line = line,
        .rows = subtotals->rows,
        .label = arena_strdup(&subtotals->strings, label),
        .tainted = subtotals->tainted,
        .printed = kept(subtotals, subtotals->sums),
        .steps = kept(subtotals, subtotals->sums),
        .sums = kept(subtotals, subtotals->sums),
        .filled = kept(subtotals, subtotals->filled),
        .rounded = kept(subtotals, subtotals->rounded),
    };
    for (size_t i = 0; i < subtotals->field_count; i++) {
        mark->printed[i] = values[subtotals->fields[i]];
        mark->steps[i] = steps[subtotals->fields[i]];
    }
}

/* --- the judgement, once all rows are known --- */

/*
 * Points between which rows lie: 0 is the beginning, i + 1 the mark i, mark_count + 1 the end.
 * Seen from below, the same points are counted from the end.
 */
struct view {
    const struct subtotals *subtotals;
    bool from_below;
};

struct point {
    int64_t rows;
    const int64_t *sums, *filled, *rounded; /* NULL: zeros */
};

static struct point point_of(const struct view *view, size_t at)
{
    const struct subtotals *all = view->subtotals;
    if (view->from_below)
        at = all->mark_count + 1 - at;
    if (at == 0)
        return (struct point){0};
    if (at > all->mark_count)
        return (struct point){all->rows, all->sums, all->filled, all->rounded};
    const struct subtotal_mark *mark = &all->marks[at - 1];
    return (struct point){mark->rows, mark->sums, mark->filled, mark->rounded};
}

/* What lies between two points, in either order. */
static int64_t between(const int64_t *a, const int64_t *b, size_t i, bool from_below)
{
    int64_t first = a == NULL ? 0 : a[i], second = b == NULL ? 0 : b[i], sum;
    if (from_below ? __builtin_sub_overflow(first, second, &sum)
                   : __builtin_sub_overflow(second, first, &sum))
        return INT64_MAX;
    return sum;
}

/* How a subtotal fits the rows between two points. */
struct fit {
    size_t wrong, right;
    int64_t distance; /* of the first column that is wrong */
};

/* *sum of one column; false where there is nothing to compare. */
static bool sum_of(const struct view *view, const struct point *from, const struct point *to,
                   const struct subtotal_mark *mark, size_t i, int64_t *sum)
{
    if (mark->printed[i] == VALUE_NONE ||
        between(from->filled, to->filled, i, view->from_below) == 0)
        return false;
    *sum = between(from->sums, to->sums, i, view->from_below);
    return true;
}

static int64_t distance(int64_t a, int64_t b)
{
    int64_t apart;
    if (a > b ? __builtin_sub_overflow(a, b, &apart) : __builtin_sub_overflow(b, a, &apart))
        return INT64_MAX;
    return apart;
}

/* Whether a sum is what was printed, at the precision of what was printed: half a step where the
 * rows are finer, and half a unit for each amount that was rounded to be stored. */
static bool agrees(const struct view *view, const struct point *from, const struct point *to,
                   const struct subtotal_mark *mark, size_t i, int64_t sum)
{
    int64_t step = mark->steps[i];
    __int128 doubled = (__int128)distance(sum, mark->printed[i]) * 2;
    __int128 allowed = between(from->rounded, to->rounded, i, view->from_below) + (step == 0);
    if (view->subtotals->finest[i] < step)
        allowed += step;
    return doubled <= allowed;
}

static struct fit fit_of(const struct view *view, size_t from, size_t to,
                         const struct subtotal_mark *mark)
{
    struct point first = point_of(view, from), last = point_of(view, to);
    struct fit fit = {0};
    int64_t sum;
    for (size_t i = 0; i < view->subtotals->field_count; i++) {
        if (!sum_of(view, &first, &last, mark, i, &sum))
            continue;
        if (agrees(view, &first, &last, mark, i, sum)) {
            fit.right++;
        } else if (fit.wrong++ == 0) {
            fit.distance = distance(sum, mark->printed[i]);
        }
    }
    return fit;
}

static bool is_better(const struct fit *a, const struct fit *b)
{
    if (a->wrong != b->wrong)
        return a->wrong < b->wrong;
    return a->right != b->right ? a->right > b->right : a->distance < b->distance;
}

/* The points that a subtotal may reach back to. */
struct reach {
    size_t points[MARKS_MAX + 2], count;
};

/*
 * The rows that the subtotal at a point stands for, which *from and *to enclose; false where there
 * are none. What it closes no later one reaches into.
 */
static bool find_rows(const struct view *view, struct reach *reach, size_t at,
                      const struct subtotal_mark *mark, size_t *from, size_t *to)
{
    struct fit best = {0};
    size_t chosen = reach->count;
    int64_t rows = point_of(view, at).rows;
    for (size_t i = 0; i < reach->count; i++) {
        if (point_of(view, reach->points[i]).rows == rows)
            continue;
        struct fit fit = fit_of(view, reach->points[i], at, mark);
        if (chosen < reach->count && !is_better(&fit, &best))
            continue;
        best = fit;
        chosen = i;
    }
    bool found = chosen < reach->count;
    *from = found ? reach->points[chosen] : 0;
    *to = found ? at : view->subtotals->mark_count + 1;
    if (found)
        reach->count = chosen + 1;
    reach->points[reach->count++] = at;
    return found || !view->subtotals->tainted;
}

static void add_mismatches(const struct view *view, struct subtotals *subtotals, size_t from,
                           size_t to, const struct subtotal_mark *mark)
{
    struct point first = point_of(view, from), last = point_of(view, to);
    int64_t sum;
    for (size_t i = 0; i < subtotals->field_count; i++) {
        if (!sum_of(view, &first, &last, mark, i, &sum) ||
            agrees(view, &first, &last, mark, i, sum))
            continue;
        ARRAY_GROW(subtotals->mismatches, subtotals->count + 1, subtotals->capacity);
        subtotals->mismatches[subtotals->count++] = (struct subtotal_mismatch){
            .line = mark->line,
            .field = subtotals->meant[i],
            .label = mark->label,
            .printed = mark->printed[i],
            .summed = sum,
        };
    }
}

/* Counts what is wrong in one view of the file; `into` takes it down, where it is not NULL. */
static size_t judge(const struct view *view, struct subtotals *into)
{
    const struct subtotals *all = view->subtotals;
    struct reach *reach = xcalloc(1, sizeof *reach);
    size_t wrong = 0, from, to;
    reach->count = 1; /* the beginning */
    for (size_t at = 1; at <= all->mark_count; at++) {
        const struct subtotal_mark *mark =
            &all->marks[view->from_below ? all->mark_count - at : at - 1];
        if (!find_rows(view, reach, at, mark, &from, &to) || mark->tainted)
            continue;
        wrong += fit_of(view, from, to, mark).wrong;
        if (into != NULL)
            add_mismatches(view, into, from, to, mark);
    }
    free(reach);
    return wrong;
}

static int by_line(const void *a, const void *b)
{
    const struct subtotal_mismatch *first = a, *second = b;
    if (first->line != second->line)
        return first->line < second->line ? -1 : 1;
    return first->field < second->field ? -1 : first->field > second->field;
}

void subtotals_end(struct subtotals *subtotals)
{
    struct view above = {subtotals, false}, below = {subtotals, true};
    bool on_top = subtotals->mark_count > 0 && subtotals->marks[0].rows == 0;
    /* With rows missing below them nobody knows what subtotals above their rows stand for. */
    if (subtotals->mark_count == 0 || (on_top && subtotals->tainted))
        return;
    size_t wrong = judge(&above, NULL);
    bool turned =
        wrong > 0 && on_top && subtotals->mark_count < MARKS_MAX && judge(&below, NULL) < wrong;
    if (wrong > 0)
        judge(turned ? &below : &above, subtotals);
    if (subtotals->count > 1)
        qsort(subtotals->mismatches, subtotals->count, sizeof *subtotals->mismatches, by_line);
}
