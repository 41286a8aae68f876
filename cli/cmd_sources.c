#include "cli/command.h"

#include "cli/output.h"
#include "cli/session.h"
#include "core/i18n.h"

static const struct table_column columns[] = {
    {"source_id", N_("source"), MEASURE_COUNT, 0, false},
    {"file", N_("file"), MEASURE_TEXT, 0, false},
    {"sha256", "SHA-256", MEASURE_TEXT, 0, true},
    {"kind", N_("kind"), MEASURE_TEXT, 0, false},
    {"as_of", N_("as of"), MEASURE_DATE, 0, false},
    {"known", N_("known"), MEASURE_DATE, 0, false},
    {"loaded_at", N_("loaded on"), MEASURE_DATE, 0, false},
    {"rows", N_("rows"), MEASURE_COUNT, 0, false},
    {"loaded", N_("loaded"), MEASURE_COUNT, 0, false},
    {"unchanged", N_("unchanged"), MEASURE_COUNT, 0, false},
    {"skipped.subtotal", N_("subtotals"), MEASURE_COUNT, 0, false},
    {"skipped.header", N_("headers"), MEASURE_COUNT, 0, false},
    {"skipped.note", N_("notes"), MEASURE_COUNT, 0, false},
    {"rejected", N_("rejected"), MEASURE_COUNT, 0, false},
    {"pending", N_("pending"), MEASURE_COUNT, 0, false},
};

static void add_row(const struct session *session, struct table *table, const struct source *source)
{
    table_row(table);
    table_set_integer(table, "source_id", source->source_id);
    table_set_text(table, "file", source->file);
    table_set_text(table, "sha256", source->sha256);
    table_set_text(table, "kind", output_name(session, &export_kind_names, (int)source->kind));
    table_set_date(table, "as_of",
                   source->as_of != DAYNUM_NONE ? source->as_of : source->newest_as_of);
    table_set_date(table, "known", source->known);
    table_set_date(table, "loaded_at", source->loaded_on);
    table_set_integer(table, "rows", source->rows);
    table_set_integer(table, "loaded", source->loaded);
    table_set_integer(table, "unchanged", source->unchanged);
    table_set_integer(table, "skipped.subtotal", source->skipped_subtotal);
    table_set_integer(table, "skipped.header", source->skipped_header);
    table_set_integer(table, "skipped.note", source->skipped_note);
    table_set_integer(table, "rejected", source->rejected);
    table_set_integer(table, "pending", source->pending);
}

enum status cmd_sources(struct session *session, struct error *error)
{
    struct source_set set;
    struct listing listing;
    enum status status = store_read_sources(session->store, &set, error);
    if (status != STATUS_OK)
        return status;
    listing_init(&listing);
    struct table *table = output_table(&listing, "sources", "", COLUMNS(columns));
    for (size_t i = 0; i < set.count; i++)
        add_row(session, table, &set.items[i]);
    status = output_listing(session, &listing, error);
    listing_release(&listing);
    source_set_release(&set);
    return status;
}
