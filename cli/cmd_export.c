#include "cli/command.h"

#include <string.h>

#include "cli/export_table.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/session.h"
#include "core/i18n.h"

static enum status unknown_table(const char *name, struct error *error)
{
    struct text names = TEXT_INIT;
    for (const struct export_table *table = export_tables; table->name != NULL; table++)
        text_addf(&names, "%s%s", names.length > 0 ? "|" : "", table->name);
    error_set(error, STATUS_USAGE, _("no table '%s': expected one of %s"), name, names.data);
    text_release(&names);
    return STATUS_USAGE;
}

enum status cmd_export(struct session *session, struct error *error)
{
    struct dataset data;
    struct listing listing;
    const struct export_table *wanted = export_tables;
    while (wanted->name != NULL && strcmp(wanted->name, session->arguments[0]) != 0)
        wanted++;
    if (wanted->name == NULL)
        return unknown_table(session->arguments[0], error);
    /* Other tools read this: CSV unless something else is asked for. */
    if (session->options->values[OPTION_FORMAT] == NULL)
        session->format = LISTING_CSV;
    enum status status = session_read(session, session->plan_year, wanted->parts, &data, error);
    if (status != STATUS_OK)
        return status;
    listing_init(&listing);
    wanted->fill(listing_table(&listing, wanted->name, "", wanted->columns, wanted->column_count),
                 &data);
    status = output_listing(session, &listing, error);
    listing_release(&listing);
    dataset_release(&data);
    return status;
}
