#include "ingest/shares.h"

#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "ingest/rows.h"

/* What the cells of a column were. */
struct share_watch {
    bool between, one, above; /* bare numbers: under, at and above one */
    bool marked;              /* some have a percent sign */
};

static void watch_share(struct share_watch *watch, const struct plan_field *field, const char *cell,
                        size_t length)
{
    const struct value_rule number = {
        .type = FIELD_MONEY, .unit = {FIELD_MONEY, 1000000}, .map = field->rule.map};
    int64_t millionths;
    if (value_read(&number, cell, length, 0, &millionths) != VALUE_READ) {
        watch->marked |= memchr(cell, '%', length) != NULL || strstr(cell, "％") != NULL;
        return;
    }
    watch->between |= millionths > 0 && millionths < 1000000;
    watch->one |= millionths == 1000000;
    watch->above |= millionths > 1000000;
}

static bool is_watched(const struct plan_field *field)
{
    return field->rule.type == FIELD_PERCENT && field->column_count == 1 &&
           field->rule.unit.factor == MPCT_PER_PERCENT; /* or it says that it is one of shares */
}

static void watch_record(struct share_watch *watches, const struct plan *plan,
                         const struct csv_record *record)
{
    for (size_t i = 0; i < plan->count; i++) {
        const struct plan_field *field = &plan->fields[i];
        if (is_watched(field))
            watch_share(&watches[i], field, csv_record_cell(record, field->columns[0]),
                        csv_record_length(record, field->columns[0]));
    }
}

/* A number in a note is nobody's progress. */
static bool is_of_table(struct row_watch *rows, const struct csv_record *record)
{
    enum row_class row = row_watch_class(rows, record);
    return row == ROW_DATA || row == ROW_SUBTOTAL;
}

static enum status watch_all(struct share_watch *watches, const struct plan *plan,
                             const struct header *header, const struct source_file *file,
                             struct error *error)
{
    struct csv_reader reader;
    struct csv_record record;
    struct row_watch rows;
    bool more = true;
    csv_record_init(&record);
    row_watch_init(&rows, header, plan);
    enum status status = csv_reader_init(&reader, file, header->delimiter, error);
    line_reader_seek(&reader.lines, header->next_offset, header->next_line);
    while (status == STATUS_OK &&
           (status = csv_reader_next(&reader, &record, &more, error)) == STATUS_OK && more)
        if (record.fault == FAULT_NONE && is_of_table(&rows, &record))
            watch_record(watches, plan, &record);
    row_watch_release(&rows);
    csv_reader_release(&reader);
    csv_record_release(&record);
    return status;
}

static enum percents judge(const struct share_watch *watch, bool says_so, bool is_sheet)
{
    if (watch->above || !(watch->between || watch->one))
        return PERCENTS_AS_SAID;
    return watch->between && !says_so && !watch->marked && !is_sheet ? PERCENTS_ARE_SHARES
                                                                     : PERCENTS_UNSURE;
}

enum status shares_find(struct plan *plan, const struct header *header,
                        const struct source_file *file, struct error *error)
{
    struct share_watch *watches = xcalloc(plan->count + 1, sizeof *watches);
    enum status status = STATUS_OK;
    bool any = false, is_sheet = plan_has(plan, dictionary_find("reject_id"));
    for (size_t i = 0; i < plan->count; i++)
        any |= is_watched(&plan->fields[i]);
    if (any)
        status = watch_all(watches, plan, header, file, error);
    for (size_t i = 0; i < plan->count; i++)
        if (is_watched(&plan->fields[i]))
            plan->fields[i].rule.percents = judge(&watches[i], plan->fields[i].unit_said, is_sheet);
    free(watches);
    return status;
}
