#include "cli/output.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/i18n.h"

struct table *output_table(struct listing *listing, const char *name, const char *caption,
                           const struct table_column *columns, size_t column_count)
{
    struct table *table =
        listing_table(listing, name, caption[0] == '\0' ? "" : _(caption), columns, column_count);
    for (size_t c = 0; c < column_count; c++)
        if (table->columns[c].label != NULL && table->columns[c].label[0] != '\0')
            table->columns[c].label = _(table->columns[c].label);
    return table;
}

struct table *output_total(struct listing *listing, const struct table_column *columns,
                           size_t column_count)
{
    struct table *table = output_table(listing, "total", "", columns, column_count);
    table->total = true;
    return table;
}

void output_known(const struct session *session, struct listing *listing)
{
    if (session->corrected_to > session->vantage.as_of)
        listing_head_date(listing, "known", _("corrections known up to"), session->corrected_to);
}

void output_head(const struct session *session, struct listing *listing)
{
    listing_head_date(listing, "as_of", _("as of"), session->vantage.as_of);
    output_known(session, listing);
}

bool output_for_people(const struct session *session)
{
    return session->format == LISTING_TABLE || session->format == LISTING_MARKDOWN;
}

const char *output_name(const struct session *session, const struct name_table *table, int value)
{
    return output_for_people(session) ? label_of(table, value) : name_of(table, value);
}

const char *output_group(const struct session *session, const char *group)
{
    return group[0] == '\0' && output_for_people(session) ? _("not said") : group;
}

const char *output_total_name(const struct session *session)
{
    return output_for_people(session) ? _("total") : "total";
}

enum status output_text(const struct text *text, struct error *error)
{
    if (fwrite(text->data, 1, text->length, stdout) == text->length && fflush(stdout) == 0)
        return STATUS_OK;
    return error_set_errno(error, errno, _("cannot write to standard output"));
}

/* Colour only on a terminal, and not where the user's environment says no (no-color.org). */
static bool wants_colour(void)
{
    const char *no = getenv("NO_COLOR");
    return isatty(STDOUT_FILENO) && (no == NULL || no[0] == '\0');
}

enum status output_listing(const struct session *session, const struct listing *listing,
                           struct error *error)
{
    struct text out = TEXT_INIT;
    listing_write(&out, listing, session->format, wants_colour());
    enum status status = output_text(&out, error);
    text_release(&out);
    return status;
}
