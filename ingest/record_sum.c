#include <string.h>

#include "ingest/record_state.h"
#include "ingest/region_name.h"
#include "ingest/subtotal_name.h"

/* The column of a subtotal's name, the first such text in its row; -1: none. */
static int subtotal_column(const struct record_stream *stream)
{
    const struct csv_record *csv = &stream->csv;
    for (size_t i = 0; i < csv->count; i++)
        if (subtotal_is_named(csv_record_cell(csv, i), csv_record_length(csv, i)))
            return (int)i;
    return -1;
}

/* The name as it is kept: in a list of people one that stands where a name may is not. "" where the
 * row is no sum of those above it. */
static void add_subtotal_name(struct text *name, const struct record_stream *stream)
{
    const struct plan *plan = stream->plan;
    int column = subtotal_column(stream);
    size_t at = (size_t)column;
    if (stream->watch.region_sum) {
        if (!stream->in_parts)
            text_add(name, stream->watch.region.data);
        return;
    }
    if (stream->watch.section == SECTION_SURE) {
        subtotal_name_add(name,
                          csv_record_cell(&stream->csv, (size_t)stream->watch.section_column));
        return;
    }
    if (column < 0 || !subtotal_is_sum(csv_record_cell(&stream->csv, at)))
        return;
    bool private = at < plan->column_count && plan->private_columns[at];
    if (private || record_hides_value(stream, column + 1))
        text_add(name, "***");
    else
        subtotal_name_add(name, csv_record_cell(&stream->csv, at));
}

/* The steps of the amounts that add up. */
static void find_steps(struct record_stream *stream)
{
    const struct subtotals *subtotals = &stream->subtotals;
    for (size_t i = 0; i < subtotals->field_count; i++) {
        size_t at = subtotals->fields[i], length;
        if (at >= stream->plan->count)
            continue;
        const char *cell = record_cell(stream, at, &length);
        if (stream->values[at] != VALUE_NONE)
            stream->steps[at] = value_step(&stream->plan->fields[at].rule, cell, length);
    }
}

/* Each home has one answer, or none: what a sum under the ticks counts. */
static void count_tick(struct record_stream *stream)
{
    const struct plan *plan = stream->plan;
    int at = plan->by_field[dictionary_find("answer")];
    for (int i = ANSWER_AGREE; i < ANSWER_NONE; i++) {
        stream->values[plan->count + (size_t)i] = stream->values[at] == i;
        stream->steps[plan->count + (size_t)i] = 1;
    }
}

/* The counts that a sum prints where its rows have ticks. */
static void read_tick_counts(struct record_stream *stream, const struct plan_field *ticked)
{
    const struct value_rule count = {.type = FIELD_COUNT, .unit = {FIELD_COUNT, 1}};
    int64_t *values = stream->values + stream->plan->count;
    for (int i = ANSWER_AGREE; i < ANSWER_NONE; i++)
        values[i] = VALUE_NONE;
    for (size_t i = 0; i < ticked->column_count; i++) {
        size_t column = ticked->columns[i];
        int64_t *value = &values[ticked->ticks[i]];
        if (value_read(&count, csv_record_cell(&stream->csv, column),
                       csv_record_length(&stream->csv, column), 0, value) != VALUE_READ)
            *value = VALUE_NONE;
    }
}

void record_check_subtotal(struct record_stream *stream)
{
    const struct plan *plan = stream->plan;
    for (size_t i = 0; i < plan->count; i++) {
        const struct plan_field *field = &plan->fields[i];
        size_t length;
        const char *cell = record_cell(stream, i, &length);
        stream->values[i] = VALUE_NONE;
        if (record_is_text(field->rule.type) ||
            value_read(&field->rule, cell, length, 0, &stream->values[i]) != VALUE_READ)
            stream->values[i] = VALUE_NONE;
    }
    if (stream->subtotals.ticked != NULL)
        read_tick_counts(stream, stream->subtotals.ticked);
    struct text name = TEXT_INIT;
    stream->in_parts = stream->watch.region_sum &&
                       (stream->in_parts || region_name_begins_parts(stream->watch.region.data));
    add_subtotal_name(&name, stream);
    if (name.length > 0) {
        find_steps(stream);
        subtotals_note(&stream->subtotals, stream->values, stream->steps, name.data,
                       stream->csv.line);
    }
    text_release(&name);
}

/* Whether the row says all of a region: its finest group is blank, or there is only one. */
static bool is_whole(struct record_stream *stream)
{
    size_t groups = 0, length = 0;
    for (size_t i = 0; i < stream->plan->count; i++)
        if (record_is_group(stream, i)) {
            groups++;
            record_cell(stream, i, &length);
        }
    return groups == 1 || length == 0;
}

/* A cell of the column in which 其中 began a list of parts. Where regions that are no parts are
 * numbered as well, the next of them ends the list. */
static bool goes_on(struct record_stream *stream, const char *cell)
{
    int number = region_name_number(cell);
    if (number > 0 && (stream->part_after == 0 || number != stream->part_after + 1))
        return true;
    stream->part_column = -1;
    return false;
}

/*
 * 其中：1.天元区 under the row of its city, and 2.芦淞区 after it: they are in the city's own
 * numbers, and no sum counts them twice.
 */
static bool is_part(struct record_stream *stream)
{
    for (size_t i = 0; i < stream->plan->count; i++) {
        size_t length;
        if (!record_is_group(stream, i))
            continue;
        const char *cell = record_cell(stream, i, &length);
        if (stream->whole_above && region_name_begins_parts(cell)) {
            stream->part_column = (int)i;
            stream->part_after = stream->region_column == (int)i ? stream->region_number : 0;
            return true;
        }
        if (stream->part_column == (int)i && goes_on(stream, cell))
            return true;
        if (length > 0) {
            stream->region_number = region_name_number(cell);
            stream->region_column = (int)i;
        }
    }
    stream->whole_above = is_whole(stream);
    return false;
}

void record_part_regions(struct record_stream *stream)
{
    stream->sums_regions |= stream->watch.region_sum && stream->kind != KIND_TOTALS;
    if (!stream->sums_regions || !stream->watch.new_region || stream->row != ROW_DATA)
        return;
    for (size_t i = 0; i < stream->plan->count + ANSWER_COUNT; i++)
        stream->values[i] = VALUE_NONE;
    subtotals_note(&stream->subtotals, stream->values, stream->steps, "", stream->csv.line);
}

/* The regions of a row of totals, from coarse to fine, each with its end. */
static void add_regions(struct text *regions, const struct record_stream *stream)
{
    for (size_t i = 0; i < stream->plan->count; i++)
        if (record_is_group(stream, i) && stream->texts[i] != NULL)
            text_addf(regions, "%s\x1f", stream->texts[i]);
}

static bool is_within(const struct text *finer, const struct text *coarser)
{
    return coarser->length > 0 && finer->length > coarser->length &&
           memcmp(finer->data, coarser->data, coarser->length) == 0;
}

/* Cities under the row of their province are in its numbers. Where its row comes behind them, they
 * were added up already: no sum is sure. */
static bool is_counted(struct record_stream *stream)
{
    struct text regions = TEXT_INIT;
    add_regions(&regions, stream);
    bool counted = is_within(&regions, &stream->counted);
    if (is_within(&stream->counted, &regions))
        subtotals_taint(&stream->subtotals);
    if (!counted) {
        text_clear(&stream->counted);
        text_add_bytes(&stream->counted, regions.data, regions.length);
    }
    text_release(&regions);
    return counted;
}

void record_add_to_sums(struct record_stream *stream)
{
    stream->in_parts = false;
    if (stream->kind == KIND_TOTALS && (is_part(stream) || is_counted(stream)))
        return;
    find_steps(stream);
    if (stream->subtotals.ticked != NULL)
        count_tick(stream);
    subtotals_add(&stream->subtotals, stream->values, stream->steps);
}
