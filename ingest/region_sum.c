#include "ingest/region_sum.h"

#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "ingest/region_name.h"
#include "ingest/rows.h"

/* More rows than that no list of regions has. */
enum { REGIONS_MAX = 4096, AMOUNTS_MAX = 8 };

struct region {
    int64_t line;
    struct text name;
    enum region_rank rank;
    bool begins_parts, numbered;
    int64_t amounts[AMOUNTS_MAX]; /* of the first fields that add up; VALUE_NONE: none */
};

struct regions {
    struct region *items;
    size_t count, capacity;
    size_t column, of_nation, other_sums; /* rows of sums */
    const struct header *header;
};

/* The one column that names regions; false where there is none, or several that tell a city from
 * its districts. */
static bool find_column(const struct plan *plan, size_t *column, bool *of_districts)
{
    static const char *const names[] = {"province", "city", "district"};
    size_t count = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        int at = plan->by_field[dictionary_find(names[i])];
        if (at < 0)
            continue;
        count += plan->fields[at].column_count == 1 ? 1 : 2;
        *of_districts = i == 2;
        *column = plan->fields[at].column_count == 1 ? plan->fields[at].columns[0] : 0;
    }
    return count == 1;
}

/* Numbers that may be sums of those of other rows. */
static void read_amounts(struct region *region, const struct plan *plan,
                         const struct csv_record *record)
{
    static const unsigned types =
        1u << FIELD_COUNT | 1u << FIELD_MONEY | 1u << FIELD_AREA | 1u << FIELD_LENGTH;
    size_t count = 0;
    for (size_t i = 0; i < AMOUNTS_MAX; i++)
        region->amounts[i] = VALUE_NONE;
    for (size_t i = 0; i < plan->count && count < AMOUNTS_MAX; i++) {
        const struct plan_field *field = &plan->fields[i];
        if ((types >> field->rule.type & 1) == 0 || field->column_count != 1)
            continue;
        int64_t *amount = &region->amounts[count++];
        if (value_read(&field->rule, csv_record_cell(record, field->columns[0]),
                       csv_record_length(record, field->columns[0]), 0, amount) != VALUE_READ)
            *amount = VALUE_NONE;
    }
}

static void add_region(struct regions *regions, const struct plan *plan,
                       const struct csv_record *record)
{
    const char *cell = csv_record_cell(record, regions->column);
    size_t length = csv_record_length(record, regions->column);
    if (length == 0 || regions->count > REGIONS_MAX)
        return;
    ARRAY_GROW(regions->items, regions->count + 1, regions->capacity);
    struct region *region = &regions->items[regions->count++];
    *region = (struct region){.line = record->line,
                              .name = TEXT_INIT,
                              .begins_parts = region_name_begins_parts(cell),
                              .numbered = region_name_number(cell) > 0};
    read_amounts(region, plan, record);
    text_compat(&region->name, cell, length);
    region_name_clean(&region->name);
    region->rank = region_name_rank(region->name.data);
    region->numbered |= region->begins_parts;
}

/* 全国 is a name, while nobody knows which county 全县 is. */
static void count_sum(struct regions *regions, const struct csv_record *record)
{
    bool nation = strcmp(csv_record_cell(record, regions->column), "全国") == 0;
    *(nation ? &regions->of_nation : &regions->other_sums) += 1;
}

static void add_row(struct regions *regions, const struct plan *plan,
                    const struct csv_record *record, enum row_class class)
{
    if (class == ROW_DATA)
        add_region(regions, plan, record);
    else if (class == ROW_SUBTOTAL)
        count_sum(regions, record);
}

static enum status read_regions(struct regions *regions, const struct plan *plan,
                                const struct source_file *file, struct error *error)
{
    struct csv_reader reader;
    struct csv_record record;
    struct row_watch rows;
    bool more = true;
    csv_record_init(&record);
    row_watch_init(&rows, regions->header, plan);
    enum status status = csv_reader_init(&reader, file, regions->header->delimiter, error);
    line_reader_seek(&reader.lines, regions->header->next_offset, regions->header->next_line);
    while (status == STATUS_OK &&
           (status = csv_reader_next(&reader, &record, &more, error)) == STATUS_OK && more)
        if (record.fault == FAULT_NONE)
            add_row(regions, plan, &record, row_watch_class(&rows, &record));
    row_watch_release(&rows);
    csv_reader_release(&reader);
    csv_record_release(&record);
    return status;
}

/* Whether the title or the column's own name says of which region the table is: 安阳市2022年… */
static bool is_named(const struct regions *regions, size_t at)
{
    const char *name = regions->items[at].name.data;
    return strstr(regions->header->title, name) != NULL ||
           strstr(regions->header->columns[regions->column].name, name) != NULL;
}

/* Whether what stands in front of 市 is no name: 全市, 关于全市, 全省各市. */
static bool names_all(const char *word, size_t length)
{
    static const char *const ends[] = {"全", "各", "我", "本", "地", "城", "县", "区"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (memcmp(word + length - strlen(ends[i]), ends[i], strlen(ends[i])) == 0)
            return true;
    return false;
}

/* Whether a word of the title begins with a city: 济南市2022年…, and not 全市…. */
static bool names_city(const char *title)
{
    enum { CHARACTER = 3, SHORTEST = 2, LONGEST = 5 };
    for (const char *word = title; *word != '\0'; word += strcspn(word, " ")) {
        word += strspn(word, " ");
        size_t length = strcspn(word, " ");
        const char *city = memmem(word, length, "市", CHARACTER);
        size_t before = city == NULL ? 0 : (size_t)(city - word);
        if (before >= SHORTEST * CHARACTER && before <= LONGEST * CHARACTER &&
            (unsigned char)word[0] >= 0xe0 && !names_all(word, before))
            return true;
    }
    return false;
}

/* The one region that is coarser than all others; the count where there is none. */
static size_t find_top(const struct regions *regions)
{
    size_t top = 0, same = 0;
    for (size_t i = 1; i < regions->count; i++)
        if (regions->items[i].rank > regions->items[top].rank)
            top = i;
    for (size_t i = 0; i < regions->count; i++)
        same += regions->items[i].rank == regions->items[top].rank;
    return same == 1 && regions->count > 1 ? top : regions->count;
}

/* The one region that the table is said to be of, and that is no district among districts. */
static size_t find_named(const struct regions *regions, bool of_districts)
{
    size_t found = regions->count;
    bool finer = of_districts && regions->count > 1;
    for (size_t i = 0; i < regions->count; i++) {
        /* 长沙市芙蓉区 names a district, and with it its city. */
        if (!is_named(regions, i) || (of_districts && regions->items[i].rank == RANK_DISTRICT))
            continue;
        if (found < regions->count)
            return regions->count;
        found = i;
    }
    for (size_t i = 0; i < regions->count && found < regions->count; i++)
        finer |= regions->items[i].rank < regions->items[found].rank;
    return found < regions->count && finer && regions->items[found].rank > RANK_DISTRICT
               ? found
               : regions->count;
}

/* Whether all rows below the first are its parts: 其中：1.历下区, 2.市中区. */
static bool has_parts_alone(const struct regions *regions)
{
    bool parts = regions->count > 1 && !regions->items[0].numbered;
    for (size_t i = 1; i < regions->count; i++)
        parts &= regions->items[i].numbered;
    return parts && regions->items[0].rank > RANK_DISTRICT;
}

/* 长沙市, 芙蓉区, 湘潭市, 岳塘区 in one column: cities that may be sums of what is below them. */
static bool has_cities_over_districts(const struct regions *regions)
{
    for (size_t i = 1; i < regions->count; i++)
        if (regions->items[i].rank < regions->items[i - 1].rank && !regions->items[i].begins_parts)
            return true;
    return false;
}

/* Whether the amounts of a region are the sums of those of all others, of which there are several:
 * 长沙市 among its districts, and hardly 林州市 among those beside it. */
static bool is_sum_of_others(const struct regions *regions, size_t at)
{
    bool any = false;
    for (size_t i = 0; i < AMOUNTS_MAX && regions->count > 2; i++) {
        int64_t sum = 0, amount = regions->items[at].amounts[i];
        for (size_t j = 0; j < regions->count; j++)
            if (j != at && regions->items[j].amounts[i] != VALUE_NONE &&
                __builtin_add_overflow(sum, regions->items[j].amounts[i], &sum))
                return false;
        if (amount != VALUE_NONE && amount != sum)
            return false;
        any |= amount != VALUE_NONE && amount > 0;
    }
    return any;
}

static void judge(const struct regions *regions, struct plan *plan, bool of_districts)
{
    size_t named = find_named(regions, of_districts), top = find_top(regions);
    if (named < regions->count)
        plan->sum_line = regions->items[named].line;
    else if (has_parts_alone(regions))
        plan->sum_line = regions->items[0].line;
    else if (of_districts && (top == regions->count || !is_sum_of_others(regions, top)))
        return; /* a city of the rank of a county */
    else if (of_districts)
        plan->unsure_line = regions->items[top].line;
    else if (top == regions->count)
        plan->sums_unsure = has_cities_over_districts(regions);
    else if (top == 0 && !names_city(regions->header->title))
        plan->sum_line = regions->items[top].line;
    else if (top == 0 || top + 1 == regions->count)
        plan->unsure_line = regions->items[top].line;
}

enum status region_sum_find(struct plan *plan, const struct header *header,
                            const struct source_file *file, struct error *error)
{
    struct regions regions = {.header = header};
    bool of_districts = false;
    /* A sheet of rejected rows has some rows of its table alone. */
    if (header->kind != KIND_TOTALS || header->reject_column >= 0 ||
        !find_column(plan, &regions.column, &of_districts))
        return STATUS_OK;
    enum status status = read_regions(&regions, plan, file, error);
    plan->nation_alone = regions.count == 0 && regions.of_nation > 0 && regions.other_sums == 0;
    if (status == STATUS_OK && regions.count <= REGIONS_MAX)
        judge(&regions, plan, of_districts);
    for (size_t i = 0; i < regions.count; i++)
        text_release(&regions.items[i].name);
    free(regions.items);
    return status;
}
