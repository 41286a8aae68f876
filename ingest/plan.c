#include "ingest/plan.h"

#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "core/memory.h"
#include "ingest/ticks.h"

/* What was issued or paid may be taken back; no plan, fee or contract is below zero. */
static bool may_be_refunded(const struct field *field)
{
    static const char *const names[] = {"budget_issued",  "budget_received", "budget_disbursed",
                                        "budget_paid",    "budget_carried",  "budget_settled",
                                        "budget_invested"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(field->name, names[i]) == 0)
            return true;
    return false;
}

static struct plan_field *add_field(struct plan *plan, int field, size_t columns)
{
    size_t count;
    const struct field *about = &dictionary_fields(&count)[field];
    struct plan_field *item = &plan->fields[plan->count++];
    *item = (struct plan_field){
        .field = field,
        .about = about,
        .rule = {.type = about->type,
                 .names = about->names,
                 .unit = unit_default(about),
                 .measure = about->type == FIELD_COUNT ? about->unit : NULL,
                 .planned = strncmp(about->name, "plan_", strlen("plan_")) == 0,
                 .refunds = may_be_refunded(about)},
        .columns = arena_alloc(&plan->strings, (columns + 1) * sizeof *item->columns),
    };
    return item;
}

static void set_unit(struct plan_field *item, struct unit unit)
{
    if (unit.factor == 0 || unit.type != item->rule.type)
        return;
    item->rule.unit = unit;
    item->unit_said = true;
}

/* The file speaks of columns that do not speak for themselves. */
static void set_unit_of_file(struct plan_field *item, const struct header *header)
{
    enum said_of of = said_units_of(item->about);
    if (of != SAID_OF_COUNT)
        set_unit(item, header->said.first[of].unit);
}

/* Two units of the whole file, and neither the column nor the map says which of them it is in. */
static enum status check_unit_of_file(const struct plan_field *item, const struct header *header,
                                      bool own, struct error *error)
{
    enum said_of of = said_units_of(item->about);
    if (own || of == SAID_OF_COUNT || header->said.other[of].unit.factor == 0)
        return STATUS_OK;
    return error_set(error, STATUS_INVALID,
                     _("the lines around the table give two units, '%s' and '%s', and '%s' has "
                       "none of its own: name its unit in a map (--map)"),
                     header->said.first[of].name, header->said.other[of].name, item->about->name);
}

static enum status set_from_map(struct plan_field *item, const struct field_map *map,
                                const char *path, struct error *error)
{
    static const char *const orders[] = {"", "ymd", "mdy", "dmy"};
    item->rule.map = map->word_count + map->empty_count > 0 ? map : NULL;
    for (size_t i = 1; map->date_order != NULL && i < sizeof orders / sizeof *orders; i++)
        if (strcmp(map->date_order, orders[i]) == 0)
            item->rule.order = (enum date_order)i;
    if (map->unit == NULL)
        return STATUS_OK;
    struct unit unit = unit_find(item->rule.type, map->unit, strlen(map->unit));
    if (unit.factor == 0)
        return error_set(error, STATUS_INVALID, _("%s:%d: '%s' has no unit '%s'"), path, map->line,
                         map->field, map->unit);
    set_unit(item, unit);
    return STATUS_OK;
}

static enum status add_mapped(struct plan *plan, const struct header *header,
                              const struct field_map *map, const char *path, struct error *error)
{
    int field = dictionary_find(map->field);
    if (field < 0)
        return error_set(error, STATUS_INVALID, _("%s:%d: there is no field '%s'"), path, map->line,
                         map->field);
    struct plan_field *item = add_field(plan, field, map->column_count);
    item->constant = map->constant;
    for (size_t i = 0; i < map->column_count; i++)
        item->columns[i] = (size_t)column_names_find(&header->names, map->columns[i]);
    item->column_count = map->column_count;
    set_unit_of_file(item, header);
    struct unit own = {0};
    if (item->column_count == 1)
        own = header->columns[item->columns[0]].unit;
    set_unit(item, own);
    /* What is not made use of is known, and nothing more. */
    if (item->about->subject == SUBJECT_NONE)
        plan->count--;
    enum status status =
        check_unit_of_file(item, header, own.factor != 0 || map->unit != NULL, error);
    return status == STATUS_OK ? set_from_map(item, map, path, error) : status;
}

static struct plan_field *find_field(struct plan *plan, int field)
{
    for (size_t i = 0; i < plan->count; i++)
        if (plan->fields[i].field == field)
            return &plan->fields[i];
    return NULL;
}

/* What a household may be asked by columns of ticks. */
static const char *const ticked_names[] = {"answer", "contribute", "demolish"};

/* Of a header of two rows the name of a column begins with its group: 意见/同意. */
static int answer_of(const struct header *header, size_t column)
{
    const char *name = header->columns[column].name;
    const char *slash = header->row_count > 1 ? strrchr(name, '/') : NULL;
    return ticks_answer(slash != NULL ? slash + 1 : name);
}

/* An answer of several columns, of a map or not, is the one that has the tick. */
static void note_ticks(struct plan *plan, const struct header *header, const char *field)
{
    struct plan_field *item = find_field(plan, dictionary_find(field));
    bool named = item != NULL && item->column_count > 1;
    for (size_t i = 0; named && i < item->column_count; i++)
        named = answer_of(header, item->columns[i]) >= 0;
    if (!named)
        return;
    item->ticks = arena_alloc(&plan->strings, item->column_count * sizeof *item->ticks);
    item->tick_names = arena_alloc(&plan->strings, item->column_count * sizeof *item->tick_names);
    for (size_t i = 0; i < item->column_count; i++) {
        item->tick_names[i] = header->columns[item->columns[i]].name;
        item->ticks[i] = answer_of(header, item->columns[i]);
    }
}

static enum status add_found(struct plan *plan, const struct header *header, size_t column,
                             struct error *error)
{
    const struct header_column *found = &header->columns[column];
    size_t count;
    const struct field *about = &dictionary_fields(&count)[found->field];
    if (about->subject == SUBJECT_NONE || found->why == COLUMN_BY_MAP)
        return STATUS_OK;
    struct plan_field *item = found->tick ? find_field(plan, found->field) : NULL;
    if (item == NULL)
        item = add_field(plan, found->field, found->tick ? header->column_count : 1);
    item->columns[item->column_count++] = column;
    set_unit_of_file(item, header);
    set_unit(item, found->unit);
    return check_unit_of_file(item, header, found->unit.factor != 0, error);
}

/* Whether what stands in the column is known to be nobody's; names hide in remarks, and in columns
 * that nobody knows. */
static bool is_harmless(const struct header_column *column)
{
    size_t count;
    const struct field *fields = dictionary_fields(&count);
    if (column->field < 0)
        return false;
    const struct field *about = &fields[column->field];
    return about->type != FIELD_TEXT || about->subject != SUBJECT_NONE;
}

/* The column of doors, where it is one of addresses. */
static void note_address(struct plan_field *item, const struct header *header)
{
    item->in_address = item->column_count == 1 && header->columns[item->columns[0]].of_address;
}

static const char *const home_names[] = {"building", "unit", "door"};
enum { HOME_COUNT = sizeof home_names / sizeof *home_names };

/* A row per household has a building, a stairwell and a door, if only in one cell of the three:
 * 3号楼2单元301室. */
static void add_home(struct plan *plan, const struct header *header)
{
    int answer = dictionary_find("answer"), door = dictionary_find("door");
    bool has[HOME_COUNT] = {false}, of_households = false;
    for (size_t i = 0; i < plan->count; i++) {
        struct plan_field *item = &plan->fields[i];
        of_households |= item->field == answer || item->field == door;
        for (int j = 0; j < HOME_COUNT; j++)
            has[j] |= strcmp(item->about->name, home_names[j]) == 0;
        if (item->field == door)
            note_address(item, header);
    }
    for (int j = 0; j < HOME_COUNT && header->kind == KIND_HOUSEHOLDS && of_households; j++)
        if (!has[j])
            add_field(plan, dictionary_find(home_names[j]), 0);
}

/* What completes other cells has to be read before them. */
static int by_need(const void *a, const void *b)
{
    const struct plan_field *first = a, *second = b;
    int left = first->rule.type == FIELD_YEAR ? 0 : 1;
    int right = second->rule.type == FIELD_YEAR ? 0 : 1;
    if (left != right)
        return left - right;
    return first->field < second->field ? -1 : first->field > second->field;
}

const struct plan_field *plan_answer(const struct plan *plan, size_t column)
{
    for (size_t i = 0; i < sizeof ticked_names / sizeof *ticked_names; i++) {
        int at = plan->by_field[dictionary_find(ticked_names[i])];
        const struct plan_field *item = at < 0 ? NULL : &plan->fields[at];
        /* Of the flags ticks alone: in a column of their own any word will do for a refusal. */
        for (size_t j = 0;
             item != NULL && (i == 0 || item->ticks != NULL) && j < item->column_count; j++)
            if (item->columns[j] == column)
                return item;
    }
    return NULL;
}

enum status plan_init(struct plan *plan, const struct header *header, const struct column_map *map,
                      struct error *error)
{
    size_t count;
    dictionary_fields(&count);
    size_t mapped = map == NULL ? 0 : map->field_count;
    *plan = (struct plan){.strings = ARENA_INIT, .column_count = header->column_count};
    plan->fields = xcalloc(header->column_count + mapped + HOME_COUNT, sizeof *plan->fields);
    plan->private_columns = xcalloc(header->column_count + 1, sizeof *plan->private_columns);
    plan->withheld_columns = xcalloc(header->column_count + 1, sizeof *plan->withheld_columns);
    plan->by_field = xcalloc(count, sizeof *plan->by_field);
    plan->as_of = dictionary_find("as_of");
    plan->plan_year = dictionary_find("plan_year");
    enum status status = STATUS_OK;
    for (size_t i = 0; i < mapped && status == STATUS_OK; i++)
        status = add_mapped(plan, header, &map->fields[i], map->path, error);
    for (size_t i = 0; i < header->column_count && status == STATUS_OK; i++) {
        plan->private_columns[i] = header->columns[i].private;
        plan->withheld_columns[i] = !is_harmless(&header->columns[i]);
        if (header->columns[i].field >= 0)
            status = add_found(plan, header, i, error);
    }
    if (status == STATUS_OK)
        add_home(plan, header);
    if (status == STATUS_OK)
        for (size_t i = 0; i < sizeof ticked_names / sizeof *ticked_names; i++)
            note_ticks(plan, header, ticked_names[i]);
    qsort(plan->fields, plan->count, sizeof *plan->fields, by_need);
    for (size_t i = 0; i < count; i++)
        plan->by_field[i] = -1;
    for (size_t i = plan->count; i-- > 0;)
        plan->by_field[plan->fields[i].field] = (int)i;
    return status;
}

void plan_release(struct plan *plan)
{
    free(plan->fields);
    free(plan->private_columns);
    free(plan->withheld_columns);
    free(plan->by_field);
    arena_release(&plan->strings);
}
