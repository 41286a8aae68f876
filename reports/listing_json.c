#include "reports/listing.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { REAL_DIGITS = 15 };

static json_t *table_value(const struct table *table);

/* An integer where the value is whole, so that 227440000 yuan do not become 227440000.0. */
static json_t *scaled(int64_t value, int64_t scale)
{
    return value % scale == 0 ? json_integer(value / scale)
                              : json_real((double)value / (double)scale);
}

/* JSON is UTF-8: a text that is not, keeps its ASCII and shows the rest as U+FFFD. */
static json_t *text_value(const char *value)
{
    json_t *string = json_string(value);
    if (string != NULL)
        return string;
    struct text repaired = TEXT_INIT;
    for (const char *at = value; *at != '\0'; at++) {
        if ((unsigned char)*at < 0x80)
            text_add_char(&repaired, *at);
        else
            text_add(&repaired, "\xef\xbf\xbd");
    }
    string = json_string(repaired.data);
    text_release(&repaired);
    return string;
}

static json_t *cell_value(const struct table_column *column, const struct table_cell *cell)
{
    char date[DATE_TEXT_MAX];
    if (!cell->known)
        return json_null();
    switch (column->measure) {
    case MEASURE_TEXT:
        return text_value(cell->text);
    case MEASURE_COUNT:
        return json_integer(cell->integer);
    case MEASURE_YUAN:
        return scaled(cell->integer, FEN_PER_YUAN);
    case MEASURE_M2:
        return scaled(cell->integer, CM2_PER_M2);
    case MEASURE_METRES:
        return scaled(cell->integer, MM_PER_M);
    case MEASURE_PERCENT:
    case MEASURE_PROBABILITY:
    case MEASURE_NUMBER:
    case MEASURE_DAYS:
        return json_real(cell->number);
    case MEASURE_DATE:
        return json_string(daynum_format((daynum)cell->integer, date));
    case MEASURE_FLAG:
        return json_boolean(cell->integer);
    case MEASURE_TABLE:
        return table_value(cell->table);
    }
    return json_null();
}

/* Puts a value under "finish.p50" into the object "finish", which is made where it is not. */
static void put_nested(json_t *object, const char *key, json_t *value)
{
    const char *dot = strchr(key, '.');
    if (dot == NULL) {
        json_object_set_new(object, key, value);
        return;
    }
    char *outer = xstrndup(key, (size_t)(dot - key));
    json_t *inner = json_object_get(object, outer);
    if (inner == NULL) {
        inner = json_object();
        json_object_set_new(object, outer, inner);
    }
    put_nested(inner, dot + 1, value);
    free(outer);
}

static void put_row(json_t *object, const struct table *table, size_t row)
{
    for (size_t c = 0; c < table->column_count; c++)
        put_nested(object, table->columns[c].key,
                   cell_value(&table->columns[c], &table->cells[row * table->column_count + c]));
}

static json_t *row_value(const struct table *table, size_t row)
{
    if (table->plain_list)
        return cell_value(&table->columns[0], &table->cells[row * table->column_count]);
    json_t *object = json_object();
    put_row(object, table, row);
    return object;
}

static json_t *table_value(const struct table *table)
{
    if (table->single || table->total)
        return table->row_count > 0 ? row_value(table, 0) : json_null();
    json_t *array = json_array();
    for (size_t r = 0; r < table->row_count; r++)
        json_array_append_new(array, row_value(table, r));
    return array;
}

static int add_bytes(const char *bytes, size_t length, void *out)
{
    text_add_bytes(out, bytes, length);
    return 0;
}

/* Writes a value and frees it: a row at a time, so that a long table is never held twice. */
static void dump(struct text *out, json_t *value)
{
    json_dump_callback(value, add_bytes, out,
                       JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(REAL_DIGITS));
    json_decref(value);
}

static void add_key(struct text *out, const char *key)
{
    text_add(out, out->length > 0 && out->data[out->length - 1] != '{' ? ",\n" : "\n");
    dump(out, json_string(key));
    text_add(out, ": ");
}

static void add_rows(struct text *out, const struct table *table)
{
    text_add(out, "[");
    for (size_t r = 0; r < table->row_count; r++) {
        text_add(out, r == 0 ? "\n  " : ",\n  ");
        dump(out, row_value(table, r));
    }
    text_add(out, "]");
}

static void add_table(struct text *out, const struct table *table)
{
    add_key(out, table->name);
    if (table->single || table->total || table->plain_list)
        dump(out, table_value(table));
    else
        add_rows(out, table);
}

static void add_head(struct text *out, const struct table *head)
{
    json_t *object = json_object();
    if (head->row_count > 0)
        put_row(object, head, 0);
    const char *key;
    json_t *value;
    json_object_foreach(object, key, value)
    {
        add_key(out, key);
        dump(out, json_incref(value));
    }
    json_decref(object);
}

static void add_notes(struct text *out, const struct listing *listing)
{
    json_t *notes = json_array();
    for (size_t i = 0; i < listing->note_count; i++)
        json_array_append_new(notes, text_value(listing->notes[i]));
    add_key(out, "notes");
    dump(out, notes);
}

void listing_write_json(struct text *out, const struct listing *listing)
{
    text_add_char(out, '{');
    add_head(out, &listing->head);
    for (size_t i = 0; i < listing->table_count; i++)
        add_table(out, listing->tables[i]);
    if (listing->note_count > 0)
        add_notes(out, listing);
    text_add(out, "\n}\n");
}
