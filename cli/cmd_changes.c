#include "cli/command.h"

#include "analysis/changes.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/session.h"
#include "core/i18n.h"

static const struct table_column columns[] = {
    {"project", N_("project"), MEASURE_TEXT, 0, false},
    {"name", N_("name"), MEASURE_TEXT, 0, false},
    {"district", N_("district"), MEASURE_TEXT, 0, false},
    {"field", N_("field"), MEASURE_TEXT, 0, false},
    {"old", N_("before"), MEASURE_TEXT, 0, false},
    {"new", N_("after"), MEASURE_TEXT, 0, false},
    {"days_from_original", N_("days from the original plan"), MEASURE_COUNT, 0, true},
    {"file", N_("file"), MEASURE_TEXT, 0, true},
    {"line", N_("line"), MEASURE_COUNT, 0, true},
};

/* The file of a source; NULL where it is not known. */
static const char *file_of(const struct source_set *sources, int64_t source_id)
{
    for (size_t i = 0; i < sources->count; i++)
        if (sources->items[i].source_id == source_id)
            return sources->items[i].file;
    return NULL;
}

static void add_change(struct table *table, const struct change_entry *change,
                       const struct project *project, const struct source_set *sources)
{
    table_row(table);
    table_set_text(table, "project", project->code[0] != '\0' ? project->code : project->name);
    table_set_text(table, "name", project->name);
    table_set_text(table, "district", project->district);
    table_set_text(table, "field", change->field);
    table_set_text(table, "old", change->before);
    table_set_text(table, "new", change->after);
    table_set_integer(table, "days_from_original", change->from_original);
    table_set_text(table, "file", file_of(sources, change->from.source_id));
    table_set_integer(table, "line", change->from.line > 0 ? change->from.line : VALUE_NONE);
}

static enum status print(const struct session *session, daynum since, const struct dataset *before,
                         const struct dataset *now, const struct source_set *sources,
                         struct error *error)
{
    struct changes changes;
    struct listing listing;
    changes_compute(&changes, before, now);
    listing_init(&listing);
    listing_head_date(&listing, "since", _("since"), since);
    listing_head_date(&listing, "until", _("until"), session->vantage.as_of);
    output_known(session, &listing);
    struct table *table = output_table(&listing, "changes", "", COLUMNS(columns));
    for (size_t i = 0; i < changes.count; i++) {
        const struct change_entry *change = &changes.items[i];
        const struct dataset *holder = change->older ? before : now;
        add_change(table, change, &holder->projects.items[change->project], sources);
    }
    enum status status = output_listing(session, &listing, error);
    listing_release(&listing);
    changes_release(&changes);
    return status;
}

enum status cmd_changes(struct session *session, struct error *error)
{
    daynum since = DAYNUM_NONE;
    struct dataset before, now;
    struct source_set sources;
    enum status status = option_date(session->options, OPTION_SINCE, &since, error);
    if (status == STATUS_OK && since == DAYNUM_NONE)
        status = error_set(error, STATUS_USAGE, _("'changes' needs '--since DATE'"));
    if (status == STATUS_OK)
        status = store_read_sources(session->store, &sources, error);
    if (status != STATUS_OK)
        return status;
    struct vantage then = {since, since};
    status = store_read(session->store, then, session->plan_year, READ_EVERYTHING, &before, error);
    if (status != STATUS_OK)
        goto out;
    status = session_read(session, session->plan_year, READ_EVERYTHING, &now, error);
    if (status == STATUS_OK) {
        status = print(session, since, &before, &now, &sources, error);
        dataset_release(&now);
    }
    dataset_release(&before);
out:
    source_set_release(&sources);
    return status;
}
