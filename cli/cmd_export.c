#include "cli/command.h"

#include <string.h>

#include "cli/export_table.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/session.h"

enum status cmd_export(struct session *session, struct error *error)
{
    struct dataset data;
    struct listing listing;
    const struct export_table *wanted = export_tables;
    /* One of the command's words, which main() looks at. */
    while (strcmp(wanted->name, session->arguments[0]) != 0)
        wanted++;
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
