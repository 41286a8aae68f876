#include "cli/command.h"

#include "analysis/check.h"
#include "cli/output.h"
#include "cli/rest.h"
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
    /* With --all alone: */
    {"acknowledged", N_("rests because"), MEASURE_TEXT, 0, false},
    {"acknowledged_on", N_("since"), MEASURE_DATE, 0, false},
};
enum { COLUMN_COUNT = sizeof columns / sizeof *columns, REST_COLUMNS = 2 };

/* The file of a source; NULL where it is not known. */
static const char *file_of(const struct source_set *sources, int64_t source_id)
{
    for (size_t i = 0; i < sources->count; i++)
        if (sources->items[i].source_id == source_id)
            return sources->items[i].file;
    return NULL;
}

static void add_finding(const struct session *session, struct table *table,
                        const struct finding *finding, const struct source_set *sources, bool all)
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
    if (!all)
        return;
    table_set_text(table, "acknowledged", finding->reason);
    table_set_date(table, "acknowledged_on", finding->acknowledged_on);
}

/* What each code that was found means and asks for, once. */
static void explain(struct listing *listing, const struct finding_set *set, bool all)
{
    bool told[FINDING_COUNT] = {false};
    for (size_t i = 0; i < set->count; i++) {
        const struct finding_kind *kind = &finding_kinds[set->items[i].code];
        struct text note = TEXT_INIT;
        if (told[set->items[i].code] || (set->items[i].reason != NULL && !all))
            continue;
        told[set->items[i].code] = true;
        text_addf(&note, _("%s: %s. %s."), kind->code, _(kind->explanation), _(kind->advice));
        listing_note(listing, note.data);
        text_release(&note);
    }
}

/* What somebody has acknowledged rests, but for --all. */
static void fill(struct session *session, struct listing *listing, const struct finding_set *set,
                 const struct source_set *sources)
{
    bool all = session->options->values[OPTION_ALL] != NULL;
    struct table *table = output_table(listing, "findings", "", columns,
                                       all ? COLUMN_COUNT : COLUMN_COUNT - REST_COLUMNS);
    size_t resting = 0;
    for (size_t i = 0; i < set->count; i++) {
        const struct finding *finding = &set->items[i];
        resting += finding->reason != NULL;
        session->findings |=
            finding->reason == NULL && finding_kinds[finding->code].severity == FINDING_ERROR;
        if (all || finding->reason == NULL)
            add_finding(session, table, finding, sources, all);
    }
    if (output_for_people(session))
        explain(listing, set, all);
    if (resting > 0 && !all)
        session_say(session,
                    ngettext_("%zu finding rests: 'check --all' lists it too",
                              "%zu findings rest: 'check --all' lists them too", resting),
                    resting);
}

/* Does what was asked for, and knows it afterwards. */
static enum status change(const struct session *session, const struct finding_set *set,
                          struct acknowledgement_set *acknowledged, struct error *error)
{
    enum status status = rest_change(session, set, acknowledged, error);
    acknowledgement_set_release(acknowledged);
    return status == STATUS_OK ? store_read_acknowledgements(session->store, acknowledged, error)
                               : status;
}

static enum status check(struct session *session, const struct check_input *input, bool changes,
                         struct error *error)
{
    struct acknowledgement_set acknowledged;
    struct finding_set set;
    struct listing listing;
    enum status status = store_read_acknowledgements(session->store, &acknowledged, error);
    if (status != STATUS_OK)
        return status;
    check_run(&set, input);
    if (changes)
        status = change(session, &set, &acknowledged, error);
    if (status == STATUS_OK) {
        finding_set_rest(&set, &acknowledged);
        listing_init(&listing);
        output_head(session, &listing);
        fill(session, &listing, &set, input->sources);
        status = output_listing(session, &listing, error);
        listing_release(&listing);
    }
    finding_set_release(&set);
    acknowledgement_set_release(&acknowledged);
    return status;
}

/* Reads what a check looks at; each part is released by the caller. */
static enum status read_all(const struct session *session, struct dataset *data,
                            struct total_set *totals, struct source_set *sources,
                            struct subtotal_fault_set *subtotals, struct error *error)
{
    enum status status = session_read(
        session, session->plan_year, READ_EVERYTHING | READ_PLACES | READ_ANSWER_DAYS, data, error);
    if (status == STATUS_OK)
        status = store_read_totals(session->store, session->vantage, totals, error);
    if (status == STATUS_OK)
        status = store_read_sources(session->store, sources, error);
    return status == STATUS_OK ? store_read_subtotals(session->store, subtotals, error) : status;
}

enum status cmd_check(struct session *session, struct error *error)
{
    struct dataset data = {0};
    struct total_set totals = {0};
    struct source_set sources = {0};
    struct subtotal_fault_set subtotals = {0};
    const struct check_input input = {.data = &data,
                                      .totals = &totals,
                                      .sources = &sources,
                                      .subtotals = &subtotals,
                                      .settings = &session->settings,
                                      .plan_year = session->plan_year};
    bool changes;
    enum status status = rest_is_asked(session, &changes, error);
    if (status == STATUS_OK)
        status = read_all(session, &data, &totals, &sources, &subtotals, error);
    if (status == STATUS_OK)
        status = check(session, &input, changes, error);
    subtotal_fault_set_release(&subtotals);
    source_set_release(&sources);
    total_set_release(&totals);
    dataset_release(&data);
    return status;
}
