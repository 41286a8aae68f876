#include "ingest/section.h"

#include <string.h>

#include "ingest/region_name.h"
#include "ingest/section_name.h"

/* Lists in sections begin with one, and have more rows than sections by then. */
enum { ROWS_LOOKED_AT = 256 };

/* What the cells of a row say, as far as sections go. */
struct cells {
    bool numbered;       /* 序号 is 一 */
    bool coded, amounts; /* a code, a number */
    bool adds_up;        /* a number that is no percentage */
    bool more;           /* something that stands beside no sum */
    bool has_region, region_is_one, region_heads;
    bool has_name, name_is_region;
    enum section_name name;
    int region_column, name_column;
    size_t filled;
};

static void read_region(struct cells *cells, const char *cell, size_t length, int column)
{
    enum section_name name = section_name_find(cell, length);
    cells->has_region = true;
    cells->region_is_one = region_name_is_region(cell, length);
    cells->region_heads = name == SECTION_NAME_STRONG || name == SECTION_NAME_BARE ||
                          name == SECTION_NAME_WEAK || name == SECTION_NAME_NUMBERED;
    cells->region_column = column;
}

static void read_name(struct cells *cells, const char *cell, size_t length, int column)
{
    cells->has_name = true;
    cells->name = section_name_find(cell, length);
    cells->name_is_region = region_name_is_region(cell, length);
    cells->name_column = column;
}

static void read_amount(struct cells *cells, const struct header_column *column)
{
    size_t count;
    const struct field *fields = dictionary_fields(&count);
    cells->amounts = true;
    cells->adds_up |= column->field < 0 || fields[column->field].type != FIELD_PERCENT;
}

static void read_cells(struct cells *cells, const struct row_watch *watch,
                       const struct csv_record *record)
{
    for (size_t i = 0; i < watch->header->column_count; i++) {
        size_t length = csv_record_length(record, i);
        const char *cell = csv_record_cell(record, i);
        enum label label = watch->labels[i];
        if (length == 0)
            continue;
        cells->filled++;
        if (label == LABEL_NUMBER)
            cells->numbered |= section_name_is_number(cell, length);
        else if (label == LABEL_CODE)
            cells->coded = true;
        else if (label == LABEL_REGION)
            read_region(cells, cell, length, (int)i);
        else if ((int)i == watch->name_column)
            read_name(cells, cell, length, (int)i);
        else if (label == LABEL_NONE && row_is_amount(&watch->header->columns[i], cell))
            read_amount(cells, &watch->header->columns[i]);
        else if (section_name_find(cell, length) != SECTION_NAME_COUNT && !row_is_frame(watch, i))
            cells->more = true;
    }
}

/* 一、光华 with a contractor or a percentage is a project: a number alone heads no section then. */
static bool may_sum_up(const struct cells *cells)
{
    return !cells->more && (cells->adds_up || !cells->amounts);
}

static enum section by_name(const struct cells *cells)
{
    switch (cells->name) {
    case SECTION_NAME_STRONG:
        return SECTION_SURE;
    case SECTION_NAME_COUNT:
        return cells->has_region || cells->numbered ? SECTION_SURE : SECTION_MAYBE;
    case SECTION_NAME_BARE:
        return !cells->has_region || cells->region_heads || cells->numbered ? SECTION_SURE
                                                                            : SECTION_MAYBE;
    case SECTION_NAME_WEAK:
        return SECTION_MAYBE;
    case SECTION_NAME_NUMBERED:
        return may_sum_up(cells) ? SECTION_MAYBE : SECTION_NONE;
    case SECTION_NAME_NONE:
        break;
    }
    return cells->numbered && !cells->name_is_region && may_sum_up(cells) ? SECTION_MAYBE
                                                                          : SECTION_NONE;
}

enum section section_find(const struct row_watch *watch, const struct csv_record *record,
                          int *column)
{
    struct cells cells = {0};
    if (watch->name_column < 0 || watch->plan->no_sections)
        return SECTION_NONE;
    read_cells(&cells, watch, record);
    /* 一,老城片 alone is a note. */
    if (cells.coded || (cells.numbered && cells.filled == 2 && !cells.amounts))
        return SECTION_NONE;
    *column = cells.has_name && cells.name != SECTION_NAME_COUNT ? cells.name_column
                                                                 : cells.region_column;
    if (cells.has_name) {
        enum section section = by_name(&cells);
        return section == SECTION_SURE && cells.more ? SECTION_MAYBE : section;
    }
    return cells.has_region && !cells.region_is_one && !cells.more &&
                   (cells.region_heads || cells.numbered)
               ? SECTION_SURE
               : SECTION_NONE;
}

enum status sections_find(struct plan *plan, const struct header *header,
                          const struct source_file *file, struct error *error)
{
    struct csv_reader reader;
    struct csv_record record;
    struct row_watch rows;
    size_t sections = 0, others = 0;
    bool more = true;
    row_watch_init(&rows, header, plan);
    bool asked = rows.name_column >= 0 && header->reject_column < 0;
    csv_record_init(&record);
    enum status status = csv_reader_init(&reader, file, header->delimiter, error);
    line_reader_seek(&reader.lines, header->next_offset, header->next_line);
    while (asked && status == STATUS_OK && sections + others < ROWS_LOOKED_AT &&
           (status = csv_reader_next(&reader, &record, &more, error)) == STATUS_OK && more) {
        if (record.fault != FAULT_NONE)
            continue;
        enum row_class row = row_watch_class(&rows, &record);
        sections += rows.section != SECTION_NONE;
        others += rows.section == SECTION_NONE && row == ROW_DATA;
    }
    plan->no_sections = others == 0;
    row_watch_release(&rows);
    csv_reader_release(&reader);
    csv_record_release(&record);
    return status;
}
