#include "analysis/changes.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* A project's numbers beside its record: money, and consent over its compounds. */
struct extras {
    const struct budget *budget;
    int64_t agree;
};

struct side {
    const struct dataset *data;
    struct extras *extras; /* one a project */
};

struct place {
    int64_t project_id;
    size_t index;
};

struct pair {
    const struct project *old, *new;
    const struct extras *old_extras, *new_extras;
    size_t index;
};

static struct side side_of(const struct dataset *data)
{
    struct side side = {data, xcalloc(data->projects.count + 1, sizeof *side.extras)};
    for (size_t i = 0; i < data->projects.count; i++)
        side.extras[i].agree = VALUE_NONE;
    for (size_t i = 0; i < data->budget_count; i++)
        side.extras[data->budgets[i].project].budget = &data->budgets[i];
    for (size_t i = 0; i < data->consent.tally_count; i++) {
        int64_t *agree = &side.extras[data->consent.tallies[i].project].agree;
        *agree = value_add(*agree, data->consent.tallies[i].agree);
    }
    return side;
}

static int compare_places(const void *a, const void *b)
{
    const struct place *left = a, *right = b;
    return (left->project_id > right->project_id) - (left->project_id < right->project_id);
}

static struct place *places_of(const struct project_set *set)
{
    struct place *places = xcalloc(set->count + 1, sizeof *places);
    for (size_t i = 0; i < set->count; i++)
        places[i] = (struct place){set->items[i].project_id, i};
    qsort(places, set->count, sizeof *places, compare_places);
    return places;
}

static struct change_entry *add(struct changes *changes, enum changed kind, size_t project,
                                const char *field, const struct provenance *from)
{
    struct change_entry *entry;
    ARRAY_GROW(changes->items, changes->count + 1, changes->capacity);
    entry = &changes->items[changes->count++];
    *entry = (struct change_entry){.kind = kind,
                                   .project = project,
                                   .field = field,
                                   .before = "",
                                   .after = "",
                                   .amount = VALUE_NONE,
                                   .from_original = VALUE_NONE,
                                   .from = *from};
    return entry;
}

static const char *date_text(struct changes *changes, daynum day)
{
    char buffer[DATE_TEXT_MAX];
    return arena_strdup(&changes->strings, daynum_format(day, buffer));
}

static int64_t days_between(daynum from, daynum to)
{
    return from != DAYNUM_NONE && to != DAYNUM_NONE ? (int64_t)to - from : VALUE_NONE;
}

static void compare_dates(struct changes *changes, const struct pair *pair, enum changed kind,
                          const char *field, daynum old, daynum new)
{
    struct change_entry *entry;
    if (old == new)
        return;
    entry = add(changes, kind, pair->index, field, &pair->new->from);
    entry->before = date_text(changes, old);
    entry->after = date_text(changes, new);
    entry->amount = days_between(old, new);
    if (kind == CHANGED_REPLANNED)
        entry->from_original = days_between(pair->new->original_plan_finish, new);
}

/* A whole number of units, with the decimals that are not nought. */
static const char *number_text(struct changes *changes, int64_t value, int64_t unit)
{
    uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value, scale = (uint64_t)unit;
    const char *sign = value < 0 ? "-" : "";
    int decimals = unit == FEN_PER_YUAN       ? 2
                   : unit == MPCT_PER_PERCENT ? 3
                   : unit == CM2_PER_M2       ? 4
                                              : 0;
    if (!value_is_known(value))
        return "";
    if (size % scale == 0)
        return arena_printf(&changes->strings, "%s%" PRIu64, sign, size / scale);
    return arena_printf(&changes->strings, "%s%" PRIu64 ".%0*" PRIu64, sign, size / scale, decimals,
                        size % scale);
}

static void compare_numbers(struct changes *changes, const struct pair *pair, enum changed kind,
                            const char *field, int64_t old, int64_t new, int64_t unit,
                            const struct provenance *from)
{
    struct change_entry *entry;
    if (old == new)
        return;
    entry = add(changes, kind, pair->index, field, from);
    entry->before = number_text(changes, old, unit);
    entry->after = number_text(changes, new, unit);
    if (value_is_known(old) && value_is_known(new))
        entry->amount = value_add(new, -old);
}

static void compare_status(struct changes *changes, const struct pair *pair)
{
    struct change_entry *entry;
    if (pair->old->status == pair->new->status)
        return;
    entry = add(changes, CHANGED_STATUS, pair->index, "status", &pair->new->from);
    entry->before = name_of(&project_status_names, (int)pair->old->status);
    entry->after = name_of(&project_status_names, (int)pair->new->status);
}

static void compare_money(struct changes *changes, const struct pair *pair)
{
    static const struct {
        const char *field;
        size_t offset;
    } amounts[] = {
        {"planned_yuan", offsetof(struct budget, planned_fen)},
        {"issued_yuan", offsetof(struct budget, issued_fen)},
        {"contracted_yuan", offsetof(struct budget, contracted_fen)},
        {"paid_yuan", offsetof(struct budget, paid_fen)},
        {"settled_yuan", offsetof(struct budget, settled_fen)},
    };
    const struct budget *old = pair->old_extras->budget, *new = pair->new_extras->budget;
    if (new == NULL)
        return;
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++) {
        const char *at = (const char *)new + amounts[i].offset;
        const char *was = old != NULL ? (const char *)old + amounts[i].offset : NULL;
        compare_numbers(changes, pair, CHANGED_MONEY, amounts[i].field,
                        was != NULL ? *(const int64_t *)(const void *)was : VALUE_NONE,
                        *(const int64_t *)(const void *)at, FEN_PER_YUAN, &new->from);
    }
}

static void compare_texts(struct changes *changes, const struct pair *pair, const char *field,
                          const char *old, const char *new)
{
    struct change_entry *entry;
    if (strcmp(old, new) == 0)
        return;
    entry = add(changes, CHANGED_RECORD, pair->index, field, &pair->new->from);
    entry->before = arena_strdup(&changes->strings, old);
    entry->after = arena_strdup(&changes->strings, new);
}

/* What the list says that the project is, rather than how far it has come. */
static void compare_record(struct changes *changes, const struct pair *pair)
{
    const struct project *old = pair->old, *new = pair->new;
    const struct {
        const char *field, *old, *new;
    } texts[] = {
        {"name", old->name, new->name},
        {"city", old->city, new->city},
        {"district", old->district, new->district},
        {"street", old->street, new->street},
        {"responsible_unit", old->responsible_unit, new->responsible_unit},
        {"contractor", old->contractor, new->contractor},
    };
    const struct {
        const char *field;
        int64_t old, new, unit;
    } numbers[] = {
        {"plan_year", old->plan_year > 0 ? old->plan_year : VALUE_NONE,
         new->plan_year > 0 ? new->plan_year : VALUE_NONE, 1},
        {"communities", old->communities, new->communities, 1},
        {"buildings", old->buildings, new->buildings, 1},
        {"households", old->households, new->households, 1},
        {"floor_area_m2", old->floor_area_cm2, new->floor_area_cm2, CM2_PER_M2},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        compare_texts(changes, pair, texts[i].field, texts[i].old, texts[i].new);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        compare_numbers(changes, pair, CHANGED_RECORD, numbers[i].field, numbers[i].old,
                        numbers[i].new, numbers[i].unit, &new->from);
}

static void compare_project(struct changes *changes, const struct pair *pair)
{
    const struct project *old = pair->old, *new = pair->new;
    if (new->gone != old->gone)
        add(changes, new->gone ? CHANGED_GONE : CHANGED_NEW, pair->index, "project", &new->from);
    compare_record(changes, pair);
    compare_status(changes, pair);
    compare_dates(changes, pair, CHANGED_RECORD, "plan_start", old->plan_start, new->plan_start);
    compare_dates(changes, pair, CHANGED_STARTED, "actual_start", old->actual_start,
                  new->actual_start);
    compare_dates(changes, pair, CHANGED_COMPLETED, "completed", project_completed_on(old),
                  project_completed_on(new));
    compare_dates(changes, pair, CHANGED_ACCEPTED, "accept_date", old->accept_date,
                  new->accept_date);
    compare_dates(changes, pair, CHANGED_REPLANNED, "plan_finish", old->plan_finish,
                  new->plan_finish);
    compare_money(changes, pair);
    compare_numbers(changes, pair, CHANGED_PROGRESS, "progress_pct", old->progress_mpct,
                    new->progress_mpct, MPCT_PER_PERCENT, &new->from);
    compare_numbers(changes, pair, CHANGED_CONSENT, "consent_agree", pair->old_extras->agree,
                    pair->new_extras->agree, 1, &new->from);
}

static void compare_new_side(struct changes *changes, const struct side *old,
                             const struct side *new, const struct place *places, bool *found)
{
    for (size_t i = 0; i < new->data->projects.count; i++) {
        const struct project *project = &new->data->projects.items[i];
        struct place key = {project->project_id, 0};
        const struct place *place =
            bsearch(&key, places, old->data->projects.count, sizeof *places, compare_places);
        if (place == NULL) {
            struct change_entry *entry = add(changes, CHANGED_NEW, i, "project", &project->from);
            entry->after = project->name;
            continue;
        }
        found[place->index] = true;
        compare_project(changes, &(struct pair){&old->data->projects.items[place->index], project,
                                                &old->extras[place->index], &new->extras[i], i});
    }
}

/* Texts of the datasets are taken along: the changes may outlive them. */
static void keep_names(struct changes *changes)
{
    for (size_t i = 0; i < changes->count; i++) {
        struct change_entry *entry = &changes->items[i];
        if (entry->kind == CHANGED_NEW || entry->kind == CHANGED_GONE) {
            entry->before = arena_strdup(&changes->strings, entry->before);
            entry->after = arena_strdup(&changes->strings, entry->after);
        }
    }
}

void changes_compute(struct changes *changes, const struct dataset *before,
                     const struct dataset *now)
{
    struct side old = side_of(before), new = side_of(now);
    struct place *places = places_of(&before->projects);
    bool *found = xcalloc(before->projects.count + 1, sizeof *found);
    *changes = (struct changes){0};
    compare_new_side(changes, &old, &new, places, found);
    for (size_t i = 0; i < before->projects.count; i++) {
        const struct project *project = &before->projects.items[i];
        struct change_entry *entry;
        if (found[i])
            continue;
        entry = add(changes, CHANGED_GONE, i, "project", &project->from);
        entry->older = true;
        entry->before = project->name;
    }
    keep_names(changes);
    free(found);
    free(places);
    free(old.extras);
    free(new.extras);
}

void changes_release(struct changes *changes)
{
    free(changes->items);
    arena_release(&changes->strings);
    *changes = (struct changes){0};
}
