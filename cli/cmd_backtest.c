#include "cli/command.h"

#include "analysis/backtest.h"
#include "cli/output.h"
#include "cli/session.h"
#include "core/i18n.h"
#include "reports/phrase.h"

/* The columns of a method, of which the Brier scores stand once for each deadline. */
static const struct table_column plain_columns[] = {
    {"method", N_("method"), MEASURE_TEXT, 0, false},
    {"mae_days", N_("mean error"), MEASURE_DAYS, 1, false},
    {"mae_error_days", "", MEASURE_DAYS, 1, true},
    {"mape_pct", N_("of the duration"), MEASURE_PERCENT, 1, false},
    {"crps_days", "CRPS", MEASURE_DAYS, 1, false},
    {"coverage_50", N_("within 50 %"), MEASURE_NUMBER, 2, false},
    {"coverage_80", N_("within 80 %"), MEASURE_NUMBER, 2, false},
    {"coverage_95", N_("within 95 %"), MEASURE_NUMBER, 2, false},
};
enum { PLAIN_COLUMNS = sizeof plain_columns / sizeof *plain_columns };

static struct table *add_methods(struct listing *listing, const struct backtest *backtest)
{
    size_t count = PLAIN_COLUMNS + backtest->deadline_count;
    struct arena *strings = &listing->strings;
    struct table_column *columns = arena_alloc(strings, count * sizeof *columns);
    for (size_t c = 0; c < PLAIN_COLUMNS; c++) {
        columns[c] = plain_columns[c];
        if (columns[c].label[0] != '\0')
            columns[c].label = _(columns[c].label);
    }
    for (size_t d = 0; d < backtest->deadline_count; d++)
        columns[PLAIN_COLUMNS + d] = (struct table_column){
            .key = arena_printf(strings, "brier.%s", backtest->deadlines[d].name),
            .label = arena_printf(strings, _("Brier score, %s"),
                                  deadline_label(&backtest->deadlines[d])),
            .measure = MEASURE_NUMBER,
            .digits = 3};
    return listing_table(listing, "methods", _("methods"), columns, count);
}

static void add_method(struct table *table, const struct backtest *backtest,
                       const struct backtest_row *row)
{
    table_row(table);
    table_set_text(table, "method", row->method);
    table_set_number(table, "mae_days", row->mae_days.mean);
    table_set_number(table, "mae_error_days", row->mae_days.error);
    table_set_number(table, "mape_pct", row->mape_pct.mean);
    table_set_number(table, "crps_days", row->crps_days.mean);
    table_set_number(table, "coverage_50", row->coverage[0].mean);
    table_set_number(table, "coverage_80", row->coverage[1].mean);
    table_set_number(table, "coverage_95", row->coverage[2].mean);
    for (size_t d = 0; d < backtest->deadline_count; d++)
        table_set_number(table, table->columns[PLAIN_COLUMNS + d].key, row->brier[d].mean);
}

static const struct table_column bin_columns[] = {
    {"p_low", N_("from"), MEASURE_NUMBER, 1, false},
    {"p_high", N_("to"), MEASURE_NUMBER, 1, false},
    {"n", N_("forecasts"), MEASURE_COUNT, 0, false},
    {"mean_p", N_("mean probability"), MEASURE_NUMBER, 2, false},
    {"observed", N_("came true"), MEASURE_NUMBER, 2, false},
};

static void add_bins(struct listing *listing, const struct backtest *backtest)
{
    struct table *table = output_table(
        listing, "reliability", N_("probabilities and what came of them"), COLUMNS(bin_columns));
    for (size_t i = 0; i < BACKTEST_BINS; i++) {
        const struct backtest_bin *bin = &backtest->bins[i];
        table_row(table);
        table_set_number(table, "p_low", bin->p_low);
        table_set_number(table, "p_high", bin->p_high);
        table_set_integer(table, "n", (int64_t)bin->n);
        table_set_number(table, "mean_p", bin->mean_p);
        table_set_number(table, "observed", bin->observed);
    }
}

static void add_origins(struct listing *listing, const struct backtest *backtest)
{
    static const struct table_column column = {"origin", "", MEASURE_DATE, 0, false};
    struct table *table = listing_table(listing, "origins", "", &column, 1);
    table->plain_list = true;
    table->json_only = true;
    for (size_t i = 0; i < backtest->origin_count; i++) {
        table_row(table);
        table_set_date(table, "origin", backtest->origins[i]);
    }
}

static bool is_corrected(const struct session *session)
{
    return session->options->values[OPTION_CORRECTED] != NULL;
}

/* What each origin knew; `--corrected`: with what became known of it later. */
static enum status read_origin(struct dataset *data, daynum as_of, void *context,
                               struct error *error)
{
    const struct session *session = context;
    struct vantage vantage = {as_of, is_corrected(session) ? DAYNUM_MAX : as_of};
    return store_read(session->store, vantage, 0, READ_COMPOUNDS | READ_PROGRESS, data, error);
}

static void fill(const struct session *session, struct listing *listing,
                 const struct backtest *backtest)
{
    add_origins(listing, backtest);
    listing_head_integer(listing, "n_projects", _("projects"), (int64_t)backtest->n_projects);
    listing_head_integer(listing, "n_forecasts", _("forecasts"), (int64_t)backtest->n_forecasts);
    struct table *methods = add_methods(listing, backtest);
    for (size_t i = 0; i < backtest->row_count; i++)
        add_method(methods, backtest, &backtest->rows[i]);
    if (session->format != LISTING_CSV)
        add_bins(listing, backtest);
    for (size_t i = 0; i < backtest->doubt_count; i++)
        listing_note(listing, backtest->doubts[i]);
    if (is_corrected(session))
        listing_note(listing, _("with corrections that were known later: forecasts of the time "
                                "could not have been as good"));
    if (backtest->evidence != NULL && backtest->evidence[0] != '\0')
        listing_note(listing, backtest->evidence);
}

enum status cmd_backtest(struct session *session, struct error *error)
{
    struct dataset now;
    struct backtest backtest;
    struct listing listing;
    struct backtest_options options = {.plan_year = session->plan_year,
                                       .deadlines = session->settings.deadlines,
                                       .deadline_count = session->settings.deadline_count};
    enum status status = session_read(session, 0, READ_COMPOUNDS | READ_PROGRESS, &now, error);
    if (status != STATUS_OK)
        return status;
    status = backtest_run(&backtest, &now, read_origin, session, &options, error);
    if (status == STATUS_OK) {
        listing_init(&listing);
        fill(session, &listing, &backtest);
        status = output_listing(session, &listing, error);
        listing_release(&listing);
        backtest_release(&backtest);
    }
    dataset_release(&now);
    return status;
}
