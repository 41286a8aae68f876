#include "ingest/header_under.h"

#include <stdlib.h>
#include <string.h>

#include "data/traditional.h"

static const struct field *field_of(const struct header *header, size_t column)
{
    size_t count;
    const struct field *fields = dictionary_fields(&count);
    int field = column < header->column_count ? header->columns[column].field : -1;
    return field < 0 ? NULL : &fields[field];
}

/* The cell, normalised and without brackets around it. */
static void bare_cell(struct text *out, const char *cell)
{
    text_clear(out);
    text_normalise(out, cell, strlen(cell));
    traditional_simplify(out, 0);
    if (out->length > 2 && out->data[0] == '(' && out->data[out->length - 1] == ')') {
        memmove(out->data, out->data + 1, out->length - 2);
        out->length -= 2;
        out->data[out->length] = '\0';
    }
}

/* The unit that a cell gives its column; factor 0: none that fits. */
static struct unit unit_of_cell(const struct header *header, size_t column, const struct text *cell)
{
    const struct field *field = field_of(header, column);
    return field == NULL ? (struct unit){0} : unit_find(field->type, cell->data, cell->length);
}

/* 单位：万元 alone is of the whole table. */
static bool is_line_of_units(const struct row *row)
{
    struct text cell = TEXT_INIT;
    size_t filled = 0, last = 0;
    for (size_t i = 0; i < row->count; i++)
        if (row->cells[i][0] != '\0') {
            filled++;
            last = i;
        }
    if (filled == 1)
        bare_cell(&cell, row->cells[last]);
    bool line = strncmp(cell.data, "单位", strlen("单位")) == 0;
    text_release(&cell);
    return line;
}

/* Nothing but units, one of which at least fits its column. */
static bool is_row_of_units(const struct header *header, const struct row *row)
{
    struct text cell = TEXT_INIT;
    bool fits = false, units = !is_line_of_units(row);
    for (size_t i = 0; i < row->count && units; i++) {
        bare_cell(&cell, row->cells[i]);
        if (cell.length == 0 || strcmp(cell.data, "单位") == 0 ||
            strcmp(cell.data, "计量单位") == 0)
            continue;
        units = unit_is_any(cell.data, cell.length);
        fits |= unit_of_cell(header, i, &cell).factor != 0;
    }
    text_release(&cell);
    return units && fits;
}

static void take_units(struct header *header, const struct row *row)
{
    struct text cell = TEXT_INIT;
    for (size_t i = 0; i < row->count && i < header->column_count; i++) {
        bare_cell(&cell, row->cells[i]);
        struct unit unit = unit_of_cell(header, i, &cell);
        if (unit.factor == 0 || header->columns[i].unit.factor != 0)
            continue;
        /* 充电桩 over 组: no posts. The name and the unit may be known together. */
        if (unit_counts_other(field_of(header, i)->unit, cell.data, cell.length) &&
            header->columns[i].why != COLUMN_BY_MAP) {
            header->columns[i].field = -1;
            header->columns[i].why = COLUMN_UNKNOWN;
        }
        header->columns[i].unit = unit;
        header->units[i] = arena_strdup(&header->strings, cell.data);
    }
    text_release(&cell);
}

/* Whether a number is nothing that the column could hold. */
static bool holds_no_number(const struct field *field)
{
    return field != NULL &&
           (field->type == FIELD_TEXT || field->type == FIELD_DATE || field->type == FIELD_ENUM ||
            field->type == FIELD_SET) &&
           strcmp(field->name, "row_number") != 0;
}

/* 1, 2, 3, … from the first column on, or 甲, 乙, 1, 2, …; a number may go on as 5=3+4. */
static bool is_row_of_numbers(const struct header *header, const struct row *row)
{
    static const char *const letters[] = {"甲", "乙", "丙", "丁", "戊"};
    struct text cell = TEXT_INIT;
    size_t letter = 0;
    long next = 1;
    bool numbers = true, sure = false;
    for (size_t i = 0; i < header->column_count && numbers; i++) {
        char *end = cell.data;
        bare_cell(&cell, i < row->count ? row->cells[i] : "");
        if ((cell.length == 0 && i == 0) || header->columns[i].name[0] == '\0')
            continue;
        if (next == 1 && letter < sizeof letters / sizeof *letters &&
            strcmp(cell.data, letters[letter]) == 0) {
            letter++;
            continue;
        }
        numbers =
            strtol(cell.data, &end, 10) == next && end > cell.data && (*end == '\0' || *end == '=');
        sure |= holds_no_number(field_of(header, i));
        next++;
    }
    text_release(&cell);
    return numbers && next > 2 && (sure || letter > 0);
}

bool header_under(struct header *header, const struct row *row)
{
    if (is_row_of_units(header, row))
        take_units(header, row);
    else if (!is_row_of_numbers(header, row))
        return false;
    return true;
}
