/* plan: how the columns of one file become fields: which cells, by which rule. */
#ifndef INGEST_PLAN_H
#define INGEST_PLAN_H

#include "ingest/header.h"
#include "ingest/value.h"

/* One field of a record. */
struct plan_field {
    int field; /* index in the dictionary */
    const struct field *about;
    struct value_rule rule;
    size_t *columns; /* joined with " / " where there are several */
    size_t column_count;
    int *ticks; /* of an answer told by the column that has the tick: the columns' answers; NULL */
    const char **tick_names;
    const char *constant; /* instead of columns; NULL: none */
    bool unit_said;       /* by the header, the line of units or the map */
    bool in_address;      /* of doors: the column is one of addresses, which may have none */
};

struct plan {
    struct plan_field *fields; /* dates and years that others lean on come first */
    size_t count;
    int *by_field;          /* by dictionary index: index into `fields`; -1: none */
    bool *private_columns;  /* by column: its content goes nowhere but into a hash */
    bool *withheld_columns; /* by column: names may hide in it, so that no reject shows it */
    size_t column_count;
    int as_of, plan_year;          /* dictionary indices that a record is completed by */
    int64_t sum_line, unsure_line; /* of a city among its districts, see region_sum.h; 0: none */
    bool nation_alone; /* all rows are 全国's: not the sums of others, but what there is */
    bool sums_unsure; /* … among which there are several: no sum of the file can be checked */
    bool no_sections; /* no row heads a section of the list, see section.h */
    struct arena strings;
};

enum status plan_init(struct plan *plan, const struct header *header, const struct column_map *map,
                      struct error *error);
void plan_release(struct plan *plan);

/* Whether a bare number of the field has a unit that the file or the map says, and not a count. */
static inline bool plan_field_has_unit(const struct plan_field *field)
{
    return field->unit_said && (field->rule.type != FIELD_COUNT || field->rule.unit.factor != 1);
}

/* Whether a record of the plan has a cell for the field. */
static inline bool plan_has(const struct plan *plan, int field)
{
    return field >= 0 && plan->by_field[field] >= 0;
}

/* The answer of a household where the column is of it, and a cell that is none may be a signature;
 * NULL where it is not. */
const struct plan_field *plan_answer(const struct plan *plan, size_t column);

#endif
