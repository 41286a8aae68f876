#include "cli/command.h"

#include "analysis/check.h"
#include "cli/output.h"
#include "cli/session.h"
#include "core/i18n.h"

static const struct table_column columns[] = {
    {"code", N_("code"), MEASURE_TEXT, 0, false},
    {"severity", N_("severity"), MEASURE_TEXT, 0, false},
    {"project", N_("project"), MEASURE_TEXT, 0, false},
    {"district", N_("district"), MEASURE_TEXT, 0, false},
    {"file", N_("file"), MEASURE_TEXT, 0, false},
    {"line", N_("line"), MEASURE_COUNT, 0, false},
    {"message", N_("message"), MEASURE_TEXT, 0, false},
    {"explanation", "", MEASURE_TEXT, 0, true},
    {"advice", "", MEASURE_TEXT, 0, true},
    {"acknowledged", "", MEASURE_TEXT, 0, true},
};

/* The file of a source; NULL where it is not known. */
static const char *file_of(const struct source_set *sources, int64_t source_id)
{
    for (size_t i = 0; i < sources->count; i++)
        if (sources->items[i].source_id == source_id)
            return sources->items[i].file;
    return NULL;
}

static void add_finding(const struct session *session, struct table *table,
                        const struct finding *finding, const struct source_set *sources)
{
    const struct finding_kind *kind = &finding_kinds[finding->code];
    table_row(table);
    table_set_text(table, "code", kind->code);
    table_set_text(table, "severity",
                   output_for_people(session) ? finding_severity_label(kind->severity)
                                              : finding_severity_names[kind->severity]);
    table_set_text(table, "project", finding->project);
    table_set_text(table, "district", finding->district);
    table_set_text(table, "file", file_of(sources, finding->from.source_id));
    table_set_integer(table, "line", finding->from.line > 0 ? finding->from.line : VALUE_NONE);
    table_set_text(table, "message", finding->message);
    table_set_text(table, "explanation", _(kind->explanation));
    table_set_text(table, "advice", _(kind->advice));
    table_set_text(table, "acknowledged", finding->reason);
}

/* What somebody has acknowledged rests: it stands in the lists for programs alone. */
static void fill(struct session *session, struct listing *listing, const struct finding_set *set,
                 const struct source_set *sources)
{
    struct table *table = output_table(listing, "findings", "", COLUMNS(columns));
    for (size_t i = 0; i < set->count; i++) {
        const struct finding *finding = &set->items[i];
        if (finding->reason != NULL && output_for_people(session))
            continue;
        add_finding(session, table, finding, sources);
        session->findings |=
            finding->reason == NULL && finding_kinds[finding->code].severity == FINDING_ERROR;
    }
}

static enum status check(struct session *session, const struct dataset *data,
                         const struct total_set *totals, const struct source_set *sources,
                         struct error *error)
{
    struct acknowledgement_set acknowledged;
    struct finding_set set;
    struct listing listing;
    struct check_input input = {.data = data,
                                .totals = totals,
                                .sources = sources,
                                .settings = &session->settings,
                                .plan_year = session->plan_year};
    enum status status = store_read_acknowledgements(session->store, &acknowledged, error);
    if (status != STATUS_OK)
        return status;
    check_run(&set, &input);
    finding_set_rest(&set, &acknowledged);
    listing_init(&listing);
    listing_head_date(&listing, "as_of", _("as of"), session->vantage.as_of);
    fill(session, &listing, &set, sources);
    status = output_listing(session, &listing, error);
    listing_release(&listing);
    finding_set_release(&set);
    acknowledgement_set_release(&acknowledged);
    return status;
}

/* Reads what a check looks at; each of the three is released by the caller. */
static enum status read_all(const struct session *session, struct dataset *data,
                            struct total_set *totals, struct source_set *sources,
                            struct error *error)
{
    enum status status =
        session_read(session, session->plan_year, READ_EVERYTHING | READ_PLACES, data, error);
    if (status == STATUS_OK)
        status = store_read_totals(session->store, session->vantage, totals, error);
    if (status == STATUS_OK)
        status = store_read_sources(session->store, sources, error);
    return status;
}

enum status cmd_check(struct session *session, struct error *error)
{
    struct dataset data = {0};
    struct total_set totals = {0};
    struct source_set sources = {0};
    enum status status = read_all(session, &data, &totals, &sources, error);
    if (status == STATUS_OK)
        status = check(session, &data, &totals, &sources, error);
    source_set_release(&sources);
    total_set_release(&totals);
    dataset_release(&data);
    return status;
}
