#include "cli/command.h"

#include "cli/options.h"
#include "cli/output.h"
#include "cli/reject_sheet.h"
#include "cli/session.h"
#include "core/i18n.h"

static const struct table_column columns[] = {
    {"reject_id", N_("reject"), MEASURE_COUNT, 0, false},
    {"source_id", N_("source"), MEASURE_COUNT, 0, false},
    {"file", N_("file"), MEASURE_TEXT, 0, false},
    {"line", N_("line"), MEASURE_COUNT, 0, false},
    {"column", N_("column"), MEASURE_COUNT, 0, false},
    {"field", N_("field"), MEASURE_TEXT, 0, false},
    {"code", N_("code"), MEASURE_TEXT, 0, false},
    {"value", N_("value"), MEASURE_TEXT, 0, false},
    {"message", N_("message"), MEASURE_TEXT, 0, false},
    {"raw", N_("row"), MEASURE_TEXT, 0, true},
};

static void add_row(struct table *table, const struct reject *reject)
{
    table_row(table);
    table_set_integer(table, "reject_id", reject->reject_id);
    table_set_integer(table, "source_id", reject->source_id);
    table_set_text(table, "file", reject->file);
    table_set_integer(table, "line", reject->line > 0 ? reject->line : VALUE_NONE);
    table_set_integer(table, "column", reject->column > 0 ? reject->column : VALUE_NONE);
    table_set_text(table, "field", reject->field);
    table_set_text(table, "code", reject->code);
    table_set_text(table, "value", reject->value);
    table_set_text(table, "message", reject->message);
    table_set_text(table, "raw", reject->raw);
}

enum status cmd_rejects(struct session *session, struct error *error)
{
    struct reject_set set;
    struct listing listing;
    int64_t source_id = 0;
    enum status status =
        option_integer(session->options, OPTION_SOURCE, 1, INT64_MAX, &source_id, error);
    if (status == STATUS_OK)
        status = store_read_rejects(session->store, source_id, &set, error);
    if (status != STATUS_OK)
        return status;
    const char *folder = session->options->values[OPTION_OUTPUT];
    if (folder != NULL) {
        struct text paths = TEXT_INIT;
        status = reject_sheets_write(session->store, &set, folder, &paths, error);
        if (status == STATUS_OK)
            status = output_text(&paths, error);
        text_release(&paths);
        reject_set_release(&set);
        return status;
    }
    listing_init(&listing);
    struct table *table = output_table(&listing, "rejects", "", COLUMNS(columns));
    for (size_t i = 0; i < set.count; i++)
        add_row(table, &set.items[i]);
    status = output_listing(session, &listing, error);
    listing_release(&listing);
    reject_set_release(&set);
    return status;
}
